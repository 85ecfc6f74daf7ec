namespace TwinGrid.Simulation.Continuous;

/// <summary>A change of method.</summary>
/// <param name="Time">When, in seconds.</param>
/// <param name="To">Method from then on.</param>
/// <param name="StepSeconds">Last step before it.</param>
/// <param name="StabilityNumber">That step times the largest eigenvalue: what the change was decided from; not a number if explicit steps became too small to take.</param>
public readonly record struct MethodSwitch(double Time, SolverMethod To, double StepSeconds, double StabilityNumber)
{
    /// <summary>Why, in words.</summary>
    public override string ToString() => FormattableString.Invariant((To, double.IsNaN(StabilityNumber)) switch
    {
        (SolverMethod.Rosenbrock, true) => $"stiff from t = {Time:G6} s: no explicit step was short enough",
        (SolverMethod.Rosenbrock, false) => $"stiff from t = {Time:G6} s: explicit steps of {StepSeconds:G3} s were bounded by stability (step x eigenvalue = {StabilityNumber:G3})",
        _ => $"explicit from t = {Time:G6} s: steps of {StepSeconds:G3} s are stable without the stiff method (step x eigenvalue <= {StabilityNumber:G3})",
    });
}
