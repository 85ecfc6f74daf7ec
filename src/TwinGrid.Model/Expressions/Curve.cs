using System.Collections.Immutable;
using System.Globalization;

namespace TwinGrid.Model.Expressions;

/// <summary>A piecewise linear function through given points. Immutable; may be used from many threads.</summary>
public sealed class Curve
{
    private readonly double[] x;
    private readonly double[] y;

    /// <summary>A curve through points.</summary>
    /// <param name="x">Strictly increasing, finite, at least two.</param>
    /// <param name="y">As many, finite.</param>
    /// <param name="ends">What it is outside the first and the last point.</param>
    /// <exception cref="ArgumentException">The points make no function.</exception>
    public Curve(ImmutableArray<double> x, ImmutableArray<double> y, CurveEnds ends)
    {
        if (x.Length != y.Length || x.Length < 2)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{x.Length} values of x and {y.Length} of y; as many of both, two or more."), nameof(y));
        }

        for (var i = 0; i < x.Length; i++)
        {
            if (!double.IsFinite(x[i]) || !double.IsFinite(y[i]) || (i > 0 && x[i] <= x[i - 1]))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Point {i} ({x[i]}, {y[i]}): x must increase, both must be finite."), nameof(x));
            }
        }

        this.x = [.. x];
        this.y = [.. y];
        Ends = ends;
    }

    /// <summary>What it is outside the points.</summary>
    public CurveEnds Ends { get; }

    /// <summary>First x.</summary>
    public double First => x[0];

    /// <summary>Last x.</summary>
    public double Last => x[^1];

    /// <summary>The value; NaN at NaN.</summary>
    public double At(double at)
    {
        if (Ends == CurveEnds.Clamp)
        {
            if (at <= x[0])
            {
                return y[0];
            }

            if (at >= x[^1])
            {
                return y[^1];
            }
        }

        var i = Piece(at);
        var part = (at - x[i]) / (x[i + 1] - x[i]);
        // Exact at both points of the piece.
        return part == 1 ? y[i + 1] : y[i] + part * (y[i + 1] - y[i]);
    }

    /// <summary>The slope of the piece at the place; to the right of a point.</summary>
    public double SlopeAt(double at)
    {
        if (Ends == CurveEnds.Clamp && (at < x[0] || at >= x[^1]))
        {
            return 0;
        }

        var i = Piece(at);
        return (y[i + 1] - y[i]) / (x[i + 1] - x[i]);
    }

    /// <summary>The piece that holds the place, the first or the last one outside.</summary>
    private int Piece(double at)
    {
        var (low, high) = (0, x.Length - 1);
        while (high - low > 1)
        {
            var middle = (low + high) >>> 1;
            if (at < x[middle])
            {
                high = middle;
            }
            else
            {
                low = middle;
            }
        }

        return low;
    }
}

/// <summary>What a curve is outside its points.</summary>
public enum CurveEnds : byte
{
    /// <summary>The value of the nearest point.</summary>
    Clamp,

    /// <summary>The first or the last piece goes on; whoever computes with it warns.</summary>
    Extrapolate,
}
