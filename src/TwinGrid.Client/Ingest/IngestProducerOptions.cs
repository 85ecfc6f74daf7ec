using TwinGrid.Client.Spool;
using TwinGrid.V1;

namespace TwinGrid.Client.Ingest;

/// <summary>What to do about batches that the server lacks and the producer no longer holds.</summary>
public enum LossPolicy
{
    /// <summary>Tell the server that they are lost; their signals become uncertain until their next sample.</summary>
    Declare = 0,

    /// <summary>Throw <see cref="BatchesGoneException"/>: for senders that can make the batches again.</summary>
    Fail = 1,
}

/// <summary>Who sends, and within which bounds.</summary>
public sealed record IngestProducerOptions
{
    /// <summary>Plant id, or <c>plants/{plant}</c>.</summary>
    public required string Plant { get; init; }

    /// <summary>Stable identity of the sender; 1 to 128 of <c>A-Z a-z 0-9 . _ -</c>.</summary>
    public required string Producer { get; init; }

    /// <summary>
    /// Epoch; null = the spool's, or without a spool a new one from the clock (ms since 1970), above every earlier one as long as the clock does not go back.
    /// </summary>
    public ulong? Epoch { get; init; }

    /// <summary>
    /// Whether the caller makes the same batches again after a restart, from seq 1: those that the server has are then skipped. Needs <see cref="Epoch"/>.
    /// </summary>
    public bool Repeatable { get; init; }

    /// <summary>With <see cref="Repeatable"/>: the next seq of each partition where the caller begins; empty = 1.</summary>
    public IReadOnlyDictionary<uint, ulong> FirstSeqs { get; init; } = new Dictionary<uint, ulong>();

    /// <summary>Partition where series are looked for first; default 0.</summary>
    public uint HomePartition { get; init; }

    /// <summary>Class of durability to ask for; unspecified = the server's default.</summary>
    public Durability Durability { get; init; }

    /// <summary>Samples in a batch, at most; 1 to 65 536, default 1 000.</summary>
    public int MaxBatchSamples { get; init; } = 1_000;

    /// <summary>How long an appended sample may wait for its batch to fill; default 50 ms.</summary>
    public TimeSpan Linger { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Bytes not yet acked, a partition; beyond it sending waits. Default 32 MiB.</summary>
    public long MaxUnackedBytes { get; init; } = 32L * 1024 * 1024;

    /// <summary>How long acked batches are kept against a restored server; default 1 h.</summary>
    public TimeSpan KeepAcked { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Bytes of acked batches kept, a partition; default 64 MiB.</summary>
    public long KeepAckedBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>Directory that keeps batches over restarts of this process; null (default) = they are in memory only.</summary>
    public SpoolOptions? Spool { get; init; }

    /// <summary>What to do when that was not enough.</summary>
    public LossPolicy LossPolicy { get; init; }

    /// <summary>Median wait before the first reconnect; doubled with every failure, with jitter; default 100 ms.</summary>
    public TimeSpan ReconnectDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest wait before a reconnect; default 10 s.</summary>
    public TimeSpan MaxReconnectDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the server may take to answer an open; default 15 s.</summary>
    public TimeSpan OpenTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Time without any open stream after which the producer gives up; null (default) = never.</summary>
    public TimeSpan? GiveUpAfter { get; init; }

    /// <summary>The same before the first stream was opened; null = <see cref="GiveUpAfter"/>.</summary>
    public TimeSpan? GiveUpFirstAfter { get; init; }

    /// <summary>Called for every batch once it is decided, in order within a partition, by the task that reads acks: be quick, don't throw.</summary>
    public Action<BatchDecision>? OnDecided { get; init; }

    /// <summary>Called for every declaration that the server refuses.</summary>
    public Action<SeriesRefusal>? OnRefused { get; init; }

    /// <summary>Called when a stream opened or ended; <see cref="LaneNotice.Error"/> says why.</summary>
    public Action<LaneNotice>? OnLane { get; init; }

    /// <summary>Seed of the jitter; null = a new one each time.</summary>
    public int? Seed { get; init; }

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentException">Names the option.</exception>
    internal void Check()
    {
        ArgumentException.ThrowIfNullOrEmpty(Plant);
        ArgumentException.ThrowIfNullOrEmpty(Producer);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBatchSamples, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxBatchSamples, 65_536);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxUnackedBytes, 1);
        if (Spool is not null && (Epoch is not null || Repeatable))
        {
            throw new ArgumentException("A spool keeps the epoch and the batches itself: give it without an epoch, and not with repeatable batches.");
        }

        if (Repeatable && Epoch is null)
        {
            throw new ArgumentException("A repeatable producer needs an epoch of its own: its numbers stand for the same batches only within one.");
        }
    }
}
