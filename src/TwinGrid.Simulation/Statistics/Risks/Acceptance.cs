using System.Globalization;
using TwinGrid.Simulation.Statistics.Hypotheses;
using TwinGrid.Simulation.Statistics.Intervals;
using TwinGrid.Simulation.Statistics.Laws;

namespace TwinGrid.Simulation.Statistics.Risks;

/// <summary>Whether an outcome keeps a limit with a wanted probability.</summary>
public sealed record Acceptance
{
    /// <summary>Supported when the interval lies wholly above the wanted probability, Refuted when wholly below.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Share of outcomes that kept the limit.</summary>
    public required ProportionEstimate Kept { get; init; }

    /// <summary>The wanted probability.</summary>
    public required double Wanted { get; init; }

    /// <summary>For an Inconclusive verdict the outcomes, in all, that would decide it with chance 0.8 if the share is as estimated; null when none below a thousand million do.</summary>
    public long? ReplicationsToDecide { get; init; }

    /// <summary>The rule that was applied, in words.</summary>
    public required string Rule { get; init; }

    /// <summary>Judges the share of outcomes that kept the limit, with its interval at level 1 - 2 alpha; a wrong Supported has chance at most alpha, and so has a wrong Refuted.</summary>
    internal static Acceptance Judge(ProportionEstimate kept, double wanted)
    {
        Probability.Inside(wanted, nameof(wanted));
        var verdict = kept.Lower > wanted ? Verdict.Supported : kept.Upper < wanted ? Verdict.Refuted : Verdict.Inconclusive;
        return new Acceptance
        {
            Verdict = verdict,
            Kept = kept,
            Wanted = wanted,
            ReplicationsToDecide = verdict == Verdict.Inconclusive ? ToDecide(kept, wanted, (1 - kept.Level) / 2) : null,
            Rule = string.Create(CultureInfo.InvariantCulture, $"{kept.Level:0.###} interval of the share wholly above {wanted:0.###}: supported; wholly below: refuted"),
        };
    }

    // Normal approximation of the binomial test (Fleiss, Statistical Methods for Rates and Proportions, 3rd ed., ch. 2.5).
    private static long? ToDecide(ProportionEstimate kept, double wanted, double alpha)
    {
        var share = kept.Proportion;
        var root = (NormalLaw.Quantile(1 - alpha) * Math.Sqrt(wanted * (1 - wanted)) + NormalLaw.Quantile(0.8) * Math.Sqrt(share * (1 - share))) / (share - wanted);
        var needed = Math.Ceiling(root * root * kept.N / kept.EffectiveN);
        return needed < 1e9 ? (long)Math.Max(needed, kept.N + 1) : null;
    }
}
