using System.Diagnostics.CodeAnalysis;
using TwinGrid.Model.Definitions;

namespace TwinGrid.Simulation.Equations.Flattening;

/// <summary>In which order the unknowns of a flat system are computed.</summary>
/// <param name="Steps">Each step needs only what is known or comes before it.</param>
internal sealed record SystemPlan(IReadOnlyList<PlanStep> Steps)
{
    /// <summary>Unknowns of loops that are not linear: they are found together with the states.</summary>
    public IEnumerable<int> Tears => Steps.SelectMany(s => s.Loop is { IsLinear: false } loop ? loop.Tears : []);

    /// <summary>Orders a system; false, with findings, when its equations don't determine its unknowns.</summary>
    public static bool TryMake(FlatSystem system, List<DefinitionDiagnostic> findings, [NotNullWhen(true)] out SystemPlan? plan)
    {
        plan = null;
        var unknowns = system.Variables.Where(v => v.IsUnknown).Select(v => v.Index).ToList();
        var numbers = new int[system.Variables.Count];
        Array.Fill(numbers, -1);
        for (var i = 0; i < unknowns.Count; i++)
        {
            numbers[unknowns[i]] = i;
        }

        var incidence = system.Equations.Select(e => (IReadOnlyList<int>)[.. e.Variables.Select(v => numbers[v]).Where(n => n >= 0)]).ToList();
        var matching = new StructuralMatching(incidence, unknowns.Count, e => system.Equations[e].Subject is var subject and >= 0 ? numbers[subject] : -1);
        if (!matching.IsComplete)
        {
            findings.Add(Singularity.Explain(system, unknowns, matching));
            return false;
        }

        var groups = StrongComponents.Of(
            system.Equations.Count, e => [.. incidence[e].Select(n => matching.EquationOf[n]).Where(other => other != e)]);
        plan = new SystemPlan([.. groups.Select(g => StepOf(g, system, matching, unknowns))]);
        return true;
    }

    private static PlanStep StepOf(IReadOnlyList<int> group, FlatSystem system, StructuralMatching matching, List<int> unknowns)
    {
        var own = group.Select(e => unknowns[matching.UnknownOf[e]]).ToList();
        var equations = group.Select(e => system.Equations[e]).ToList();
        return own.Count == 1 && equations[0].Solve(own[0]) is { } term
            ? new PlanStep(new PlannedAssignment(own[0], term, equations[0]), null)
            : new PlanStep(null, Tearing.Of(equations, own));
    }
}

/// <summary>One unknown, or several that depend on each other.</summary>
/// <param name="Assignment">The one; null for a loop.</param>
/// <param name="Loop">The several; null for one.</param>
internal sealed record PlanStep(PlannedAssignment? Assignment, LoopPlan? Loop)
{
    /// <summary>What the step determines.</summary>
    public IEnumerable<int> Determined => Assignment is not null ? [Assignment.Variable] : [.. Loop!.Tears, .. Loop.Assignments.Select(a => a.Variable)];

    /// <summary>What it needs, its own unknowns left out.</summary>
    public IEnumerable<int> Dependencies => Assignment is not null
        ? Assignment.Dependencies
        : Loop!.Assignments.SelectMany(a => a.Dependencies).Concat(Loop.Residuals.SelectMany(r => r.Variables)).Distinct().Except(Determined);
}
