using System.Collections.Immutable;

namespace TwinGrid.Simulation.Agents.Rules;

/// <summary>The rules of an agent. Immutable; shared by all replications.</summary>
/// <param name="Signals">What they look at.</param>
/// <param name="Rules">In the order of the document.</param>
internal sealed record RuleSet(ImmutableArray<RuleSignal> Signals, ImmutableArray<Rule> Rules)
{
    /// <summary>No rules.</summary>
    public static readonly RuleSet Empty = new([], []);
}
