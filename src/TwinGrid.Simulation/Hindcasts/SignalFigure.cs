namespace TwinGrid.Simulation.Hindcasts;

/// <summary>What a signal did over a stretch of time.</summary>
/// <param name="Value">The figure, in the signal's unit, that times s or per s, or a share; NaN = nothing is known.</param>
/// <param name="KnownShare">Share of the time of which the signal tells something, 0 to 1.</param>
/// <param name="Samples">Usable samples within the stretch.</param>
public readonly record struct SignalFigure(double Value, double KnownShare, long Samples);
