using System.Globalization;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Statistics.Hypotheses;
using TwinGrid.Simulation.Statistics.Intervals;

namespace TwinGrid.Simulation.Statistics.Risks;

/// <summary>
/// Checks of KPIs that must not become worse. Non-inferiority with a margin is the claim that the mean difference exceeds minus the margin in the KPI's direction (ICH E9; the one-sided α test, by
/// the two-sided 1 - 2 α interval). The probability of a violation comes with Clopper and Pearson's interval, which never understates the risk on average.
/// </summary>
internal static class GuardCheck
{
    /// <summary>The arm may be worse than the baseline by at most the margin.</summary>
    /// <param name="arm">Outcomes of the arm.</param>
    /// <param name="baseline">Outcomes of the baseline.</param>
    /// <param name="paired">Whether outcome i of both share their random numbers.</param>
    /// <param name="direction">Which way is better; not None.</param>
    /// <param name="margin">In the KPI's unit, at least 0.</param>
    /// <param name="alpha">Risk of passing what is worse, in (0, 0.5).</param>
    internal static GuardResult NonInferior(ReadOnlySpan<double> arm, ReadOnlySpan<double> baseline, bool paired, KpiDirection direction, double margin, double alpha = 0.05)
    {
        if (!(margin >= 0 && double.IsFinite(margin)))
        {
            throw new ArgumentOutOfRangeException(nameof(margin), margin, string.Create(CultureInfo.InvariantCulture, $"The margin = {margin} must be at least 0."));
        }

        var difference = paired ? DifferenceInterval.Paired(arm, baseline, 1 - 2 * alpha) : DifferenceInterval.Welch(arm, baseline, 1 - 2 * alpha);
        var broken = 0;
        for (var i = 0; paired && i < arm.Length; i++)
        {
            broken += Better(direction, arm[i] - baseline[i]) < -margin ? 1 : 0;
        }

        return Result(direction, difference, 0 - margin, alpha, paired ? broken : null);
    }

    /// <summary>The KPI must be at least the limit.</summary>
    internal static GuardResult AtLeast(ReadOnlySpan<double> values, double limit, double alpha = 0.05) => Limit(values, limit, KpiDirection.Maximise, alpha);

    /// <summary>The KPI must be at most the limit.</summary>
    internal static GuardResult AtMost(ReadOnlySpan<double> values, double limit, double alpha = 0.05) => Limit(values, limit, KpiDirection.Minimise, alpha);

    // A limit is a baseline without spread.
    private static GuardResult Limit(ReadOnlySpan<double> values, double limit, KpiDirection direction, double alpha)
    {
        var limits = new double[values.Length];
        Array.Fill(limits, limit);
        return NonInferior(values, limits, paired: true, direction, margin: 0, alpha);
    }

    private static GuardResult Result(KpiDirection direction, DifferenceEstimate difference, double effect, double alpha, int? broken) => new()
    {
        Mean = ClaimFamily.Judge(
            new EffectClaim { Alternative = direction == KpiDirection.Maximise ? Alternative.Greater : Alternative.Less, MinimumEffect = effect, Alpha = alpha },
            difference),
        Violation = broken is { } count ? ProportionInterval.ClopperPearson(count, difference.N) : null,
    };

    private static double Better(KpiDirection direction, double difference) => direction switch
    {
        KpiDirection.Maximise => difference,
        KpiDirection.Minimise => -difference,
        _ => throw new ArgumentOutOfRangeException(nameof(direction), direction, "A guard needs to know which way is better."),
    };
}
