using System.Collections.Immutable;
using TwinGrid.Model.Expressions;

namespace TwinGrid.Simulation.Agents.Rules;

/// <summary>An expression over signals, units checked. Immutable.</summary>
/// <param name="Text">As written.</param>
/// <param name="Compiled">Its computable form.</param>
/// <param name="Signals">Index of the signal of each input.</param>
internal sealed record RuleExpression(string Text, CompiledExpression Compiled, ImmutableArray<int> Signals)
{
    /// <summary>Levels of signals at which comparisons in it change.</summary>
    public ImmutableArray<Threshold> Thresholds { get; init; } = [];

    /// <summary>Signals that are in it otherwise: only their jumps are seen.</summary>
    public ImmutableArray<int> JumpsOnly { get; init; } = [];

    /// <summary>Signals that are compared by == or !=: their values are taken as they are.</summary>
    public ImmutableArray<int> Exact { get; init; } = [];
}

/// <summary>A level of a signal at which a comparison changes.</summary>
/// <param name="Signal">Index of the signal.</param>
/// <param name="Level">In the signal's unit.</param>
internal readonly record struct Threshold(int Signal, double Level);
