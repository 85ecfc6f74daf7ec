using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace TwinGrid.Model.Units;

/// <summary>
/// A unit of measure by its case-sensitive code of the Unified Code for Units of Measure (UCUM 2.2, https://ucum.org/ucum).
/// A value x in it is <c>x * Scale + Offset</c> in coherent SI units (kg, m, s, A, K, mol, cd, rad). Immutable.
/// </summary>
public sealed class Unit : IEquatable<Unit>
{
    /// <summary>Longest code, in characters.</summary>
    public const int MaxLength = 64;

    /// <summary>Codes remembered. A process meets a few dozen; the bound is against a sender who makes them up.</summary>
    private const int MaxRemembered = 4096;

    private static readonly ConcurrentDictionary<string, Unit> Remembered = new(StringComparer.Ordinal);

    internal Unit(string code, Dimension dimension, double scale, double offset, string? special)
    {
        Code = code;
        Dimension = dimension;
        Scale = scale;
        Offset = offset;
        Special = special;
    }

    /// <summary>The unit of plain numbers, <c>1</c>.</summary>
    public static Unit One { get; } = new("1", Dimension.None, 1, 0, null);

    /// <summary>The code as given.</summary>
    public string Code { get; }

    /// <summary>What kind of quantity it measures.</summary>
    public Dimension Dimension { get; }

    /// <summary>SI value of a difference of 1.</summary>
    public double Scale { get; }

    /// <summary>SI value of 0; not 0 for Cel and [degF] only.</summary>
    public double Offset { get; }

    /// <summary>
    /// Code of a unit on no ratio scale that we do not convert (pH, the decibels): such a unit is commensurable with itself only.
    /// Null for all others.
    /// </summary>
    public string? Special { get; }

    /// <summary>Its zero is not the quantity's zero, so that values can't be multiplied as they are.</summary>
    public bool IsAffine => Offset != 0;

    /// <summary>Reads a code.</summary>
    /// <exception cref="FormatException">The text is no UCUM code; the message names the place.</exception>
    public static Unit Parse(string code) =>
        TryParse(code, out var unit, out var error)
            ? unit
            : throw new FormatException($"'{code}' is no UCUM unit: {error.Message} (at {error.Position + 1}).");

    /// <summary>Reads a code; on failure says where and why.</summary>
    public static bool TryParse(string? code, [NotNullWhen(true)] out Unit? unit, [NotNullWhen(false)] out UnitError? error)
    {
        unit = null;
        error = null;
        if (string.IsNullOrEmpty(code))
        {
            error = new UnitError(0, "no unit given; a plain number has the unit 1");
            return false;
        }

        if (code.Length > MaxLength)
        {
            error = new UnitError(MaxLength, $"{code.Length} characters; at most {MaxLength}");
            return false;
        }

        if (Remembered.TryGetValue(code, out unit))
        {
            return true;
        }

        try
        {
            unit = new UnitParser(code).Parse();
        }
        catch (UnitSyntaxException wrong)
        {
            error = wrong.Error;
            return false;
        }

        if (Remembered.Count < MaxRemembered)
        {
            Remembered.TryAdd(code, unit);
        }

        return true;
    }

    /// <summary>The coherent SI unit of the same quantity; the unit itself where it is on no ratio scale.</summary>
    public Unit Coherent => this is { Scale: 1, Offset: 0 } || Special is not null ? this : OfDimension(Dimension.WithoutAngle);

    /// <summary>A value in the coherent SI unit: kelvins for a temperature in Cel.</summary>
    public double ToCoherent(double value) => value * Scale + Offset;

    /// <summary>A value of the coherent SI unit in this one.</summary>
    public double FromCoherent(double value) => (value - Offset) / Scale;

    /// <summary>The coherent SI unit of a dimension.</summary>
    internal static Unit OfDimension(Dimension dimension) => dimension.IsNone ? One : new(dimension.ToString(), dimension, 1, 0, null);

    /// <summary>Whether values in one can be converted to the other.</summary>
    public bool IsCommensurableWith(Unit other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Dimension == other.Dimension && Special == other.Special;
    }

    /// <summary>Same meaning; the codes may differ (<c>l</c>, <c>L</c>).</summary>
    public bool Equals(Unit? other) =>
        other is not null && IsCommensurableWith(other) && Scale.Equals(other.Scale) && Offset.Equals(other.Offset);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Unit);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Dimension, Scale, Offset, Special);

    /// <summary>The code.</summary>
    public override string ToString() => Code;
}
