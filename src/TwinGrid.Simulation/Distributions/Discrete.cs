using System.Collections.Immutable;

namespace TwinGrid.Simulation.Distributions;

/// <summary>A few values with their probabilities.</summary>
public sealed class Discrete : Distribution
{
    private readonly double[] values;
    private readonly double[] upTo;
    private readonly double[] beyond;

    /// <param name="values">At least one, finite; in any order, repeated values add up.</param>
    /// <param name="weights">As many, at least 0, not all 0; divided by their sum.</param>
    /// <exception cref="ArgumentException">Not so.</exception>
    public Discrete(ImmutableArray<double> values, ImmutableArray<double> weights)
    {
        var probabilities = Require.Weights(values.Length, weights);
        var merged = values.Select((value, i) => (Value: Require.Finite(value, "value"), Probability: probabilities[i]))
            .Where(pair => pair.Probability > 0)
            .GroupBy(pair => pair.Value, (value, pairs) => (Value: value, Probability: pairs.Sum(pair => pair.Probability)))
            .OrderBy(pair => pair.Value)
            .ToArray();
        this.values = [.. merged.Select(pair => pair.Value)];
        (upTo, beyond) = Cumulate([.. merged.Select(pair => pair.Probability)]);
        Mean = merged.Sum(pair => pair.Probability * pair.Value);
        Variance = merged.Sum(pair => pair.Probability * (pair.Value - Mean) * (pair.Value - Mean));
    }

    /// <inheritdoc/>
    public override double Mean { get; }

    /// <inheritdoc/>
    public override double Variance { get; }

    /// <inheritdoc/>
    public override double Minimum => values[0];

    /// <inheritdoc/>
    public override double Maximum => values[^1];

    /// <inheritdoc/>
    public override bool IsDiscrete => true;

    /// <inheritdoc/>
    public override double Cdf(double x) => Count(x) is var n && n == 0 ? 0 : upTo[n - 1];

    /// <inheritdoc/>
    public override double Survival(double x) => beyond[Count(x)];

    /// <inheritdoc/>
    public override double Density(double x)
    {
        var at = Array.BinarySearch(values, x);
        return at < 0 ? 0 : beyond[at] - beyond[at + 1];
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"discrete({string.Join(", ", values.Take(4).Select((value, i) => $"{Number(value)}: {Number(beyond[i] - beyond[i + 1])}"))}{(values.Length > 4 ? ", ..." : "")})";

    /// <inheritdoc/>
    protected internal override double Invert(double p)
    {
        var (low, high) = (0, values.Length - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = upTo[middle] >= p ? (low, middle) : (middle + 1, high);
        }

        return values[low];
    }

    /// <inheritdoc/>
    protected override double ExpectResidual(double elapsed)
    {
        var sum = 0.0;
        var from = Count(elapsed);
        for (var i = from; i < values.Length; i++)
        {
            sum += (values[i] - elapsed) * (beyond[i] - beyond[i + 1]);
        }

        return sum / beyond[from];
    }

    /// <summary>How many values are at most x.</summary>
    private int Count(double x)
    {
        var at = Array.BinarySearch(values, x);
        return at < 0 ? ~at : at + 1;
    }

    private static (double[] UpTo, double[] Beyond) Cumulate(double[] probabilities)
    {
        var upTo = new double[probabilities.Length];
        var beyond = new double[probabilities.Length + 1];
        for (var i = 0; i < probabilities.Length; i++)
        {
            upTo[i] = Math.Min(1, probabilities[i] + (i == 0 ? 0 : upTo[i - 1]));
            var fromEnd = probabilities.Length - 1 - i;
            beyond[fromEnd] = Math.Min(1, beyond[fromEnd + 1] + probabilities[fromEnd]);
        }

        // However the sum was rounded, the last value is certain at the end and the first at the beginning.
        (upTo[^1], beyond[0]) = (1, 1);
        return (upTo, beyond);
    }
}
