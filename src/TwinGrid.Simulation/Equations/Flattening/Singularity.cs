using System.Globalization;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Definitions;

namespace TwinGrid.Simulation.Equations.Flattening;

/// <summary>Says why equations don't determine their unknowns.</summary>
internal static class Singularity
{
    private const int MostNamed = 4;

    public static DefinitionDiagnostic Explain(FlatSystem system, List<int> unknowns, StructuralMatching matching)
    {
        var idle = Enumerable.Range(0, system.Equations.Count).Where(e => matching.UnknownOf[e] < 0).ToList();
        var undetermined = Enumerable.Range(0, unknowns.Count).Where(u => matching.EquationOf[u] < 0).ToList();
        if (idle.Count > 0 && HigherIndex(system, matching, idle[0]) is { } constraint)
        {
            return Finding(system.Equations[idle[0]].Equation.Place, constraint);
        }

        var counts = string.Create(CultureInfo.InvariantCulture, $"{Count(system.Equations.Count, "equation")} for {Count(unknowns.Count, "unknown")}: ");
        var parts = new List<string>();
        foreach (var u in undetermined.Take(MostNamed))
        {
            var names = matching.Undetermined(u).Select(n => system.NameOf(unknowns[n])).Order(StringComparer.Ordinal).ToList();
            parts.Add(names.Count == 1 ? $"nothing determines {names[0]}" : $"nothing determines one of {List(names)}");
        }

        foreach (var e in idle.Take(MostNamed))
        {
            var others = matching.Competing(e).Where(other => other != e).Select(other => system.Equations[other].ToString()).ToList();
            parts.Add(others.Count == 0
                ? $"{system.Equations[e]} has no unknown in it"
                : $"{system.Equations[e]} is one too many: what it could determine is already determined by {List(others)}");
        }

        var place = idle.Count > 0 ? system.Equations[idle[0]].Equation.Place : PlaceOf(system, unknowns[undetermined[0]]);
        return Finding(place, counts + string.Join("; ", parts));
    }

    /// <summary>
    /// With states counted as unknowns in place of their derivatives every equation would have one: then equations constrain states among themselves, and only
    /// differentiating them would give equations for the derivatives (index above 1).
    /// </summary>
    private static string? HigherIndex(FlatSystem system, StructuralMatching matching, int idle)
    {
        var stateOf = system.Variables.Select(v => v.Kind == FlatKind.Derivative ? v.State : v.Kind is FlatKind.State or FlatKind.Algebraic ? v.Index : -1).ToList();
        var incidence = system.Equations.Select(e => (IReadOnlyList<int>)[.. e.Variables.Select(v => stateOf[v]).Where(n => n >= 0).Distinct()]).ToList();
        if (new StructuralMatching(incidence, system.Variables.Count, _ => -1).UnknownOf.Contains(-1))
        {
            return null;
        }

        var group = matching.Competing(idle).Order().ToList();
        var states = group.SelectMany(e => system.Equations[e].Variables).Where(v => system.Variables[v].Kind == FlatKind.State).Distinct()
            .Select(system.NameOf).ToList();
        return states.Count == 0
            ? null
            : $"the equations {List([.. group.Select(e => system.Equations[e].ToString())])} tie {(states.Count == 1 ? $"the state {states[0]}" : $"the states {List(states)} together")}, "
                + "but states change by their derivatives only (a system of higher index): put an element between them, such as a resistance, or give the variable no derivative";
    }

    private static SourcePlace PlaceOf(FlatSystem system, int variable) => system.Instances[system.Variables[variable].Owner].Instance.Place;

    private static string Count(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");

    private static string List(IReadOnlyList<string> names) => names.Count <= MostNamed
        ? names.Count == 1 ? names[0] : $"{string.Join(", ", names.Take(names.Count - 1))} and {names[^1]}"
        : string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", names.Take(MostNamed))} and {names.Count - MostNamed} more");

    private static DefinitionDiagnostic Finding(SourcePlace place, string message) =>
        new(DiagnosticSeverity.Error, place.File, place.Line, place.Column, place.Path, message, []);
}
