using System.Collections.Immutable;

namespace TwinGrid.Model.Behaviours.Equations;

/// <summary>What happens at the instant when a condition becomes true: states and discrete variables get new values.</summary>
/// <param name="Name">Unique in the module.</param>
/// <param name="When">A condition.</param>
/// <param name="Set">New values by variable, expressions over the values just before; all at once, in the order of the document.</param>
public sealed record ModuleEvent(string Name, ModuleText When, ImmutableArray<ModuleAssignment> Set)
{
    /// <summary>How far a comparison must go back before the event can happen again, as an expression of the compared quantity; null = not at all.</summary>
    public ModuleText? Hysteresis { get; init; }

    /// <summary>Where it stands.</summary>
    public SourcePlace Place { get; init; } = SourcePlace.None;
}

/// <summary>A new value of a variable.</summary>
/// <param name="Variable">A state or a discrete variable of the module, or a boolean output.</param>
/// <param name="Value">An expression in the variable's unit.</param>
public sealed record ModuleAssignment(string Variable, ModuleText Value);
