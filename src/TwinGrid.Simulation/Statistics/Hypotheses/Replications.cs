using TwinGrid.Simulation.Statistics.Laws;

namespace TwinGrid.Simulation.Statistics.Hypotheses;

/// <summary>How many replications a question needs.</summary>
internal static class Replications
{
    private const double TooMany = 1e9;

    /// <summary>
    /// Replications of each arm after which a one-sided t-test at <paramref name="alpha"/> detects <paramref name="gap"/> with the power, if the spread is as estimated: the smallest
    /// n with n &gt;= ((t(α) + t(1 - power)) s / gap)², more than there are now. Null when none below 1e9 does.
    /// </summary>
    internal static long? ToDecide(DifferenceEstimate difference, double gap, double alpha, double power)
    {
        var ratio = difference.StandardDeviation / gap;
        if (!(ratio > 0 && double.IsFinite(ratio)))
        {
            return null;
        }

        var arms = difference.Paired ? 1 : 2;
        var normal = Square((NormalLaw.Quantile(1 - alpha) + NormalLaw.Quantile(power)) * ratio);
        if (normal > TooMany)
        {
            return null;
        }

        // Student's quantiles exceed the normal's, so the normal answer is a lower bound that a few steps bring up.
        var n = Math.Max(2, Math.Floor(normal));
        while (Required(n) is var required && n < required)
        {
            n = Math.Max(n + 1, Math.Min(Math.Floor(required), 2 * n));
        }

        while (n > 2 && n - 1 >= Required(n - 1))
        {
            n--;
        }

        return (long)Math.Max(n, Math.Max(difference.N, difference.BaselineN) + 1);

        double Required(double count) => Square((StudentTLaw.Quantile(1 - alpha, arms * (count - 1)) + StudentTLaw.Quantile(power, arms * (count - 1))) * ratio);
    }

    private static double Square(double x) => x * x;
}
