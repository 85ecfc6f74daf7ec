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

    /// <summary>A truth value.</summary>
    public static Symbol Truth(string name) => new(name, SignalType.Boolean, Unit.One, []);
}

/// <summary>A table that equations look up.</summary>
/// <param name="Name">Its name.</param>
/// <param name="X">Unit of what it is looked up at.</param>
/// <param name="Y">Unit of what it yields.</param>
/// <param name="Curve">The points in coherent SI units.</param>
public sealed record TableSymbol(string Name, Unit X, Unit Y, Curve Curve);
