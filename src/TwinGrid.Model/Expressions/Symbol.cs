using System.Collections.Immutable;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;
using TwinGrid.Model.Units;

namespace TwinGrid.Model.Expressions;

/// <summary>What a name stands for.</summary>
/// <param name="Name">The input's name in <see cref="CompiledExpression.Inputs"/>.</param>
/// <param name="Type">What its values are; text can't be computed with.</param>
/// <param name="Unit">Unit in which the value is given to the expression.</param>
/// <param name="Symbols">Symbols of an enumeration; empty for others.</param>
public sealed record Symbol(string Name, SignalType Type, Unit Unit, ImmutableArray<EnumerationSymbol> Symbols)
{
    /// <summary>A number in a unit.</summary>
    public static Symbol Number(string name, Unit unit) => new(name, SignalType.Number, unit, []);
}
