namespace TwinGrid.Simulation.Statistics.SteadyState;

/// <summary>A steady-state mean from one long run.</summary>
public sealed record BatchMeansEstimate
{
    /// <summary>Mean and interval; <see cref="Estimate.N"/> is the number of batches.</summary>
    public required Estimate Estimate { get; init; }

    /// <summary>Observations in each batch.</summary>
    public required int BatchLength { get; init; }

    /// <summary>Observations left out at the start because they did not fill a batch.</summary>
    public required int LeftOut { get; init; }

    /// <summary>Integrated correlation time, in observations.</summary>
    public required double CorrelationTime { get; init; }

    /// <summary>Observations used over <see cref="CorrelationTime"/>.</summary>
    public required double EffectiveSampleSize { get; init; }

    /// <summary>Lag-one correlation of the batch means.</summary>
    public required double LagOneCorrelation { get; init; }

    /// <summary>p-value of von Neumann's test that the batch means are not positively correlated.</summary>
    public required double VonNeumannP { get; init; }

    /// <summary>Whether the batch means pass the test and each batch holds at least ten correlation times.</summary>
    public required bool Uncorrelated { get; init; }
}
