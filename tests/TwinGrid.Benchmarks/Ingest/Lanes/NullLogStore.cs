using TwinGrid.Contracts.Storage;
using TwinGrid.Model.Names;

namespace TwinGrid.Benchmarks.Ingest.Lanes;

/// <summary>A log that keeps nothing: records are encoded, counted and forgotten. What is left of a durable lane when the store costs nothing.</summary>
internal sealed class NullLogStore : ILogStore
{
    public Durability Durability => Durability.Memory;

    public LogStoreStatus Status => new("null", "unsynced", null, 0, long.MaxValue, null);

    public Task Fenced { get; } = new TaskCompletionSource().Task;

    public IReadOnlyList<PartitionKey> Partitions => [];

    public ValueTask<IPartitionLog> OpenAsync(PartitionKey partition, CancellationToken cancellationToken) => new(new NullLog());

    public ValueTask<Guid> AcceptDataLossAsync(PartitionKey partition, Guid historyId, string reason, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Nothing can be lost that was never kept.");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class NullLog : IPartitionLog, ILogReader
    {
        private readonly byte[] scratch = new byte[4 << 20];
        private ulong last;

        public Guid HistoryId { get; } = Guid.NewGuid();

        public ulong OwnerEpoch => 1;

        public ulong FirstIndex => 1;

        public ulong LastIndex => Volatile.Read(ref last);

        public ulong DurableIndex => Volatile.Read(ref last);

        public long HeldBytes => 0;

        public int MaxPayloadBytes => scratch.Length;

        public ulong TryAppend<TState>(byte kind, int length, TState state, PayloadWriter<TState> write)
            where TState : allows ref struct
        {
            write(scratch.AsSpan(0, length), state);
            return Interlocked.Increment(ref last);
        }

        public ValueTask WaitForRoomAsync(int length, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask WaitForDurableAsync(ulong index, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public bool Continues(Guid historyId, ulong index) => historyId == HistoryId;

        public ILogReader OpenReader(ulong from) => this;

        public bool TryRead(out LogRecord record)
        {
            record = default;
            return false;
        }

        public async ValueTask WaitAsync(CancellationToken cancellationToken) => await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);

        public void ReleaseBefore(ulong index)
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        public void Dispose()
        {
        }
    }
}
