namespace TwinGrid.Simulation.Statistics.Stopping;

/// <summary>Where a sequential rule stopped.</summary>
public sealed record StoppingResult
{
    /// <summary>The interval at that prefix; <see cref="Estimate.N"/> is the number of replications used.</summary>
    public required Estimate Estimate { get; init; }

    /// <summary>False when the largest allowed number of replications came first.</summary>
    public required bool TargetReached { get; init; }

    /// <summary>The half-width asked for, in the KPI's unit.</summary>
    public required double Target { get; init; }
}
