using TwinGrid.Contracts.Storage;

namespace TwinGrid.Testing.Stores;

/// <summary>A partition's log in the hands of one owner.</summary>
internal sealed class MemoryPartitionLog(MemoryLog log, ulong epoch) : IPartitionLog
{
    public Guid HistoryId => log.HistoryId;

    public ulong OwnerEpoch => epoch;

    public ulong FirstIndex => log.FirstIndex;

    public ulong LastIndex => log.Last;

    public ulong DurableIndex => log.Durable;

    public long HeldBytes => log.HeldBytes;

    public bool Continues(Guid historyId, ulong index) => historyId == log.HistoryId && index <= log.Last;

    public int MaxPayloadBytes => log.Store.MaxPayloadBytes;

    public ulong TryAppend<TState>(byte kind, int length, TState state, PayloadWriter<TState> write)
        where TState : allows ref struct => log.TryAppend(epoch, kind, length, state, write);

    public ValueTask WaitForRoomAsync(int length, CancellationToken cancellationToken) => log.WaitForDurableAsync(log.Last, cancellationToken);

    public ValueTask WaitForDurableAsync(ulong index, CancellationToken cancellationToken) => log.WaitForDurableAsync(index, cancellationToken);

    public ILogReader OpenReader(ulong from) => new Reader(log, from);

    public void ReleaseBefore(ulong index) => log.ReleaseBefore(index);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class Reader(MemoryLog log, ulong next) : ILogReader
    {
        public bool TryRead(out LogRecord record)
        {
            var isThere = log.TryRead(next, out record);
            next += isThere ? 1UL : 0UL;
            return isThere;
        }

        public ValueTask WaitAsync(CancellationToken cancellationToken) => log.WaitForDurableAsync(next, cancellationToken);

        public void Dispose()
        {
        }
    }
}
