using System.Globalization;
using TwinGrid.Simulation.Statistics.Laws;

namespace TwinGrid.Simulation.Statistics.Selection;

/// <summary>Constants of procedures that select the system with the largest mean, right with chance at least P* when it leads by the indifference zone δ.</summary>
internal static class SelectionConstants
{
    /// <summary>
    /// Rinott's h (Communications in Statistics A 7, 1978): system i, independent of the others, gets max(n0, ⌈(h s[i] / δ)²⌉) replications, s[i] from its first n0. Solves
    /// ∫ [∫ Φ(h / √((n0 - 1)(1/x + 1/y))) f(x) dx]^(k-1) f(y) dy = P*, f the chi-square density with n0 - 1 degrees of freedom.
    /// </summary>
    /// <param name="systems">k &gt;= 2.</param>
    /// <param name="first">n0 &gt;= 2.</param>
    /// <param name="chance">P* in (1/k, 1).</param>
    internal static double Rinott(int systems, int first, double chance)
    {
        Check(systems, chance);
        ArgumentOutOfRangeException.ThrowIfLessThan(first, 2);
        var degrees = first - 1;
        var nodes = ChiSquareNodes.Of(degrees);
        return Increasing(h =>
        {
            var outer = 0.0;
            for (var j = 0; j < nodes.Values.Length; j++)
            {
                var inner = 0.0;
                for (var i = 0; i < nodes.Values.Length; i++)
                {
                    inner += nodes.Weights[i] * NormalLaw.Cdf(h / Math.Sqrt(degrees * (1 / nodes.Values[i] + 1 / nodes.Values[j])));
                }

                outer += nodes.Weights[j] * Math.Pow(inner, systems - 1);
            }

            return outer;
        }, chance);
    }

    /// <summary>
    /// Bechhofer's h (Annals of Mathematical Statistics 25, 1954): with a known standard deviation σ common to independent systems, ⌈(h σ / δ)²⌉ replications each.
    /// Solves ∫ Φ(z + h)^(k-1) φ(z) dz = P*.
    /// </summary>
    internal static double Bechhofer(int systems, double chance)
    {
        Check(systems, chance);
        const double Step = 0.125;
        return Increasing(h =>
        {
            var sum = 0.0;
            for (var z = -9.0; z <= 9; z += Step)
            {
                sum += Step * NormalLaw.Density(z) * Math.Pow(NormalLaw.Cdf(z + h), systems - 1);
            }

            return sum;
        }, chance);
    }

    private static double Increasing(Func<double, double> chanceAt, double target)
    {
        var (low, high) = (0.0, 1.0);
        while (chanceAt(high) < target)
        {
            high *= 2;
        }

        while (high - low > 1e-10 * high)
        {
            var middle = (low + high) / 2;
            (low, high) = chanceAt(middle) < target ? (middle, high) : (low, middle);
        }

        return high;
    }

    private static void Check(int systems, double chance)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(systems, 2);
        if (!(chance > 1.0 / systems && chance < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(chance), chance, string.Create(CultureInfo.InvariantCulture, $"A chance of right selection of {chance} must lie between 1/{systems} (a blind guess) and 1."));
        }
    }
}
