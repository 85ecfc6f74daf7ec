using System.Collections.Frozen;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.Ingest;

/// <summary>What a signal takes, ready to be checked: most runs pass by comparing with four bounds.</summary>
internal sealed class SignalRule
{
    /// <summary>2^53: beyond it a double does not hold every whole number.</summary>
    public const double MaxInteger = 9_007_199_254_740_992.0;

    private readonly FrozenSet<int>? symbols;

    /// <summary>The rule of a signal that takes samples.</summary>
    public SignalRule(SignalDefinition signal)
    {
        Type = signal.Type;
        IsComputed = signal.Expression is not null;
        LateWindowNs = signal.LateWindow is { } late ? Nanoseconds.From(late) : long.MaxValue;
        IsWhole = signal.Type != SignalType.Number;
        (Lowest, Highest) = signal.Type switch
        {
            SignalType.Number => (signal.Min ?? -double.MaxValue, signal.Max ?? double.MaxValue),
            SignalType.Integer => (Math.Max(signal.Min ?? -MaxInteger, -MaxInteger), Math.Min(signal.Max ?? MaxInteger, MaxInteger)),
            SignalType.Boolean => (0.0, 1.0),
            SignalType.Enumeration when AreConsecutive(signal) => (signal.Symbols.Min(symbol => symbol.Number), signal.Symbols.Max(symbol => symbol.Number)),
            _ => (1.0, 0.0), // texts, and enumerations with gaps: one by one
        };
        symbols = signal.Type == SignalType.Enumeration ? signal.Symbols.Select(symbol => symbol.Number).ToFrozenSet() : null;
    }

    /// <summary>Type of the values.</summary>
    public SignalType Type { get; }

    /// <summary>A derived signal: the server computes it and takes no samples of it.</summary>
    public bool IsComputed { get; }

    /// <summary>How old a sample may be; long.MaxValue = unlimited.</summary>
    public long LateWindowNs { get; }

    /// <summary>Only whole numbers pass.</summary>
    public bool IsWhole { get; }

    /// <summary>Lowest value that passes without a closer look.</summary>
    public double Lowest { get; }

    /// <summary>Highest value that passes without a closer look.</summary>
    public double Highest { get; }

    /// <summary>Whether a finite value is of the type. For texts see <see cref="SampleCheck"/>.</summary>
    public bool IsOfType(double value) => Type switch
    {
        SignalType.Number => true,
        SignalType.Integer => value == Math.Floor(value) && Math.Abs(value) <= MaxInteger,
        SignalType.Boolean => value is 0.0 or 1.0,
        SignalType.Enumeration => value == Math.Floor(value) && Math.Abs(value) <= int.MaxValue && symbols!.Contains((int)value),
        _ => false,
    };

    private static bool AreConsecutive(SignalDefinition signal) =>
        signal.Symbols.Length > 0
        && signal.Symbols.Max(symbol => (long)symbol.Number) - signal.Symbols.Min(symbol => (long)symbol.Number) == signal.Symbols.Length - 1;
}
