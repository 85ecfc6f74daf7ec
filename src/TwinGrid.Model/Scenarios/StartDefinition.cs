namespace TwinGrid.Model.Scenarios;

/// <summary>Where replications begin.</summary>
public enum StartKind : byte
{
    /// <summary>An empty plant, everything new and idle.</summary>
    Empty = 1,

    /// <summary>The state of the plant as its twins know it.</summary>
    Live = 2,

    /// <summary>A stored cut of the plant.</summary>
    Snapshot = 3,
}

/// <summary>From what state replications start.</summary>
public sealed record StartDefinition
{
    /// <summary>Where they begin. Default <see cref="StartKind.Empty"/>.</summary>
    public StartKind From { get; init; } = StartKind.Empty;

    /// <summary>Id of the stored cut; only and always with <see cref="StartKind.Snapshot"/>.</summary>
    public string? Snapshot { get; init; }

    /// <summary>With <see cref="StartKind.Live"/>: start from the state at this past instant (hindcast), to be compared with what then happened; null = now.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The uncertainty of the estimated state is drawn anew for each replication. Default true, except from empty, where nothing is uncertain.</summary>
    public bool StateUncertainty { get; init; }

    /// <summary>Age from which a value counts as stale and is named in the result; null = each signal's own <c>staleAfter</c>.</summary>
    public TimeSpan? StaleAfter { get; init; }
}
