using TwinGrid.Simulation.Equations.Terms;

namespace TwinGrid.Simulation.Equations.Flattening;

/// <summary>A variable that an equation determines, given others.</summary>
/// <param name="Variable">The variable.</param>
/// <param name="Term">What it is.</param>
/// <param name="Equation">By which equation.</param>
internal sealed record PlannedAssignment(int Variable, Term Term, FlatEquation Equation)
{
    public IEnumerable<int> Dependencies => Term.Variables().Select(v => Equation.Map[v]).Distinct();
}

/// <summary>
/// Equations that determine their unknowns only together. With values for <see cref="Tears"/> the assignments give the other unknowns, one after the other, and the
/// residuals say whether the values were right.
/// </summary>
/// <param name="Tears">Unknowns to be found.</param>
/// <param name="Assignments">The other unknowns.</param>
/// <param name="Residuals">As many as tears; 0 when they are right.</param>
/// <param name="IsLinear">The residuals are sums of multiples of the tears.</param>
internal sealed record LoopPlan(IReadOnlyList<int> Tears, IReadOnlyList<PlannedAssignment> Assignments, IReadOnlyList<FlatEquation> Residuals, bool IsLinear);
