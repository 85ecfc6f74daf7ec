using TwinGrid.Client.Ingest;
using TwinGrid.V1;

namespace TwinGrid.Connectors.Emulation;

/// <summary>What an emulator does.</summary>
public sealed record PlantEmulatorOptions
{
    /// <summary>Id of a plant that is applied on the server.</summary>
    public required string Plant { get; init; }

    /// <summary>Seed of all chance: the same seed gives the same plant.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Time between two readings of every signal; default 500 ms.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Class of durability to ask for; unspecified = the server's default.</summary>
    public Durability Durability { get; init; }

    /// <summary>Told when a gateway's connection opened or broke.</summary>
    public Action<string, LaneNotice>? OnLane { get; init; }
}

/// <summary>What an emulator has sent.</summary>
/// <param name="Acked">Samples acked and accepted.</param>
/// <param name="Rejected">Samples rejected, by code.</param>
/// <param name="Assets">Assets that it emulates.</param>
/// <param name="P50Ack">Median time from sending a batch to its ack.</param>
/// <param name="P99Ack">99th percentile of it.</param>
/// <param name="Tokens">Read-your-acks tokens, the newest of each gateway and partition.</param>
/// <param name="Series">Samples sent of each series.</param>
public sealed record EmulationSummary(
    long Acked, IReadOnlyDictionary<string, long> Rejected, int Assets, TimeSpan P50Ack, TimeSpan P99Ack, IReadOnlyList<string> Tokens,
    IReadOnlyList<SeriesCount> Series);

/// <summary>Samples sent of a series.</summary>
/// <param name="Asset">Resource name.</param>
/// <param name="Signal">Signal id.</param>
/// <param name="Samples">Samples sent.</param>
/// <param name="FirstTime">Source time of the first, ns since 1970 UTC.</param>
/// <param name="LastTime">Source time of the last.</param>
public sealed record SeriesCount(string Asset, string Signal, long Samples, long FirstTime, long LastTime);
