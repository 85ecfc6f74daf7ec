using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Statistics.Laws;

namespace TwinGrid.Simulation.Statistics.Hypotheses;

/// <summary>p-values of a claim about a difference and of its opposite, each from Student's t at the minimum effect.</summary>
/// <param name="For">p-value of H0 "the difference is no more than the minimum effect": small when the claim is right.</param>
/// <param name="Against">p-value of H0 "the difference is at least the minimum effect": small when the claim is wrong.</param>
/// <param name="Gap">How far the estimate lies on the claim's side of the minimum effect, in the KPI's unit; negative on the other side.</param>
internal readonly record struct EffectTest(double For, double Against, double Gap)
{
    /// <summary>
    /// For a two-sided claim: twice the smaller tail beyond ±δ for it (so that the 1 - α interval decides), and two one-sided tests against it (Schuirmann, Journal of Pharmacokinetics
    /// and Biopharmaceutics 15, 1987: the 1 - 2 α interval inside ±δ).
    /// </summary>
    internal static EffectTest Of(EffectClaim claim, DifferenceEstimate difference)
    {
        var gap = claim.Alternative switch
        {
            Alternative.Greater => difference.Mean - claim.MinimumEffect,
            Alternative.Less => -difference.Mean - claim.MinimumEffect,
            Alternative.Different => Math.Abs(difference.Mean) - claim.MinimumEffect,
            _ => throw new ArgumentOutOfRangeException(nameof(claim), claim.Alternative, "Unknown alternative."),
        };
        var sides = claim.Alternative == Alternative.Different ? 2 : 1;
        return new EffectTest(Math.Min(1, sides * Tail(gap, difference)), Tail(-gap, difference), gap);
    }

    private static double Tail(double gap, DifferenceEstimate difference) => difference.StandardError switch
    {
        > 0 and < double.PositiveInfinity => StudentTLaw.UpperTail(gap / difference.StandardError, difference.DegreesOfFreedom),
        0 when gap > 0 => 0,
        _ => 1,
    };
}
