namespace TwinGrid.Simulation.Distributions.Fitting;

/// <summary>A family that data don't allow.</summary>
/// <param name="Family">Which.</param>
/// <param name="Reason">Why.</param>
public sealed record RefusedFit(DistributionFamily Family, string Reason);
