using System.Collections.Immutable;
using TwinGrid.Simulation.Distributions;
using TwinGrid.Simulation.Kernel;

namespace TwinGrid.Simulation.Agents.Rules;

/// <summary>What somebody does when something happens. Immutable.</summary>
internal sealed record Rule
{
    /// <summary>Unique among the rules of an agent.</summary>
    public required string Name { get; init; }

    /// <summary>Fires when this becomes true.</summary>
    public required RuleExpression When { get; init; }

    /// <summary>Only if this is true then; null = always.</summary>
    public RuleExpression? If { get; init; }

    /// <summary>What is done, one after the other.</summary>
    public required ImmutableArray<RuleStep> Do { get; init; }

    /// <summary>What is done instead by who errs; empty = the work is repeated.</summary>
    public ImmutableArray<RuleStep> Wrong { get; init; } = [];

    /// <summary>Time until it is begun, s; null = the agent's.</summary>
    public Distribution? Reaction { get; init; }

    /// <summary>Lower goes first.</summary>
    public double Priority { get; init; }

    /// <summary>The task as which its work counts where it names none; null = none.</summary>
    public string? Skill { get; init; }

    /// <summary>The hazard that who does it is exposed to; null = none.</summary>
    public string? Exposure { get; init; }

    /// <summary>Nothing is done when the condition is no longer true when it would be begun.</summary>
    public bool Lapses { get; init; }

    /// <summary>The work that it takes, wrong one included.</summary>
    public IEnumerable<WorkStep> Work => Do.Concat(Wrong).OfType<WorkStep>();
}

/// <summary>A thing that a rule does.</summary>
internal abstract record RuleStep
{
    /// <summary>The operation of its draws.</summary>
    public int Operation { get; private init; }

    /// <summary>This step, with draws of its own.</summary>
    /// <param name="rule">Name of the rule.</param>
    /// <param name="list">Name of the list.</param>
    /// <param name="index">Its place there.</param>
    public RuleStep At(string rule, string list, int index) => this with { Operation = unchecked((int)StableHash.Of(FormattableString.Invariant($"{rule}\n{list}\n{index}"))) };
}

/// <summary>Sets a parameter of a component.</summary>
/// <param name="Path">Absolute path of the component.</param>
/// <param name="Parameter">Its tunable parameter.</param>
/// <param name="Value">In the parameter's unit.</param>
internal sealed record SetStep(string Path, Modules.ParameterDescriptor Parameter, RuleExpression Value) : RuleStep
{
    /// <summary>What is set.</summary>
    public string Name => $"{Path}.{Parameter.Name}";
}

/// <summary>Gives the agent's output signal a value.</summary>
/// <param name="Value">A plain number.</param>
internal sealed record OutputStep(RuleExpression Value) : RuleStep;

/// <summary>Takes time.</summary>
/// <param name="Duration">At an ordinary pace, s.</param>
/// <param name="Place">Absolute path of the component where it is done; null = nowhere in particular.</param>
/// <param name="Task">Its name; null = the rule's skill.</param>
internal sealed record WorkStep(Distribution Duration, string? Place, string? Task) : RuleStep;

/// <summary>Has others do something.</summary>
/// <param name="Pool">Absolute path of who they are.</param>
/// <param name="Task">What.</param>
/// <param name="Place">Absolute path of the component where; null = of the agent.</param>
/// <param name="Duration">Time that it takes at an ordinary pace, s.</param>
/// <param name="Amount">How many of them.</param>
/// <param name="Priority">Lower goes first; null = the rule's.</param>
/// <param name="Waits">What comes after it in the rule waits until it is done.</param>
internal sealed record RequestStep(string Pool, string Task, string? Place, Distribution Duration, int Amount, double? Priority, bool Waits) : RuleStep;
