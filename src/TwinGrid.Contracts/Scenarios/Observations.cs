using TwinGrid.Model.Scenarios;

namespace TwinGrid.Contracts.Scenarios;

/// <summary>What is wanted of signals of one partition over a stretch of time.</summary>
/// <param name="Signals">They.</param>
/// <param name="FromNs">Beginning, inclusive, ns since 1970 UTC.</param>
/// <param name="UntilNs">End, exclusive.</param>
[GenerateSerializer]
[Immutable]
[Alias("twingrid.ObservationRequest")]
public sealed record ObservationRequest(
    [property: Id(0)] IReadOnlyList<SignalObservation> Signals, [property: Id(1)] long FromNs, [property: Id(2)] long UntilNs);

/// <summary>What is wanted of a signal.</summary>
/// <param name="Asset">Asset id.</param>
/// <param name="Signal">Signal id.</param>
/// <param name="Take">What is taken of it.</param>
/// <param name="Values">Values whose time counts for a share.</param>
/// <param name="HoldsSeconds">How long a value holds when none follows, s.</param>
[GenerateSerializer]
[Immutable]
[Alias("twingrid.SignalObservation")]
public sealed record SignalObservation(
    [property: Id(0)] string Asset,
    [property: Id(1)] string Signal,
    [property: Id(2)] ObservedFigure Take,
    [property: Id(3)] IReadOnlyList<double> Values,
    [property: Id(4)] double HoldsSeconds);

/// <summary>What signals did.</summary>
/// <param name="Figures">One for each that was asked for; none when refused.</param>
/// <param name="Refusal">Why there are none; null when there are.</param>
[GenerateSerializer]
[Immutable]
[Alias("twingrid.ObservationAnswer")]
public sealed record ObservationAnswer([property: Id(0)] IReadOnlyList<ObservedValue> Figures, [property: Id(1)] string? Refusal);

/// <summary>What a signal did.</summary>
/// <param name="Value">The figure; NaN = nothing is known.</param>
/// <param name="KnownShare">Share of the time of which something is known.</param>
/// <param name="Samples">Usable samples.</param>
[GenerateSerializer]
[Immutable]
[Alias("twingrid.ObservedValue")]
public readonly record struct ObservedValue([property: Id(0)] double Value, [property: Id(1)] double KnownShare, [property: Id(2)] long Samples);
