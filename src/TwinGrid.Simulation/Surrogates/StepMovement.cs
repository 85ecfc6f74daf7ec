using System.Collections.Immutable;
using System.Globalization;
using TwinGrid.Model.Units;

namespace TwinGrid.Simulation.Surrogates;

/// <summary>How far a signal between a surrogate and other equations moved from one step of the surrogate to the next, in one replication: the other side learns of it at the steps only.</summary>
/// <param name="Component">Path of the component that the surrogate computes.</param>
/// <param name="Port">Its input or output.</param>
/// <param name="IsOutput">It is an output.</param>
/// <param name="Unit">UCUM code of the movement.</param>
/// <param name="Greatest">The greatest movement.</param>
/// <param name="StepSeconds">The longest step, s.</param>
public sealed record StepMovement(string Component, string Port, bool IsOutput, string Unit, double Greatest, double StepSeconds)
{
    /// <summary>Of a movement in SI units.</summary>
    internal static StepMovement Of(Surrogate surrogate, string port, bool isOutput, Unit unit, double greatest) =>
        new(surrogate.Path, port, isOutput, unit.IsAffine ? "K" : unit.Code, unit.IsAffine ? greatest : greatest / unit.Scale, surrogate.Map.StepSeconds);

    /// <summary>Tells those of many replications together, a sentence a signal.</summary>
    internal static IEnumerable<string> Warnings(IEnumerable<ImmutableArray<StepMovement>> replications) =>
        replications.SelectMany(r => r).GroupBy(m => (m.Component, m.Port, m.IsOutput, m.Unit, m.StepSeconds)).OrderBy(g => g.Key).Select(g => Text(g.First(), g.Max(m => m.Greatest)));

    private static string Text(StepMovement one, double greatest) => string.Create(
        CultureInfo.InvariantCulture,
        $"surrogate of {one.Component}: {(one.IsOutput ? "output" : "input")} {one.Port} moved by up to {greatest:G3}{(one.Unit == "1" ? "" : " " + one.Unit)} from one step to the next, and is {(one.IsOutput ? "told to" : "taken from")} other equations at steps only (of {one.StepSeconds} s)");
}
