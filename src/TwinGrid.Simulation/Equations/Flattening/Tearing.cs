using TwinGrid.Simulation.Equations.Terms;

namespace TwinGrid.Simulation.Equations.Flattening;

/// <summary>
/// Tears loops: picks few unknowns such that with them known the other equations can be solved one after the other (Elmqvist and Otter, ESM 1994). The unknown in most
/// of the equations goes first; small loops, which these are, leave little to gain by better choices. No equation is solved by dividing by another unknown of the loop: a valve without
/// pressure passes nothing whatever its opening, which does not tell the opening.
/// </summary>
internal static class Tearing
{
    public static LoopPlan Of(IReadOnlyList<FlatEquation> equations, IReadOnlyList<int> unknowns)
    {
        var openEquations = equations.ToList();
        var open = unknowns.ToList();
        var tears = new List<int>();
        var assignments = new List<PlannedAssignment>();
        var residuals = new List<FlatEquation>();
        while (openEquations.Count > 0)
        {
            if (NextAssignment(openEquations, open, unknowns) is { } assignment)
            {
                assignments.Add(assignment);
                openEquations.Remove(assignment.Equation);
                open.Remove(assignment.Variable);
            }
            else if (openEquations.FirstOrDefault(e => !e.Variables.Any(open.Contains)) is { } residual)
            {
                residuals.Add(residual);
                openEquations.Remove(residual);
            }
            else
            {
                var tear = open.MaxBy(u => openEquations.Count(e => e.Variables.Contains(u)));
                tears.Add(tear);
                open.Remove(tear);
            }
        }

        return new LoopPlan(tears, assignments, residuals, IsLinear(assignments, residuals, unknowns));
    }

    private static PlannedAssignment? NextAssignment(List<FlatEquation> equations, List<int> open, IReadOnlyList<int> all)
    {
        foreach (var equation in equations)
        {
            var unknowns = equation.Variables.Where(open.Contains).ToList();
            if (unknowns.Count == 1 && equation.Solve(unknowns[0], all) is { } term)
            {
                return new PlannedAssignment(unknowns[0], term, equation);
            }
        }

        return null;
    }

    private static bool IsLinear(List<PlannedAssignment> assignments, List<FlatEquation> residuals, IReadOnlyList<int> unknowns) =>
        assignments.All(a => PartialDerivative.IsAffine(a.Term, v => unknowns.Contains(a.Equation.Map[v]))) &&
        residuals.All(r => PartialDerivative.IsAffine(r.Equation.Residual, v => unknowns.Contains(r.Map[v])));
}
