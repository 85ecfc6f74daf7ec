using TwinGrid.Contracts.Storage;

namespace TwinGrid.Contracts.Ingest;

/// <summary>
/// One open lane: (producer, epoch, partition). Batches go in from one task, acks come out to another. A second open of the same lane ends the first.
/// </summary>
public interface ILane : IAsyncDisposable
{
    /// <summary>Highest committed sequence number when the lane was opened.</summary>
    ulong HighWaterMark { get; }

    /// <summary>Class that its acks state.</summary>
    Durability Durability { get; }

    /// <summary>
    /// Hands a batch to the partition, which disposes it. Waits for a place in the partition's bounded queue. Batches are decided in the order
    /// of these calls.
    /// </summary>
    /// <exception cref="LaneEndedException">The lane has ended: <see cref="NextAckAsync"/> tells why.</exception>
    ValueTask EnqueueAsync(SampleBatch batch, CancellationToken cancellationToken);

    /// <summary>Declares a range of sequence numbers as lost. Takes its place among the batches.</summary>
    ValueTask EnqueueLossAsync(LossRange loss, CancellationToken cancellationToken);

    /// <summary>
    /// Waits for news and returns them all at once: the newest cumulative position and the results of batches that were not wholly accepted.
    /// What it tells is durable under <see cref="Durability"/>.
    /// </summary>
    ValueTask<AckUpdate> NextAckAsync(CancellationToken cancellationToken);
}

/// <summary>What a lane is opened with.</summary>
/// <param name="Producer">Authenticated sender.</param>
/// <param name="Epoch">Its epoch.</param>
/// <param name="Durability">Class asked for; null = the store's own.</param>
/// <param name="HistoryId">History that the producer knows; null on first contact.</param>
/// <param name="ClockNs">Producer's clock, ns since 1970 UTC; 0 = not told.</param>
public sealed record LaneRequest(string Producer, ulong Epoch, Durability? Durability, Guid? HistoryId, long ClockNs);

/// <summary>Sequence numbers that the producer no longer holds, inclusive.</summary>
public sealed record LossRange(ulong FromSeq, ulong ThroughSeq, string Reason);

/// <summary>News of a lane.</summary>
/// <param name="ThroughSeq">Every batch up to this is decided and committed.</param>
/// <param name="CommitIndex">Commit index of that batch.</param>
/// <param name="AcceptedSamples">Newly accepted since the update before.</param>
/// <param name="Results">Batches that were not wholly accepted, in order.</param>
/// <param name="FreedBatches">Batches decided since the update before: what a credit counts.</param>
/// <param name="FreedBytes">Their bytes as they came.</param>
/// <param name="Ended">Why the lane ended; null while it goes on.</param>
public readonly record struct AckUpdate(
    ulong ThroughSeq, ulong CommitIndex, long AcceptedSamples, IReadOnlyList<BatchResult> Results, int FreedBatches, long FreedBytes, LaneEndedException? Ended);

/// <summary>How a batch was answered.</summary>
public enum BatchCode : byte
{
    /// <summary>Accepted; some items may be rejected.</summary>
    Accepted = 0,

    /// <summary>Committed before: same payload.</summary>
    Duplicate = 1,

    /// <summary>Covered by a loss declaration.</summary>
    LossDeclared = 2,
}

/// <summary>Decision on one batch; the same for every resend.</summary>
public sealed record BatchResult
{
    /// <summary>Items listed one by one at the most.</summary>
    public const int MaxItems = 100;

    /// <summary>Its sequence number.</summary>
    public required ulong Seq { get; init; }

    /// <summary>How it was answered.</summary>
    public BatchCode Code { get; init; }

    /// <summary>A duplicate whose results are no longer kept.</summary>
    public bool ResultsExpired { get; init; }

    /// <summary>Rejected items by code.</summary>
    public IReadOnlyList<(RejectionCode Code, int Count)> Rejected { get; init; } = [];

    /// <summary>The first <see cref="MaxItems"/> rejected items.</summary>
    public IReadOnlyList<ItemRejection> Items { get; init; } = [];
}

/// <summary>A rejected item.</summary>
/// <param name="Index">Position in the batch.</param>
/// <param name="Code">Why.</param>
public readonly record struct ItemRejection(int Index, RejectionCode Code);

/// <summary>Why a lane ended.</summary>
public enum LaneEnd : byte
{
    /// <summary>seq is more than one above the high-water mark and no loss was declared.</summary>
    SequenceGap = 1,

    /// <summary>A committed seq came again with another payload: two senders share an identity.</summary>
    SequenceConflict = 2,

    /// <summary>The producer was fenced, or has opened a newer epoch.</summary>
    FencedEpoch = 3,

    /// <summary>The same lane was opened again.</summary>
    Replaced = 4,

    /// <summary>The history id is not this partition's.</summary>
    HistoryMismatch = 5,

    /// <summary>The store takes no writes.</summary>
    StoreUnavailable = 6,

    /// <summary>The partition is closing down or moves.</summary>
    Draining = 7,

    /// <summary>The durability class asked for is stronger than the store's.</summary>
    DurabilityUnavailable = 8,
}

/// <summary>The lane takes nothing more.</summary>
/// <param name="end">Why.</param>
/// <param name="message">Names what was expected and what came.</param>
/// <param name="expectedSeq">The seq it would have taken; 0 where that makes no sense.</param>
public sealed class LaneEndedException(LaneEnd end, string message, ulong expectedSeq = 0) : Exception(message)
{
    /// <summary>Why.</summary>
    public LaneEnd End { get; } = end;

    /// <summary>The seq it would have taken.</summary>
    public ulong ExpectedSeq { get; } = expectedSeq;
}
