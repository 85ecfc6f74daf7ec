using TwinGrid.Simulation.Statistics.Laws;

namespace TwinGrid.Simulation.Statistics;

/// <summary>The mean difference of a KPI between two arms (arm minus baseline), in the KPI's unit.</summary>
public sealed record DifferenceEstimate
{
    /// <summary>Mean of arm minus mean of baseline.</summary>
    public required double Mean { get; init; }

    /// <summary>Standard deviation of the difference of one replication of each arm; NaN when it cannot be told.</summary>
    public required double StandardDeviation { get; init; }

    /// <summary>Standard error of <see cref="Mean"/>.</summary>
    public required double StandardError { get; init; }

    /// <summary>Degrees of freedom of <see cref="StandardError"/> (not whole for Welch's interval).</summary>
    public required double DegreesOfFreedom { get; init; }

    /// <summary>Half of the interval's width; positive infinity when no spread can be told.</summary>
    public required double HalfWidth { get; init; }

    /// <summary>Lower end of the interval.</summary>
    public required double Lower { get; init; }

    /// <summary>Upper end of the interval.</summary>
    public required double Upper { get; init; }

    /// <summary>Confidence level in (0, 1), of both sides together.</summary>
    public required double Level { get; init; }

    /// <summary>Independent values of the arm: replications, or draws of uncertain state and parameters.</summary>
    public required int N { get; init; }

    /// <summary>Independent values of the baseline (equal to <see cref="N"/> when paired).</summary>
    public required int BaselineN { get; init; }

    /// <summary>Replications that each independent value is the mean of: more than 1 when replications share a draw of uncertain state and parameters.</summary>
    public int ReplicationsAUnit { get; init; } = 1;

    /// <summary>Whether value i of both arms share their random numbers or their draw.</summary>
    public required bool Paired { get; init; }

    /// <summary>Correlation between the arms over the replications; null when not paired or when one arm does not vary.</summary>
    public double? Correlation { get; init; }

    /// <summary>Variance of the difference over the variance it would have with independent arms: below 1, common random numbers helped. Null when not paired.</summary>
    public double? VarianceRatio { get; init; }

    /// <summary>How the interval was made.</summary>
    public required string Method { get; init; }

    /// <summary>What a reader must know before relying on it; empty when nothing is wrong.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The same estimate with its interval at another confidence level.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The level is not inside (0, 1).</exception>
    public DifferenceEstimate At(double level)
    {
        var halfWidth = double.IsFinite(StandardError) ? StudentTLaw.TwoSided(level, DegreesOfFreedom) * StandardError : double.PositiveInfinity;
        Probability.Inside(level, nameof(level));
        return double.IsFinite(halfWidth)
            ? this with { HalfWidth = halfWidth, Lower = Mean - halfWidth, Upper = Mean + halfWidth, Level = level }
            : this with { HalfWidth = halfWidth, Lower = double.NegativeInfinity, Upper = double.PositiveInfinity, Level = level };
    }
}
