using System.Collections.Immutable;
using TwinGrid.Model.Expressions;

namespace TwinGrid.Model.Behaviours.Equations;

/// <summary>
/// A module whose names, types and units were checked. All expressions are in coherent SI units; their inputs are names of parameters, ports and variables,
/// <c>port.member</c>, <c>der(variable)</c> and <c>time</c> (s).
/// </summary>
public sealed class CheckedModule
{
    internal CheckedModule(ModuleDefinition definition) => Definition = definition;

    /// <summary>The module as written.</summary>
    public ModuleDefinition Definition { get; }

    /// <summary>The equations, in the order of the definition.</summary>
    public ImmutableArray<CompiledEquation> Equations { get; internal init; } = [];

    /// <summary>Values at the start, over parameters, in the order of the definition's variables; null = none given.</summary>
    public ImmutableArray<CompiledExpression?> Initials { get; internal init; } = [];

    /// <summary>The events, in the order of the definition.</summary>
    public ImmutableArray<CheckedEvent> Events { get; internal init; } = [];

    /// <summary>Names of the variables whose derivative is in the equations, in the order of the definition.</summary>
    public ImmutableArray<string> States { get; internal init; } = [];
}

/// <summary>An event whose expressions were checked.</summary>
/// <param name="Definition">As written.</param>
/// <param name="Condition">The condition.</param>
/// <param name="Hysteresis">How far its comparison must go back, over parameters, SI; null = not at all.</param>
/// <param name="Set">New values, in the order of the definition, SI.</param>
public sealed record CheckedEvent(ModuleEvent Definition, CompiledExpression Condition, CompiledExpression? Hysteresis, ImmutableArray<CompiledExpression> Set);
