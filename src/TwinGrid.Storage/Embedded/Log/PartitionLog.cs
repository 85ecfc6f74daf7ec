using TwinGrid.Contracts.Storage;
using TwinGrid.Storage.Embedded.LogCommit;
using TwinGrid.Storage.Embedded.LogReaders;
using TwinGrid.Storage.Embedded.LogPartitions;

namespace TwinGrid.Storage.Embedded.Log;

/// <summary>A partition of the embedded log in the hands of one owner.</summary>
internal sealed class PartitionLog(LogState state, Appender appender, GroupCommit commit, PartitionState partition, ulong epoch) : IPartitionLog
{
    /// <summary>Kinds below are the store's own.</summary>
    public const byte FirstKind = 16;

    public Guid HistoryId { get; } = partition.HistoryId;

    public ulong OwnerEpoch => epoch;

    public ulong FirstIndex => partition.Released;

    public ulong LastIndex => partition.LastIndex;

    public ulong DurableIndex => partition.DurableIndex;

    public int MaxPayloadBytes => state.Options.MaxPayloadBytes;

    public long HeldBytes
    {
        get
        {
            lock (state.Gate)
            {
                var oldest = state.Segments.FindIndex(s => s.Ranges.TryGetValue(partition.Number, out var range) && range.Last >= partition.Released);
                return oldest < 0 ? 0 : state.Segments.Skip(oldest).Sum(s => s.File.Length);
            }
        }
    }

    public bool Continues(Guid historyId, ulong index)
    {
        lock (state.Gate)
        {
            return partition.Continues(historyId, index);
        }
    }

    public ulong TryAppend<TState>(byte kind, int length, TState given, PayloadWriter<TState> write)
        where TState : allows ref struct
    {
        ArgumentNullException.ThrowIfNull(write);
        ArgumentOutOfRangeException.ThrowIfLessThan(kind, FirstKind);
        CheckLength(length);
        return appender.TryAppend(partition, epoch, kind, length, given, write);
    }

    public ValueTask WaitForRoomAsync(int length, CancellationToken cancellationToken)
    {
        CheckLength(length);
        return appender.WaitForRoomAsync(length, cancellationToken);
    }

    public ValueTask WaitForDurableAsync(ulong index, CancellationToken cancellationToken) =>
        appender.WaitForDurableAsync(partition, index, cancellationToken);

    public ILogReader OpenReader(ulong from)
    {
        if (from < FirstIndex || from > LastIndex + 1)
        {
            throw new ArgumentOutOfRangeException(nameof(from), from, $"The log of {partition.Key} holds indexes {FirstIndex} to {LastIndex}.");
        }

        return new LogReader(state, partition, from);
    }

    public void ReleaseBefore(ulong index)
    {
        lock (state.Gate)
        {
            var released = Math.Min(index, partition.DurableIndex + 1);
            if (partition.Epoch == epoch && released > partition.Released)
            {
                partition.Released = released;
                commit.Recycle();
            }
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void CheckLength(int length)
    {
        if (length < 0 || length > MaxPayloadBytes)
        {
            throw new ArgumentOutOfRangeException(nameof(length), length, $"A payload has 0 to {MaxPayloadBytes} bytes.");
        }
    }
}
