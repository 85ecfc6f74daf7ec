namespace TwinGrid.Simulation.Statistics.Laws;

/// <summary>
/// Nodes and weights for expectations over a chi-square variable X: E g(X) ≈ Σ w g(x). Trapezoid rule in u = ln(X / ν), where the density is analytic and dies off at both ends, so that
/// the error falls exponentially with the step (Trefethen and Weideman, SIAM Review 56, 2014). Weights are normalised, which needs no gamma function.
/// </summary>
internal sealed class ChiSquareNodes
{
    // exp(-40) = 4e-18: what lies beyond is below rounding.
    private const double Cut = -40;

    private ChiSquareNodes(double[] values, double[] weights)
    {
        Values = values;
        Weights = weights;
    }

    internal double[] Values { get; }

    internal double[] Weights { get; }

    /// <param name="degrees">Degrees of freedom ν &gt; 0.</param>
    /// <param name="sharpest">The shortest length, in u, over which g turns; the step stays below a third of it.</param>
    internal static ChiSquareNodes Of(double degrees, double sharpest = double.PositiveInfinity)
    {
        var step = Math.Min(0.25, Math.Min(0.4 * Math.Sqrt(2 / degrees), sharpest / 3));
        var (left, right) = (Edge(degrees, -1), Edge(degrees, 1));
        var count = (int)Math.Ceiling((right - left) / step) + 1;
        var (values, weights, total) = (new double[count], new double[count], 0.0);
        for (var i = 0; i < count; i++)
        {
            var u = left + i * step;
            values[i] = degrees * Math.Exp(u);
            weights[i] = Math.Exp(LogDensity(u, degrees));
            total += weights[i];
        }

        for (var i = 0; i < count; i++)
        {
            weights[i] /= total;
        }

        return new ChiSquareNodes(values, weights);
    }

    // Relative to its peak at u = 0. expm1 written out where u is small, or large degrees of freedom lose the digits.
    private static double LogDensity(double u, double degrees) =>
        degrees / 2 * (Math.Abs(u) < 1e-3 ? -u * u * (0.5 + u * (1.0 / 6 + u / 24)) : 1 + u - Math.Exp(u));

    private static double Edge(double degrees, int side)
    {
        var (near, far) = (0.0, (double)side);
        while (LogDensity(far, degrees) > Cut)
        {
            far *= 2;
        }

        for (var i = 0; i < 60; i++)
        {
            var middle = (near + far) / 2;
            (near, far) = LogDensity(middle, degrees) > Cut ? (middle, far) : (near, middle);
        }

        return far;
    }
}
