namespace TwinGrid.Simulation.Statistics;

/// <summary>
/// A number with what is known about it. All values are in the unit of the quantity that was sampled.
/// The interval of one single value is unbounded: <see cref="HalfWidth"/> is then positive infinity and <see cref="StandardDeviation"/> NaN.
/// </summary>
public sealed record Estimate
{
    /// <summary>The point estimate.</summary>
    public required double Mean { get; init; }

    /// <summary>Standard deviation of one value (of one batch mean, for batch means).</summary>
    public required double StandardDeviation { get; init; }

    /// <summary>Standard error of <see cref="Mean"/>.</summary>
    public required double StandardError { get; init; }

    /// <summary>Degrees of freedom of <see cref="StandardError"/>; positive infinity where the normal law was used.</summary>
    public required double DegreesOfFreedom { get; init; }

    /// <summary>Half of the interval's width.</summary>
    public required double HalfWidth { get; init; }

    /// <summary>Lower end of the interval.</summary>
    public required double Lower { get; init; }

    /// <summary>Upper end of the interval.</summary>
    public required double Upper { get; init; }

    /// <summary>Confidence level in (0, 1), of both sides together.</summary>
    public required double Level { get; init; }

    /// <summary>Independent values (replications or batches) behind it.</summary>
    public required int N { get; init; }

    /// <summary>How the interval was made.</summary>
    public required string Method { get; init; }

    /// <summary>What a reader must know before relying on it; empty when nothing is wrong.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
