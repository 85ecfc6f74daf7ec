using System.Collections.Immutable;
using System.Globalization;

namespace TwinGrid.Simulation.Surrogates;

/// <summary>A state or input that was outside the range for which a surrogate was made, in one replication.</summary>
/// <param name="Component">Path of the component.</param>
/// <param name="Variable">Name of the state or input.</param>
/// <param name="Unit">UCUM code of the values.</param>
/// <param name="Min">Lowest for which the surrogate was made.</param>
/// <param name="Max">Highest for which it was made.</param>
/// <param name="Lowest">Lowest that it met.</param>
/// <param name="Highest">Highest that it met.</param>
/// <param name="Steps">Steps outside the range.</param>
/// <param name="Of">All steps.</param>
public sealed record Extrapolation(string Component, string Variable, string Unit, double Min, double Max, double Lowest, double Highest, long Steps, long Of)
{
    /// <summary>Those of a run.</summary>
    internal static IEnumerable<Extrapolation> In(Surrogate surrogate, FlowMapRun run) => run.Outside().Select(o => new Extrapolation(
        surrogate.Path, o.Variable.Name, o.Variable.Unit.Code,
        o.Variable.Unit.FromCoherent(o.Variable.Min), o.Variable.Unit.FromCoherent(o.Variable.Max), o.Variable.Unit.FromCoherent(o.Lowest), o.Variable.Unit.FromCoherent(o.Highest),
        o.Steps, run.Steps));

    /// <summary>Tells those of many replications together, a sentence a variable and range.</summary>
    internal static IEnumerable<string> Warnings(IEnumerable<ImmutableArray<Extrapolation>> replications)
    {
        var all = replications.ToList();
        return all.SelectMany(r => r).GroupBy(e => (e.Component, e.Variable, e.Unit, e.Min, e.Max)).OrderBy(g => g.Key).Select(g => Text([.. g], all.Count));
    }

    private static string Text(IReadOnlyList<Extrapolation> found, int replications)
    {
        var first = found[0];
        var (lowest, highest) = (found.Min(e => e.Lowest), found.Max(e => e.Highest));
        var reached = highest > first.Max && lowest < first.Min ? $"{first.Quantity(lowest)} and {first.Quantity(highest)}" : first.Quantity(highest > first.Max ? highest : lowest);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"surrogate of {first.Component} extrapolated: {first.Variable} reached {reached}, it was made for {first.Quantity(first.Min)} to {first.Quantity(first.Max)}, in {found.Sum(e => e.Steps)} of {found.Sum(e => e.Of)} steps of {found.Count} of {replications} replications");
    }

    private string Quantity(double value)
    {
        var number = value.ToString("G4", CultureInfo.InvariantCulture);
        return Unit == "1" ? number : $"{number} {Unit}";
    }
}
