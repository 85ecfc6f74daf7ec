using System.Collections.Immutable;

namespace TwinGrid.Model.Cuts;

/// <summary>One asset's state in a cut.</summary>
public sealed class CutAsset
{
    /// <summary>Asset id, unique in the plant.</summary>
    public required string Id { get; init; }

    /// <summary>Its type.</summary>
    public required CutType Type { get; init; }

    /// <summary>Line id.</summary>
    public required string Line { get; init; }

    /// <summary>Values in the order of <see cref="CutType.Parameters"/>.</summary>
    public ImmutableArray<double> Parameters { get; init; } = [];

    /// <summary>States in the order of <see cref="CutType.Signals"/>.</summary>
    public ImmutableArray<CutSignal> Signals { get; init; } = [];

    /// <summary>What it has produced; null when its type takes no part in production.</summary>
    public CutProduction? Production { get; init; }

    /// <summary>Alarms that are active or not acknowledged, by id.</summary>
    public ImmutableArray<CutAlarm> Alarms { get; init; } = [];

    /// <summary>A signal's state; null when the type has none of that id.</summary>
    public CutSignal? Find(string signal) => Type.IndexOf(signal) is var at and >= 0 ? Signals[at] : null;
}

/// <summary>One signal's state in a cut.</summary>
/// <param name="Value">In the signal's unit; NaN when absent or never received; 0 for a text.</param>
/// <param name="Text">Text of a string signal; else null.</param>
/// <param name="TimeNs">Source time, ns since 1970 UTC; long.MinValue = never received.</param>
/// <param name="Quality">OPC UA status code with what the clock adds at t0: staleness, a producer that is gone.</param>
/// <param name="Mean">Exponentially weighted mean, in the unit; NaN where not kept.</param>
/// <param name="Variance">Exponentially weighted variance, unit squared; NaN where not kept.</param>
/// <param name="UnchangedSinceNs">Source time since which the value is the same; long.MinValue where not kept.</param>
public readonly record struct CutSignal(
    double Value, string? Text, long TimeNs, uint Quality, double Mean, double Variance, long UnchangedSinceNs)
{
    /// <summary>Age at an instant, s; 0 when a producer's clock is ahead, NaN when nothing was ever received.</summary>
    public double AgeSeconds(long atNs) => CutTime.Seconds(TimeNs, atNs);
}

/// <summary>An alarm in a cut.</summary>
/// <param name="Id">Alarm id.</param>
/// <param name="IsActive">Its condition holds.</param>
/// <param name="IsAcknowledged">Somebody has seen it.</param>
/// <param name="RaisedAtNs">Last raised, ns since 1970 UTC.</param>
/// <param name="Value">Value that raised it, in its signal's unit.</param>
public sealed record CutAlarm(string Id, bool IsActive, bool IsAcknowledged, long RaisedAtNs, double Value);
