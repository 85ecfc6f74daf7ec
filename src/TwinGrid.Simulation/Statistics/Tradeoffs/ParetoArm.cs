namespace TwinGrid.Simulation.Statistics.Tradeoffs;

/// <summary>Where an arm stands among all arms, over several KPIs.</summary>
public sealed record ParetoArm
{
    /// <summary>Index of the arm.</summary>
    public required int Arm { get; init; }

    /// <summary>Arms whose means are as good in every KPI and better in one.</summary>
    public required IReadOnlyList<int> DominatedByMeans { get; init; }

    /// <summary>Those of them that are better in every KPI with the stated confidence (where the KPI differs at all).</summary>
    public required IReadOnlyList<int> DominatedWithConfidence { get; init; }

    /// <summary>Whether no arm dominates it by means: the front as it looks.</summary>
    public bool OnFront => DominatedByMeans.Count == 0;

    /// <summary>Whether the replications do not rule it out: the front as far as it can be told.</summary>
    public bool MayBeOnFront => DominatedWithConfidence.Count == 0;
}
