using System.Globalization;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Statistics.Hypotheses;
using TwinGrid.Simulation.Statistics.Intervals;

namespace TwinGrid.Simulation.Statistics.Risks;

/// <summary>
/// Checks of KPIs that must not become worse. Non-inferiority with a margin is the claim that the mean difference exceeds minus the margin in the KPI's direction (ICH E9; the one-sided α test, by
/// the two-sided 1 - 2 α interval).
/// </summary>
internal static class GuardCheck
{
    /// <summary>The mean may be worse than the baseline's by at most the margin.</summary>
    /// <param name="direction">Which way is better; not None.</param>
    /// <param name="difference">Mean difference arm minus baseline, or minus the limit.</param>
    /// <param name="violation">How often a single outcome was worse by more; null when outcomes of the arms do not belong together.</param>
    /// <param name="margin">In the KPI's unit, at least 0; 0 for a limit.</param>
    /// <param name="alpha">Risk of passing what is worse, in (0, 0.5).</param>
    internal static GuardResult Judge(KpiDirection direction, DifferenceEstimate difference, ProportionEstimate? violation, double margin, double alpha = 0.05)
    {
        if (!(margin >= 0 && double.IsFinite(margin)))
        {
            throw new ArgumentOutOfRangeException(nameof(margin), margin, string.Create(CultureInfo.InvariantCulture, $"The margin = {margin} must be at least 0."));
        }

        var alternative = direction switch
        {
            KpiDirection.Maximise => Alternative.Greater,
            KpiDirection.Minimise => Alternative.Less,
            _ => throw new ArgumentOutOfRangeException(nameof(direction), direction, "A guard needs to know which way is better."),
        };
        return new GuardResult
        {
            Mean = ClaimFamily.Judge(new EffectClaim { Alternative = alternative, MinimumEffect = 0 - margin, Alpha = alpha }, difference),
            Violation = violation,
        };
    }

    /// <summary>Whether a single outcome breaks the guard.</summary>
    internal static bool IsBroken(KpiDirection direction, double outcome, double baseline, double margin) =>
        (direction == KpiDirection.Maximise ? baseline - outcome : outcome - baseline) > margin;
}
