namespace TwinGrid.Simulation.Sensitivity;

/// <summary>A share of the variance of a KPI, with its interval.</summary>
/// <param name="Value">The estimate; sampling may put it a little below 0 or above 1.</param>
/// <param name="Lower">Lower end of the interval.</param>
/// <param name="Upper">Upper end of the interval.</param>
public sealed record SobolIndex(double Value, double Lower, double Upper);
