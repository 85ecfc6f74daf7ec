namespace TwinGrid.Simulation.Statistics;

/// <summary>
/// Count, mean, variance, skewness and range of values given one after the other, by Welford's recurrence (Technometrics 4, 1962): no sum of squares, so no cancellation.
/// Values are taken in the order given and nothing is compensated: the same order gives the same bits.
/// </summary>
public sealed class RunningMoments
{
    private double _squares;
    private double _cubes;

    /// <summary>Values seen.</summary>
    public int Count { get; private set; }

    /// <summary>Their mean; NaN before the first.</summary>
    public double Mean { get; private set; } = double.NaN;

    /// <summary>The smallest; NaN before the first.</summary>
    public double Minimum { get; private set; } = double.NaN;

    /// <summary>The largest; NaN before the first.</summary>
    public double Maximum { get; private set; } = double.NaN;

    /// <summary>Sum of squared deviations from the mean.</summary>
    public double SquaredDeviations => _squares;

    /// <summary>Unbiased variance (divisor n - 1); NaN for fewer than two values.</summary>
    public double Variance => Count < 2 ? double.NaN : _squares / (Count - 1);

    /// <summary>Square root of <see cref="Variance"/>.</summary>
    public double StandardDeviation => Math.Sqrt(Variance);

    /// <summary>Skewness, the third central moment over the 3/2 power of the second; 0 when the values do not vary.</summary>
    public double Skewness => _squares > 0 ? Math.Sqrt(Count) * _cubes / (_squares * Math.Sqrt(_squares)) : 0;

    /// <summary>Moments of a whole sample, in index order.</summary>
    public static RunningMoments Of(ReadOnlySpan<double> values)
    {
        var moments = new RunningMoments();
        foreach (var value in values)
        {
            moments.Add(value);
        }

        return moments;
    }

    /// <summary>Takes one more value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite.</exception>
    public void Add(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "A sample holds finite numbers only.");
        }

        Count++;
        if (Count == 1)
        {
            (Mean, Minimum, Maximum) = (value, value, value);
            return;
        }

        var before = value - Mean;
        var step = before / Count;
        Mean += step;
        // The third moment goes first: it needs the squares as they were (Pébay, Sandia report SAND2008-6212).
        _cubes += step * before * (Count - 1) * step * (Count - 2) - 3 * step * _squares;
        _squares += before * (value - Mean);
        Minimum = Math.Min(Minimum, value);
        Maximum = Math.Max(Maximum, value);
    }
}
