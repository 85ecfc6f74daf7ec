namespace TwinGrid.Simulation.Statistics.Intervals;

/// <summary>A probability estimated from how often something happened.</summary>
public sealed record ProportionEstimate
{
    /// <summary>Times it happened.</summary>
    public required int Count { get; init; }

    /// <summary>Trials.</summary>
    public required int N { get; init; }

    /// <summary>Independent trials that they are worth, at most <see cref="N"/>: fewer when trials of one cluster are alike.</summary>
    public required double EffectiveN { get; init; }

    /// <summary>Count over N.</summary>
    public double Proportion => (double)Count / N;

    /// <summary>Lower end of the interval.</summary>
    public required double Lower { get; init; }

    /// <summary>Upper end of the interval.</summary>
    public required double Upper { get; init; }

    /// <summary>Confidence level of both sides together.</summary>
    public required double Level { get; init; }

    /// <summary>How the interval was made.</summary>
    public required string Method { get; init; }

    /// <summary>What a reader must know before relying on it.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
