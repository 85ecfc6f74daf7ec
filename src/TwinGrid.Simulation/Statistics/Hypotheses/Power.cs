using System.Globalization;
using TwinGrid.Simulation.Statistics.Laws;

namespace TwinGrid.Simulation.Statistics.Hypotheses;

/// <summary>
/// Power of t-tests by the noncentral t law (Cohen, Statistical Power Analysis, 2nd ed., 1988). Effects are in standard deviations: of one replication for independent
/// arms, of one paired difference for pairs.
/// </summary>
internal static class Power
{
    private const double Largest = 1e9;

    /// <summary>Chance that the test of n replications an arm detects the effect.</summary>
    /// <param name="effect">Difference of the means over the standard deviation, at least 0.</param>
    /// <param name="n">Replications of each arm, at least 2.</param>
    /// <param name="paired">Pairs rather than independent arms.</param>
    /// <param name="alpha">Level of the test, in (0, 1).</param>
    /// <param name="sides">1 or 2.</param>
    internal static double Of(double effect, long n, bool paired, double alpha = 0.05, int sides = 2)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 2);
        if (sides is not (1 or 2))
        {
            throw new ArgumentOutOfRangeException(nameof(sides), sides, "A test has one or two sides.");
        }

        var degrees = paired ? n - 1.0 : 2.0 * (n - 1);
        var noncentrality = effect * Math.Sqrt(paired ? n : n / 2.0);
        var critical = StudentTLaw.Quantile(1 - Probability.Inside(alpha, nameof(alpha)) / sides, degrees);
        var beyond = NoncentralTLaw.UpperTail(critical, degrees, noncentrality);
        return sides == 1 ? beyond : beyond + NoncentralTLaw.UpperTail(critical, degrees, -noncentrality);
    }

    /// <summary>The fewest replications of each arm with at least the power; null when even a thousand million have less.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Effect not positive, or power not in (alpha, 1).</exception>
    internal static long? SampleSize(double effect, bool paired, double power, double alpha = 0.05, int sides = 2)
    {
        if (!(effect > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(effect), effect, string.Create(CultureInfo.InvariantCulture, $"The effect = {effect} must be positive."));
        }

        if (!(power > alpha && power < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(power), power, string.Create(CultureInfo.InvariantCulture, $"Power = {power} must lie between alpha = {alpha} and 1."));
        }

        long high = 2;
        while (Of(effect, high, paired, alpha, sides) < power)
        {
            if (high > Largest)
            {
                return null;
            }

            high *= 2;
        }

        var low = high / 2;
        while (high - low > 1)
        {
            var middle = low + (high - low) / 2;
            (low, high) = Of(effect, middle, paired, alpha, sides) < power ? (middle, high) : (low, middle);
        }

        return high;
    }
}
