using TwinGrid.Simulation.Continuous;
using TwinGrid.Simulation.Equations;

namespace TwinGrid.Simulation.Surrogates;

/// <summary>Starts equations, or a surrogate in their place, from any state under any inputs, and tells how they go on.</summary>
internal sealed class EquationTeacher
{
    /// <summary>Much finer than what polynomials can be true to.</summary>
    private const double RelativeTolerance = 1e-10;

    private readonly SurrogateDomain domain;
    private readonly EquationRun run;

    public EquationTeacher(EquationModel model, SurrogateDomain domain, SolverOptions options, FlowMap? surrogate = null)
    {
        this.domain = domain;
        run = new EquationRun(model, options with { RelativeTolerance = RelativeTolerance, AbsoluteTolerances = Tolerances(domain, options) }, surrogate);
    }

    /// <summary>Why it went no further.</summary>
    public string Failure => run.Failure ?? "";

    /// <summary>Time reached since the start, s.</summary>
    public double Time => run.Time;

    /// <summary>Begins.</summary>
    /// <param name="states">SI; of totals what the equations start from is added.</param>
    /// <param name="inputs">SI.</param>
    /// <returns>False when there is a <see cref="Failure"/>.</returns>
    public bool Start(double[] states, double[] inputs)
    {
        Set(inputs);
        var given = new Dictionary<int, double>();
        for (var i = 0; i < states.Length; i++)
        {
            if (!domain.States[i].IsTotal)
            {
                given.Add(domain.States[i].Handle, states[i]);
            }
        }

        return run.Start(0, given);
    }

    /// <summary>Goes on to a time, s.</summary>
    public bool AdvanceTo(double seconds) => run.AdvanceTo(seconds);

    /// <summary>Changes the inputs at the time reached.</summary>
    public bool Change(double[] inputs)
    {
        run.Begin(run.Time);
        Set(inputs);
        return run.Settle();
    }

    /// <summary>States at the time reached, SI.</summary>
    public double[] States()
    {
        run.Evaluate(run.Time);
        return [.. domain.States.Select(s => run.System[s.Handle])];
    }

    /// <summary>Derivatives at the time reached, SI.</summary>
    public double[] Rates()
    {
        var rates = new double[domain.States.Length];
        run.System.Derivative(run.Time, States(), rates);
        return rates;
    }

    private void Set(double[] inputs)
    {
        for (var i = 0; i < inputs.Length; i++)
        {
            run.System.Set(domain.Inputs[i].Handle, inputs[i]);
        }
    }

    private static double[] Tolerances(SurrogateDomain domain, SolverOptions options) =>
        [.. domain.States.Select(s => s.IsTotal ? Math.Min(1e-3, options.AbsoluteTolerance) * s.Unit.Scale : RelativeTolerance * s.Width)];
}
