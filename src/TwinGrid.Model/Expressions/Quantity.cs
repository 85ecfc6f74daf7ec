using System.Collections.Immutable;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;
using TwinGrid.Model.Units;

namespace TwinGrid.Model.Expressions;

/// <summary>
/// What a part of an expression yields. A number x stands for <c>Scale * x + Weight * Offset</c> in SI units, so that numbers are converted only where
/// differing units meet: 2 °C + 2 °C stays in degrees. Plane angle counts as a plain number here, as in the SI.
/// </summary>
internal sealed record Quantity
{
    /// <summary>Number, Boolean or Enumeration.</summary>
    public required SignalType Type { get; init; }

    public Dimension Dimension { get; init; }

    public double Scale { get; init; } = 1;

    /// <summary>SI value of the zero of a temperature scale; else 0.</summary>
    public double Offset { get; init; }

    /// <summary>
    /// How often the scale's zero is in the number: 1 for a temperature in Cel, 0 for a difference of two, 2 for a sum; null for a number of which that
    /// is not known (kelvins may be either). A result in Cel must have 1.
    /// </summary>
    public double? Weight { get; init; }

    /// <summary>Code of a unit that is not converted (pH), or null.</summary>
    public string? Special { get; init; }

    /// <summary>Its value, when that is known beforehand and it has no unit.</summary>
    public double? Constant { get; init; }

    /// <summary>Code of its unit, while it is what somebody wrote and not yet a product.</summary>
    public string? Code { get; init; }

    public ImmutableArray<EnumerationSymbol> Symbols { get; init; } = [];

    public static Quantity Plain { get; } = new() { Type = SignalType.Number };

    public static Quantity Truth { get; } = new() { Type = SignalType.Boolean };

    public bool IsNumber => Type == SignalType.Number;

    /// <summary>A 0 without a unit, which fits every quantity that has a true zero.</summary>
    public bool IsBareZero => Constant == 0 && Dimension.IsNone;

    public static Quantity Of(Unit unit) => new()
    {
        Type = SignalType.Number,
        Dimension = unit.Dimension.WithoutAngle,
        Scale = unit.Scale,
        Offset = unit.Offset,
        Weight = unit.IsAffine ? 1 : null,
        Special = unit.Special,
        Code = unit.Code,
        IsStepped = unit is { Special: null, Scale: not 1 } && unit.Dimension.WithoutAngle.IsNone,
    };

    /// <summary>A number that was brought to the coherent SI unit: temperatures to kelvins, absolute ones where the unit is affine.</summary>
    public static Quantity Coherent(Unit unit) => Of(unit) with { Scale = 1, Offset = 0 };

    /// <summary>Was written in steps other than 1, as percents are: a bare number beside it may be meant either way.</summary>
    public bool IsStepped { get; init; }

    public bool MeasuresSameAs(Quantity other) => Dimension == other.Dimension && Special == other.Special;

    public override string ToString() =>
        Type == SignalType.Boolean ? "a boolean" : Type == SignalType.Enumeration ? "a state"
        : Special is not null ? $"a number in {Special}" : Dimension.IsNone ? "a plain number" : $"a quantity in {Dimension}";
}
