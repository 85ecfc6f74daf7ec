using TwinGrid.Model.Scenarios;

namespace TwinGrid.Simulation.Statistics.Hypotheses;

/// <summary>A claim, what was found, and what follows.</summary>
public sealed record ClaimResult
{
    /// <summary>The claim.</summary>
    public required EffectClaim Claim { get; init; }

    /// <summary>The verdict.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>The difference with the interval that the verdict goes by (for Holm and Benjamini-Hochberg: Bonferroni's).</summary>
    public required DifferenceEstimate Difference { get; init; }

    /// <summary>p-value of H0: the difference equals the minimum effect (or is further from the claim), by itself.</summary>
    public required double PValue { get; init; }

    /// <summary><see cref="PValue"/> adjusted for the family; Supported when below alpha.</summary>
    public required double AdjustedPValue { get; init; }

    /// <summary>The adjusted p-value of the opposite claim; Refuted when below alpha.</summary>
    public required double AdjustedPValueAgainst { get; init; }

    /// <summary>How p-values were adjusted.</summary>
    public required MultipleTestCorrection Correction { get; init; }

    /// <summary>Claims in the family.</summary>
    public required int FamilySize { get; init; }

    /// <summary>
    /// For an Inconclusive verdict the replications of each arm, in all, that would decide it with the claim's power if mean and spread are as estimated; else null. Null too when
    /// no number below a thousand million would do.
    /// </summary>
    public long? ReplicationsToDecide { get; init; }

    /// <summary>The rule that was applied, in words.</summary>
    public required string Rule { get; init; }

    /// <summary>What a reader must know before relying on it.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
