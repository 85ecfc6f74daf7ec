namespace TwinGrid.Simulation.Statistics.Laws;

/// <summary>Inverts a monotone tail by Newton's method inside a bracket that bisection keeps.</summary>
internal static class Inversion
{
    private const int MostSteps = 200;

    /// <summary>
    /// The x in [low, high] with tail(x) = target, where tail falls from low to high with slope -density(x). Stops when the step is below 4 ulp of x.
    /// </summary>
    internal static double OfTail(Func<double, double> tail, Func<double, double> density, double target, double low, double high, double start)
    {
        var x = Math.Clamp(start, low, high);
        for (var step = 0; step < MostSteps; step++)
        {
            var excess = tail(x) - target;
            if (excess == 0)
            {
                return x;
            }

            (low, high) = excess > 0 ? (x, high) : (low, x);
            var next = x + excess / density(x);
            if (!(next > low && next < high))
            {
                next = low + (high - low) / 2;
            }

            if (Math.Abs(next - x) <= 4 * Math.BitIncrement(Math.Abs(x)) - 4 * Math.Abs(x) || next == low || next == high)
            {
                return next;
            }

            x = next;
        }

        return x;
    }
}
