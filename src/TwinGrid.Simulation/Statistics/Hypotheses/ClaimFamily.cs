using System.Globalization;
using TwinGrid.Model.Scenarios;

namespace TwinGrid.Simulation.Statistics.Hypotheses;

/// <summary>
/// Judges claims about mean differences, alone or as a family. H0 of a claim is "the difference equals the minimum effect".
/// <list type="bullet">
/// <item>Greater and Less: the two-sided 1 - 2 α interval decides. Supported when it lies wholly beyond the minimum effect on the claimed side, Refuted when wholly short of it.</item>
/// <item>Different with minimum effect δ: Supported when the 1 - α interval lies wholly above δ or wholly below -δ; Refuted when the 1 - 2 α interval lies wholly inside -δ to δ (two one-sided tests).
/// With δ = 0 it can never be refuted.</item>
/// </list>
/// So a wrong Supported has chance at most α, and so has a wrong Refuted. In a family of m claims the adjusted p-values decide; the intervals shown are Bonferroni's, at α / m.
/// They agree exactly with Bonferroni's test; the stepwise corrections may decide a claim whose (wider) interval still reaches the minimum effect, and then say so.
/// </summary>
internal static class ClaimFamily
{
    /// <summary>One claim by itself.</summary>
    internal static ClaimResult Judge(EffectClaim claim, DifferenceEstimate difference) => Judge([(claim, difference)], MultipleTestCorrection.None)[0];

    /// <summary>Claims made together, in the order given.</summary>
    internal static IReadOnlyList<ClaimResult> Judge(IReadOnlyList<(EffectClaim Claim, DifferenceEstimate Difference)> claims, MultipleTestCorrection correction)
    {
        ArgumentNullException.ThrowIfNull(claims);
        var tests = new EffectTest[claims.Count];
        for (var i = 0; i < tests.Length; i++)
        {
            claims[i].Claim.Check();
            tests[i] = EffectTest.Of(claims[i].Claim, claims[i].Difference);
        }

        var adjusted = PValueCorrection.Adjust(Array.ConvertAll(tests, test => test.For), correction);
        var against = PValueCorrection.Adjust(Array.ConvertAll(tests, test => test.Against), correction);
        var share = correction == MultipleTestCorrection.None ? 1 : claims.Count;
        return [.. claims.Select((claim, i) => Result(claim.Claim, claim.Difference, tests[i], adjusted[i], against[i], correction, share))];
    }

    private static ClaimResult Result(EffectClaim claim, DifferenceEstimate difference, EffectTest test, double adjusted, double against, MultipleTestCorrection correction, int share)
    {
        var alpha = claim.Alpha / share;
        var twoSided = claim.Alternative == Alternative.Different;
        var verdict = adjusted < claim.Alpha ? Verdict.Supported : against < claim.Alpha ? Verdict.Refuted : Verdict.Inconclusive;
        var interval = difference.At(1 - (twoSided && verdict != Verdict.Refuted ? alpha : 2 * alpha));
        var notes = new List<string>(difference.Notes);
        if (verdict != Verdict.Inconclusive && !Agrees(claim, interval, verdict))
        {
            notes.Add("decided by the stepwise correction; the Bonferroni interval is wider and still reaches the minimum effect");
        }

        long? replications = null;
        if (verdict == Verdict.Inconclusive)
        {
            var needed = test.Gap > 0 && twoSided ? alpha / 2 : alpha;
            replications = ToDecide(difference, Math.Abs(test.Gap), needed, claim.Power);
            notes.Add(Outlook(replications, difference.ReplicationsAUnit, test.Gap, claim.Power));
        }

        return new ClaimResult
        {
            Claim = claim,
            Verdict = verdict,
            Difference = interval,
            PValue = test.For,
            AdjustedPValue = adjusted,
            AdjustedPValueAgainst = against,
            Correction = correction,
            FamilySize = share,
            ReplicationsToDecide = replications,
            Rule = Rule(claim, correction, share),
            Notes = notes,
        };
    }

    /// <summary>For independent arms the spread of a difference is √2 times that of one replication.</summary>
    private static long? ToDecide(DifferenceEstimate difference, double gap, double alpha, double power)
    {
        var effect = gap / difference.StandardDeviation * (difference.Paired ? 1 : Math.Sqrt(2));
        return effect > 0 && double.IsFinite(effect) && Power.SampleSize(effect, difference.Paired, Math.Max(power, 0.5), alpha, sides: 1) is { } n
            ? Math.Max(n, Math.Max(difference.N, difference.BaselineN) + 1) * difference.ReplicationsAUnit
            : null;
    }

    private static bool Agrees(EffectClaim claim, DifferenceEstimate interval, Verdict verdict)
    {
        var effect = claim.MinimumEffect;
        return (claim.Alternative, verdict) switch
        {
            (Alternative.Greater, Verdict.Supported) => interval.Lower > effect,
            (Alternative.Greater, _) => interval.Upper < effect,
            (Alternative.Less, Verdict.Supported) => interval.Upper < -effect,
            (Alternative.Less, _) => interval.Lower > -effect,
            (_, Verdict.Supported) => interval.Lower > effect || interval.Upper < -effect,
            _ => interval.Lower > -effect && interval.Upper < effect,
        };
    }

    private static string Outlook(long? replications, int unit, double gap, double power) => replications is { } n
        ? string.Create(CultureInfo.InvariantCulture, $"if mean and spread are as estimated, {n} replications an arm{(unit > 1 ? $" of {n / unit} draws" : "")} would have it {(gap > 0 ? "supported" : "refuted")} with chance {power:0.##}")
        : "no feasible number of replications would decide it: the estimate lies too close to the minimum effect, or its spread is unknown";

    private static string Rule(EffectClaim claim, MultipleTestCorrection correction, int share)
    {
        var (alpha, effect) = (claim.Alpha, claim.MinimumEffect);
        var rule = claim.Alternative switch
        {
            Alternative.Greater => string.Create(CultureInfo.InvariantCulture, $"{1 - 2 * alpha:0.###} interval wholly above {effect}: supported; wholly below: refuted"),
            Alternative.Less => string.Create(CultureInfo.InvariantCulture, $"{1 - 2 * alpha:0.###} interval wholly below {0 - effect}: supported; wholly above: refuted"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{1 - alpha:0.###} interval wholly outside ±{effect}: supported; {1 - 2 * alpha:0.###} interval wholly inside: refuted"),
        };
        return correction == MultipleTestCorrection.None || share == 1 ? rule : string.Create(CultureInfo.InvariantCulture, $"{rule}; {Name(correction)} over {share} claims, intervals Bonferroni's");
    }

    private static string Name(MultipleTestCorrection correction) => correction == MultipleTestCorrection.BenjaminiHochberg ? "Benjamini-Hochberg" : correction.ToString();
}
