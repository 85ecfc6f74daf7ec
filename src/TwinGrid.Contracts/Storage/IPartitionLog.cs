namespace TwinGrid.Contracts.Storage;

/// <summary>Writes a record's payload of the announced length. Runs under the log's lock: copy and return.</summary>
public delegate void PayloadWriter<in TState>(Span<byte> payload, TState state)
    where TState : allows ref struct;

/// <summary>
/// One partition's log in the hands of its owner. Appends come from one thread at a time (the partition's writer); everything else is thread safe.
/// Commit indexes start at 1 and have no holes.
/// </summary>
public interface IPartitionLog : IAsyncDisposable
{
    /// <summary>Renewed when the store is restored or damage is accepted.</summary>
    Guid HistoryId { get; }

    /// <summary>Raised by one at each take-over; part of every record.</summary>
    ulong OwnerEpoch { get; }

    /// <summary>Oldest index still in the log.</summary>
    ulong FirstIndex { get; }

    /// <summary>Index of the last append, durable or not; 0 = none.</summary>
    ulong LastIndex { get; }

    /// <summary>Index up to which everything is durable under the store's class.</summary>
    ulong DurableIndex { get; }

    /// <summary>
    /// Bytes of the store's log from the segment of the oldest record that this partition has not released to the end. All partitions share the
    /// log: an owner whose figure grows beyond its budget takes a snapshot and releases, even when it has hardly any records itself.
    /// </summary>
    long HeldBytes { get; }

    /// <summary>Room that the largest record may take, in bytes.</summary>
    int MaxPayloadBytes { get; }

    /// <summary>
    /// Puts a record into the group that is written next. Returns at once: 0 = no room (wait with <see cref="WaitForRoomAsync"/>), else its index.
    /// </summary>
    /// <param name="kind">Kind of record, >= 16 (below: the store's own).</param>
    /// <param name="length">Payload bytes, at most <see cref="MaxPayloadBytes"/>.</param>
    /// <param name="state">Given to <paramref name="write"/>.</param>
    /// <param name="write">Fills the payload; must fill all of it.</param>
    /// <exception cref="StoreFencedException">The store has failed or another owner took over: the activation must end.</exception>
    ulong TryAppend<TState>(byte kind, int length, TState state, PayloadWriter<TState> write)
        where TState : allows ref struct;

    /// <summary>Waits until an append of this length has a chance.</summary>
    ValueTask WaitForRoomAsync(int length, CancellationToken cancellationToken);

    /// <summary>Waits until <see cref="DurableIndex"/> reaches the index.</summary>
    /// <exception cref="StoreFencedException">It never will: the write or sync failed. Nothing is retried.</exception>
    ValueTask WaitForDurableAsync(ulong index, CancellationToken cancellationToken);

    /// <summary>
    /// Whether the state that a history had at an index is part of this one: the same history up to <see cref="LastIndex"/>, or an earlier one up
    /// to where a restore or an accepted loss cut it. A snapshot, or a history index, that is not must not be used.
    /// </summary>
    bool Continues(Guid historyId, ulong index);

    /// <summary>Reads durable records from an index on, in order, and goes on as they come.</summary>
    /// <param name="from">First index wanted; at least <see cref="FirstIndex"/>.</param>
    ILogReader OpenReader(ulong from);

    /// <summary>The owner needs nothing before this index any more; segments that nobody needs are recycled.</summary>
    void ReleaseBefore(ulong index);
}

/// <summary>Sequential reader. Not thread safe.</summary>
public interface ILogReader : IDisposable
{
    /// <summary>Next durable record if there is one now, without waiting for more to be written.</summary>
    /// <param name="record">Its payload is valid until the next call.</param>
    bool TryRead(out LogRecord record);

    /// <summary>Waits until there is another durable record.</summary>
    ValueTask WaitAsync(CancellationToken cancellationToken);
}

/// <summary>A durable record.</summary>
/// <param name="Index">Commit index.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Payload">Bytes as appended.</param>
public readonly record struct LogRecord(ulong Index, byte Kind, ReadOnlyMemory<byte> Payload)
{
    /// <summary>The store's own record of a take-over: owner epoch (u64 little endian).</summary>
    public const byte OwnerEpoch = 1;
}
