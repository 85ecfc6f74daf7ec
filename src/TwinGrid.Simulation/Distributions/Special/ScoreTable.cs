namespace TwinGrid.Simulation.Distributions.Special;

/// <summary>
/// A smooth growing function of the normal score z, tabulated with its first two derivatives every 1/32 and interpolated by polynomials of degree 5: replaces the
/// iterative inversion of a cdf at every draw. With y = log x of a gamma quantile the error of y is about 1e-13. Made by the laws that need it and shared by all of the same shape.
/// </summary>
internal sealed class ScoreTable
{
    /// <summary>Scores beyond belong to probabilities below 2^-53, which no stream draws.</summary>
    public const double MaxScore = 8.25;

    private const int PerUnit = 32;
    private const int Cells = (int)(2 * MaxScore * PerUnit);

    private readonly Node[] nodes = new Node[Cells + 1];

    /// <param name="nodeAt">Value, first and second derivative at a score.</param>
    public ScoreTable(Func<double, Node> nodeAt)
    {
        for (var i = 0; i <= Cells; i++)
        {
            var node = nodeAt(((double)i / PerUnit) - MaxScore);
            nodes[i] = new Node(node.Value, node.Slope / PerUnit, node.Curvature / (PerUnit * PerUnit));
        }
    }

    /// <summary>The value at a score within <see cref="MaxScore"/>.</summary>
    public double At(double score)
    {
        var position = (score + MaxScore) * PerUnit;
        var cell = Math.Clamp((int)position, 0, Cells - 1);
        var t = position - cell;
        ref readonly var a = ref nodes[cell];
        ref readonly var b = ref nodes[cell + 1];

        // Hermite's polynomial through values, slopes and curvatures of both ends, in powers of t.
        var rise = b.Value - a.Value;
        var (c0, c1) = (0.5 * a.Curvature, 0.5 * b.Curvature);
        var k3 = (10 * rise) - (6 * a.Slope) - (4 * b.Slope) - (3 * c0) + c1;
        var k4 = (-15 * rise) + (8 * a.Slope) + (7 * b.Slope) + (3 * c0) - (2 * c1);
        var k5 = (6 * rise) - (3 * (a.Slope + b.Slope)) - c0 + c1;
        return a.Value + (t * (a.Slope + (t * (c0 + (t * (k3 + (t * (k4 + (t * k5)))))))));
    }

    /// <summary>A value with its derivatives by the score.</summary>
    internal readonly record struct Node(double Value, double Slope, double Curvature);
}
