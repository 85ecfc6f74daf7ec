using TwinGrid.Client.Ingest;
using TwinGrid.V1;

namespace TwinGrid.Connectors.Replay;

/// <summary>How a replay runs.</summary>
public sealed record ReplayOptions
{
    /// <summary>Plant id, or <c>plants/{plant}</c>.</summary>
    public required string Plant { get; init; }

    /// <summary>Identity under which the samples are sent.</summary>
    public required string Producer { get; init; }

    /// <summary>Directory that keeps epoch and position, so that a replay resumes and a repeated one adds nothing; null = each run is an epoch of its own.</summary>
    public string? StateDirectory { get; init; }

    /// <summary>Seconds of recorded time a second; null = as fast as possible. A pause longer than <see cref="LongestPause"/> is cut.</summary>
    public double? Speed { get; init; }

    /// <summary>Longest wait between two rows, wall time; default 10 s.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Class of durability to ask for; unspecified = the server's default.</summary>
    public Durability Durability { get; init; }

    /// <summary>How long to try before the first connection; default 30 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long to wait for a server that has gone; default 10 min.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Told after every block of rows.</summary>
    public Action<ReplayProgress>? OnProgress { get; init; }

    /// <summary>Told of every column whose signal the server does not take.</summary>
    public Action<SeriesRefusal>? OnRefused { get; init; }

    /// <summary>Told when the connection opened or broke.</summary>
    public Action<LaneNotice>? OnLane { get; init; }
}

/// <summary>How far a replay is.</summary>
/// <param name="File">Being read.</param>
/// <param name="Bytes">Read so far, of all files.</param>
/// <param name="TotalBytes">Of all files.</param>
/// <param name="Sent">Samples sent.</param>
/// <param name="Acked">Samples acked and accepted.</param>
public readonly record struct ReplayProgress(string File, long Bytes, long TotalBytes, long Sent, long Acked);

/// <summary>What a replay did, in samples. A sample that was sent again after a fault counts once.</summary>
/// <param name="Sent">Given to the server.</param>
/// <param name="Acked">Acked and accepted.</param>
/// <param name="Rejected">Acked and rejected, by code.</param>
/// <param name="Skipped">Committed by an earlier run.</param>
/// <param name="BadRows">Rows that could not be read and were passed over.</param>
/// <param name="Reconnects">Connections after the first.</param>
/// <param name="Elapsed">Wall time.</param>
public sealed record ReplaySummary(
    long Sent, long Acked, IReadOnlyDictionary<string, long> Rejected, long Skipped, long BadRows, long Reconnects, TimeSpan Elapsed)
{
    internal static readonly ReplaySummary Empty = new(0, 0, new Dictionary<string, long>(), 0, 0, 0, TimeSpan.Zero);

    internal ReplaySummary Add(ProducerStatistics pass)
    {
        var rejected = new SortedDictionary<string, long>(Rejected.ToDictionary(), StringComparer.Ordinal);
        foreach (var (code, count) in pass.RejectedSamples)
        {
            rejected[code] = rejected.GetValueOrDefault(code) + count;
        }

        return this with
        {
            Sent = Sent + pass.SentSamples,
            Acked = Acked + pass.AckedSamples,
            Rejected = rejected,
            Skipped = Skipped + pass.SkippedSamples,
            Reconnects = Reconnects + pass.Reconnects,
        };
    }
}
