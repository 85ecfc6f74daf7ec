using System.Globalization;

namespace TwinGrid.Simulation.Statistics.Hypotheses;

/// <summary>
/// Judges claims about mean differences, alone or as a family. H0 of a claim is "the difference equals the minimum effect".
/// <list type="bullet">
/// <item>Greater and Less: the two-sided 1 - 2 α interval decides. Supported when it lies wholly beyond the minimum effect on the claimed side, Refuted when wholly short of it.</item>
/// <item>Two-sided with minimum effect δ: Supported when the 1 - α interval lies wholly above δ or wholly below -δ; Refuted when the 1 - 2 α interval lies wholly inside -δ to δ (two one-sided tests).
/// With δ = 0 it can never be refuted.</item>
/// </list>
/// So a wrong Supported has chance at most α, and so has a wrong Refuted. In a family of m claims the adjusted p-values decide; the intervals shown are Bonferroni's, at α / m.
/// They agree exactly with Bonferroni's test; the stepwise corrections may decide a claim whose (wider) interval still reaches the minimum effect, and then say so.
/// </summary>
internal static class HypothesisFamily
{
    /// <summary>One claim by itself.</summary>
    internal static HypothesisResult Judge(Hypothesis hypothesis, DifferenceEstimate difference) => Judge([(hypothesis, difference)], Correction.None)[0];

    /// <summary>Claims made together, in the order given.</summary>
    internal static IReadOnlyList<HypothesisResult> Judge(IReadOnlyList<(Hypothesis Hypothesis, DifferenceEstimate Difference)> claims, Correction correction)
    {
        ArgumentNullException.ThrowIfNull(claims);
        var tests = new EffectTest[claims.Count];
        for (var i = 0; i < tests.Length; i++)
        {
            claims[i].Hypothesis.Check();
            tests[i] = EffectTest.Of(claims[i].Hypothesis, claims[i].Difference);
        }

        var adjusted = PValueCorrection.Adjust(Array.ConvertAll(tests, test => test.For), correction);
        var against = PValueCorrection.Adjust(Array.ConvertAll(tests, test => test.Against), correction);
        var share = correction == Correction.None ? 1 : claims.Count;
        return [.. claims.Select((claim, i) => Result(claim.Hypothesis, claim.Difference, tests[i], adjusted[i], against[i], correction, share))];
    }

    private static HypothesisResult Result(Hypothesis hypothesis, DifferenceEstimate difference, EffectTest test, double adjusted, double against, Correction correction, int share)
    {
        var alpha = hypothesis.Alpha / share;
        var twoSided = hypothesis.Alternative == Alternative.TwoSided;
        var verdict = adjusted < hypothesis.Alpha ? Verdict.Supported : against < hypothesis.Alpha ? Verdict.Refuted : Verdict.Inconclusive;
        var interval = difference.At(1 - (twoSided && verdict != Verdict.Refuted ? alpha : 2 * alpha));
        var notes = new List<string>(difference.Notes);
        if (verdict != Verdict.Inconclusive && !Agrees(hypothesis, interval, verdict))
        {
            notes.Add("decided by the stepwise correction; the Bonferroni interval is wider and still reaches the minimum effect");
        }

        long? replications = null;
        if (verdict == Verdict.Inconclusive)
        {
            var needed = test.Gap > 0 && twoSided ? alpha / 2 : alpha;
            replications = Replications.ToDecide(difference, Math.Abs(test.Gap), needed, hypothesis.Power);
            notes.Add(Outlook(replications, test.Gap, hypothesis.Power));
        }

        return new HypothesisResult
        {
            Hypothesis = hypothesis,
            Verdict = verdict,
            Difference = interval,
            PValue = test.For,
            AdjustedPValue = adjusted,
            AdjustedPValueAgainst = against,
            Correction = correction,
            FamilySize = share,
            ReplicationsToDecide = replications,
            Rule = Rule(hypothesis, correction, share),
            Notes = notes,
        };
    }

    private static bool Agrees(Hypothesis hypothesis, DifferenceEstimate interval, Verdict verdict)
    {
        var effect = hypothesis.MinimumEffect;
        return (hypothesis.Alternative, verdict) switch
        {
            (Alternative.Greater, Verdict.Supported) => interval.Lower > effect,
            (Alternative.Greater, _) => interval.Upper < effect,
            (Alternative.Less, Verdict.Supported) => interval.Upper < -effect,
            (Alternative.Less, _) => interval.Lower > -effect,
            (_, Verdict.Supported) => interval.Lower > effect || interval.Upper < -effect,
            _ => interval.Lower > -effect && interval.Upper < effect,
        };
    }

    private static string Outlook(long? replications, double gap, double power) => replications is { } n
        ? string.Create(CultureInfo.InvariantCulture, $"if mean and spread are as estimated, {n} replications an arm would have it {(gap > 0 ? "supported" : "refuted")} with chance {power:0.##}")
        : "no feasible number of replications would decide it: the estimate lies too close to the minimum effect, or its spread is unknown";

    private static string Rule(Hypothesis hypothesis, Correction correction, int share)
    {
        var (alpha, effect) = (hypothesis.Alpha, hypothesis.MinimumEffect);
        var rule = hypothesis.Alternative switch
        {
            Alternative.Greater => string.Create(CultureInfo.InvariantCulture, $"{1 - 2 * alpha:0.###} interval wholly above {effect}: supported; wholly below: refuted"),
            Alternative.Less => string.Create(CultureInfo.InvariantCulture, $"{1 - 2 * alpha:0.###} interval wholly below {-effect}: supported; wholly above: refuted"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{1 - alpha:0.###} interval wholly outside ±{effect}: supported; {1 - 2 * alpha:0.###} interval wholly inside: refuted"),
        };
        return correction == Correction.None ? rule : string.Create(CultureInfo.InvariantCulture, $"{rule}; {Name(correction)} over {share} claims, intervals Bonferroni-adjusted");
    }

    private static string Name(Correction correction) => correction == Correction.BenjaminiHochberg ? "Benjamini-Hochberg" : correction.ToString();
}
