using System.Collections.Immutable;
using TwinGrid.Model.Behaviours;

namespace TwinGrid.Model.Scenarios;

/// <summary>What is taken of a signal over the time that a replication stands for, from the end of the warm-up to the horizon.</summary>
public enum ObservedFigure : byte
{
    /// <summary>How much a counter rose; one that falls has begun anew from 0.</summary>
    Increase = 1,

    /// <summary>The increase per second.</summary>
    Rate = 2,

    /// <summary>Mean over time: a value holds until the next, bad data does not count.</summary>
    Mean = 3,

    /// <summary>Integral over time, in the signal's unit times s: of a power the energy.</summary>
    Total = 4,

    /// <summary>Value at the end.</summary>
    Last = 5,

    /// <summary>Smallest value.</summary>
    Minimum = 6,

    /// <summary>Largest value.</summary>
    Maximum = 7,

    /// <summary>Share of the time in which it has one of <see cref="KpiObservation.Values"/>.</summary>
    Share = 8,
}

/// <summary>How the plant tells a KPI: what a forecast is compared with once its time is over.</summary>
public sealed record KpiObservation
{
    /// <summary>Paths <c>asset.signal</c>; the figures of several are added up, of <see cref="ObservedFigure.Mean"/> and <see cref="ObservedFigure.Share"/> averaged.</summary>
    public required ImmutableArray<string> Signals { get; init; }

    /// <summary>What is taken of each.</summary>
    public required ObservedFigure Take { get; init; }

    /// <summary>Symbols of an enumeration, or <c>true</c> and <c>false</c>, that count for a share.</summary>
    public ImmutableArray<string> Values { get; init; } = [];

    /// <summary>Where it stands.</summary>
    public SourcePlace Place { get; init; } = SourcePlace.None;
}
