using System.Collections.Immutable;
using System.Globalization;

namespace TwinGrid.Simulation.Distributions;

/// <summary>A cdf given by points, straight between them: data as they are, or what somebody read off a chart. A value given twice carries the jump between its probabilities.</summary>
public sealed class PiecewiseLinear : Distribution
{
    private readonly double[] values;
    private readonly double[] cdf;

    /// <param name="values">At least two, finite, not falling.</param>
    /// <param name="cdf">As many, from 0 to 1, not falling.</param>
    /// <exception cref="ArgumentException">Not so.</exception>
    public PiecewiseLinear(ImmutableArray<double> values, ImmutableArray<double> cdf)
    {
        Check(values, cdf);
        this.values = [.. values];
        this.cdf = [.. cdf];
        var (mean, square) = (0.0, 0.0);
        for (var i = 1; i < values.Length; i++)
        {
            // Around the first value, so that data with a large offset keep their digits.
            var (a, b, p) = (values[i - 1] - values[0], values[i] - values[0], cdf[i] - cdf[i - 1]);
            mean += p * 0.5 * (a + b);
            square += p * ((a * a) + (a * b) + (b * b)) / 3;
        }

        Mean = values[0] + mean;
        Variance = Math.Max(0, square - (mean * mean));
    }

    /// <inheritdoc/>
    public override double Mean { get; }

    /// <inheritdoc/>
    public override double Variance { get; }

    /// <inheritdoc/>
    public override double Minimum => values[0];

    /// <inheritdoc/>
    public override double Maximum => values[^1];

    /// <summary>
    /// The law of data: the sorted values at cdf 0, 1/(n-1), ..., 1, straight between them. A. Law, "Simulation Modeling and Analysis", 5th ed. 2015, section 6.2.4.
    /// </summary>
    /// <param name="data">At least two, finite, in any order.</param>
    public static PiecewiseLinear Empirical(IEnumerable<double> data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var sorted = data.Order().ToImmutableArray();
        return new PiecewiseLinear(sorted, [.. Enumerable.Range(0, sorted.Length).Select(i => sorted.Length < 2 ? 0 : (double)i / (sorted.Length - 1))]);
    }

    /// <inheritdoc/>
    public override double Cdf(double x)
    {
        if (x < Minimum)
        {
            return 0;
        }

        var at = LastAtMost(values, x);
        return at == values.Length - 1 ? 1 : cdf[at] + ((cdf[at + 1] - cdf[at]) * (x - values[at]) / (values[at + 1] - values[at]));
    }

    /// <summary>Slope of the cdf; infinite at a value that carries probability itself.</summary>
    public override double Density(double x)
    {
        if (x < Minimum || x > Maximum)
        {
            return 0;
        }

        var at = Math.Min(LastAtMost(values, x), values.Length - 2);
        var rise = cdf[at + 1] - cdf[at];
        return Cdf(x) > Below(x) ? double.PositiveInfinity : rise == 0 ? 0 : rise / (values[at + 1] - values[at]);
    }

    /// <inheritdoc/>
    public override string ToString() => $"piecewise linear({values.Length} points, {Number(Minimum)} to {Number(Maximum)})";

    /// <inheritdoc/>
    protected internal override double Below(double x)
    {
        // The first point at x, where its jump begins.
        var at = LastBelow(values, x);
        return at < 0 ? 0 : at == values.Length - 1 ? 1 : cdf[at] + ((cdf[at + 1] - cdf[at]) * (x - values[at]) / (values[at + 1] - values[at]));
    }

    /// <inheritdoc/>
    protected internal override double Invert(double p)
    {
        var at = LastBelow(cdf, p);
        return at < 0 ? values[0] : values[at] + ((values[at + 1] - values[at]) * (p - cdf[at]) / (cdf[at + 1] - cdf[at]));
    }

    /// <inheritdoc/>
    protected override double ExpectResidual(double elapsed)
    {
        var (sum, left) = (0.0, 0.0);
        for (var i = values.Length - 1; i > 0 && values[i] > elapsed; i--)
        {
            var a = Math.Max(elapsed, values[i - 1]);
            var p = cdf[i] - (a == values[i - 1] ? cdf[i - 1] : Cdf(a));
            sum += p * ((0.5 * (a + values[i])) - elapsed);
            left += p;
        }

        return sum / left;
    }

    /// <summary>Index of the last point at most x; -1 when there is none.</summary>
    private static int LastAtMost(double[] points, double x)
    {
        var (low, high) = (-1, points.Length - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = points[middle] <= x ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    /// <summary>Index of the last point below x; -1 when there is none.</summary>
    private static int LastBelow(double[] points, double x)
    {
        var (low, high) = (-1, points.Length - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = points[middle] < x ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    private static void Check(ImmutableArray<double> values, ImmutableArray<double> cdf)
    {
        if (values.Length < 2 || cdf.Length != values.Length)
        {
            throw new ArgumentException($"{values.Length} values with {cdf.Length} probabilities; at least two are needed, and as many of either.", nameof(values));
        }

        for (var i = 0; i < values.Length; i++)
        {
            Require.Finite(values[i], nameof(values));
            if (i > 0 && (values[i] < values[i - 1] || !(cdf[i] >= cdf[i - 1])))
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"After ({values[i - 1]}, {cdf[i - 1]}) comes ({values[i]}, {cdf[i]}); neither values nor probabilities may fall."), nameof(values));
            }
        }

        if (cdf[0] != 0 || cdf[^1] != 1)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The probabilities go from {cdf[0]} to {cdf[^1]}; from 0 to 1 is needed."), nameof(cdf));
        }
    }
}
