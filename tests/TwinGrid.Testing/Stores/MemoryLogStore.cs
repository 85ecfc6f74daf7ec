using TwinGrid.Contracts.Storage;
using TwinGrid.Model.Names;

namespace TwinGrid.Testing.Stores;

/// <summary>
/// A log store that lives as long as the test: what a partition may rely on and nothing more. Tests hold syncs back, fill it up, fail it, and
/// "crash" it, which leaves what was durable.
/// </summary>
public sealed class MemoryLogStore : ILogStore
{
    private readonly Lock gate = new();
    private readonly Dictionary<PartitionKey, MemoryLog> logs = [];
    private readonly TaskCompletionSource fenced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? reason;

    /// <summary>Class that it claims.</summary>
    public Durability Durability { get; init; } = Durability.PowerLoss;

    /// <summary>Records are durable as soon as they are appended. False: <see cref="Sync"/> says when.</summary>
    public bool AutoSync { get; set; } = true;

    /// <summary>Bytes of appended records that are not durable before an append finds no room.</summary>
    public int RoomBytes { get; init; } = int.MaxValue;

    /// <summary>Bytes of the largest record.</summary>
    public int MaxPayloadBytes { get; init; } = 16 << 20;

    /// <inheritdoc/>
    public LogStoreStatus Status => new("memory", "unsynced", reason, 0, long.MaxValue, null);

    /// <inheritdoc/>
    public Task Fenced => fenced.Task;

    /// <inheritdoc/>
    public IReadOnlyList<PartitionKey> Partitions
    {
        get
        {
            lock (gate)
            {
                return [.. logs.Keys];
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask<IPartitionLog> OpenAsync(PartitionKey partition, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            ThrowIfFenced();
            if (!logs.TryGetValue(partition, out var log))
            {
                logs.Add(partition, log = new MemoryLog(this));
            }

            return new(log.TakeOver());
        }
    }

    /// <inheritdoc/>
    public ValueTask<Guid> AcceptDataLossAsync(PartitionKey partition, Guid historyId, string reason, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Memory is never damaged.");

    /// <summary>Makes everything durable that was appended.</summary>
    public void Sync()
    {
        MemoryLog[] all;
        lock (gate)
        {
            all = [.. logs.Values];
        }

        foreach (var log in all)
        {
            log.Sync();
        }
    }

    /// <summary>Fails for good: no append, and nothing becomes durable any more.</summary>
    public void Fail(string why)
    {
        MemoryLog[] all;
        lock (gate)
        {
            reason = why;
            all = [.. logs.Values];
        }

        foreach (var log in all)
        {
            log.Fail();
        }

        fenced.TrySetResult();
    }

    /// <summary>The store that a new process would find: what was durable.</summary>
    public MemoryLogStore Crash()
    {
        var next = new MemoryLogStore { Durability = Durability, AutoSync = AutoSync, RoomBytes = RoomBytes, MaxPayloadBytes = MaxPayloadBytes };
        lock (gate)
        {
            foreach (var (key, log) in logs)
            {
                next.logs.Add(key, log.DurableCopy(next));
            }
        }

        return next;
    }

    /// <summary>Every durable record that a partition ever had, released ones too.</summary>
    public IReadOnlyList<LogRecord> ReadAll(PartitionKey partition)
    {
        lock (gate)
        {
            return logs[partition].ReadAll();
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    internal void ThrowIfFenced()
    {
        if (reason is not null)
        {
            throw new StoreFencedException(reason);
        }
    }
}
