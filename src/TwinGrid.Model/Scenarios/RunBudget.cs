namespace TwinGrid.Model.Scenarios;

/// <summary>What a run may cost; what is reached first ends it, and the result says so.</summary>
public sealed record RunBudget
{
    /// <summary>Time on the wall; null = no bound.</summary>
    public TimeSpan? WallClock { get; init; }

    /// <summary>Replications of all arms together; null = no bound beside the plan's own.</summary>
    public long? Replications { get; init; }

    /// <summary>Events of a replication, so that one that never gets on ends; null = no bound. Default 1e9.</summary>
    public long? Events { get; init; } = 1_000_000_000;
}

/// <summary>What is kept beside the results.</summary>
public sealed record OutputSettings
{
    /// <summary>Phases of the components over time, of the first replication of each arm. Default true.</summary>
    public bool Gantt { get; init; } = true;
}
