namespace TwinGrid.Simulation.Statistics;

/// <summary>A quantile of a sample with an interval that holds for every law of the values.</summary>
public sealed record QuantileEstimate
{
    /// <summary>Which quantile: P(X &lt;= value), in (0, 1).</summary>
    public required double Probability { get; init; }

    /// <summary>The estimate, in the unit of the values.</summary>
    public required double Value { get; init; }

    /// <summary>Lower end of the interval; null when the sample is too small to bound it.</summary>
    public required double? Lower { get; init; }

    /// <summary>Upper end of the interval; null when the sample is too small to bound it.</summary>
    public required double? Upper { get; init; }

    /// <summary>Confidence level asked for.</summary>
    public required double Level { get; init; }

    /// <summary>Independent values behind it.</summary>
    public required int N { get; init; }

    /// <summary>How the interval was made.</summary>
    public required string Method { get; init; }

    /// <summary>What a reader must know before relying on it.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
