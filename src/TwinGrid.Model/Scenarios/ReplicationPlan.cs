using System.Collections.Immutable;
using TwinGrid.Model.Behaviours;

namespace TwinGrid.Model.Scenarios;

/// <summary>How many replications of each arm: a fixed number, or as many as the half-widths need.</summary>
public sealed record ReplicationPlan
{
    /// <summary>Replications before the rules are looked at for the first time, 1 or more (2 or more when there are rules).</summary>
    public required int Initial { get; init; }

    /// <summary>Replications from look to look, 1 or more.</summary>
    public int Increment { get; init; } = 10;

    /// <summary>The most, at least <see cref="Initial"/>; equal to it when the number is fixed.</summary>
    public required int Max { get; init; }

    /// <summary>All must hold for a run to stop before <see cref="Max"/>; empty = fixed number.</summary>
    public ImmutableArray<HalfWidthRule> HalfWidths { get; init; } = [];

    /// <summary>Whether the data decide the number.</summary>
    public bool IsSequential => !HalfWidths.IsEmpty;

    /// <summary>A fixed number.</summary>
    /// <param name="count">1 or more.</param>
    public static ReplicationPlan Fixed(int count) => new() { Initial = count, Max = count };
}

/// <summary>How narrow an interval must be. One of <paramref name="Absolute"/> and <paramref name="Relative"/> is given.</summary>
/// <param name="Kpi">Id of the KPI.</param>
/// <param name="Compare">The pair whose difference must be known that well; null = the differences of all arms from the first, or the mean itself where there is one arm.</param>
/// <param name="Absolute">Half-width of the interval, in the KPI's unit, above 0.</param>
/// <param name="Relative">Half-width as a share of the first arm's mean, above 0 (0.02 = 2 %).</param>
public sealed record HalfWidthRule(string Kpi, ArmPair? Compare, double? Absolute, double? Relative)
{
    /// <summary>Where it stands.</summary>
    public SourcePlace Place { get; init; } = SourcePlace.None;
}

/// <summary>Two arms; their difference is <paramref name="Treatment"/> - <paramref name="Control"/>.</summary>
/// <param name="Treatment">Name of the arm.</param>
/// <param name="Control">Name of the arm that it is compared with.</param>
public sealed record ArmPair(string Treatment, string Control);
