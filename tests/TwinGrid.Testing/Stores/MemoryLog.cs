using TwinGrid.Contracts.Storage;

namespace TwinGrid.Testing.Stores;

/// <summary>Records of one partition, and who may append.</summary>
internal sealed class MemoryLog(MemoryLogStore store)
{
    private readonly Lock gate = new();
    private readonly List<(byte Kind, byte[] Payload)> records = [];
    private readonly List<(ulong Index, TaskCompletionSource Done)> waiters = [];
    private long pendingBytes;
    private bool failed;

    public Guid HistoryId { get; private init; } = Guid.NewGuid();

    public ulong OwnerEpoch { get; private set; }

    public ulong FirstIndex { get; private set; } = 1;

    public ulong Durable { get; private set; }

    public long HeldBytes
    {
        get
        {
            lock (gate)
            {
                return records.Skip((int)FirstIndex - 1).Sum(record => (long)record.Payload.Length);
            }
        }
    }

    public MemoryLogStore Store => store;

    public ulong Last
    {
        get
        {
            lock (gate)
            {
                return (ulong)records.Count;
            }
        }
    }

    public IPartitionLog TakeOver()
    {
        lock (gate)
        {
            OwnerEpoch++;
            records.Add((LogRecord.OwnerEpoch, BitConverter.GetBytes(OwnerEpoch)));
            Durable = (ulong)records.Count;
            pendingBytes = 0;
            return new MemoryPartitionLog(this, OwnerEpoch);
        }
    }

    public ulong TryAppend<TState>(ulong epoch, byte kind, int length, TState state, PayloadWriter<TState> write)
        where TState : allows ref struct
    {
        ulong index;
        lock (gate)
        {
            ThrowIfNotOwner(epoch);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(length, store.MaxPayloadBytes);
            ArgumentOutOfRangeException.ThrowIfLessThan(kind, (byte)16);
            if (pendingBytes > 0 && pendingBytes + length > store.RoomBytes)
            {
                return 0;
            }

            var payload = new byte[length];
            write(payload, state);
            records.Add((kind, payload));
            pendingBytes += length;
            index = (ulong)records.Count;
        }

        if (store.AutoSync)
        {
            Sync();
        }

        return index;
    }

    public async ValueTask WaitForDurableAsync(ulong index, CancellationToken cancellationToken)
    {
        TaskCompletionSource done;
        lock (gate)
        {
            if (index <= Durable)
            {
                return;
            }

            store.ThrowIfFenced();
            done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiters.Add((index, done));
        }

        await done.Task.WaitAsync(cancellationToken);
    }

    public void Sync()
    {
        lock (gate)
        {
            if (failed)
            {
                return;
            }

            Durable = (ulong)records.Count;
            pendingBytes = 0;
            foreach (var (index, done) in waiters)
            {
                if (index <= Durable)
                {
                    done.TrySetResult();
                }
            }

            waiters.RemoveAll(one => one.Index <= Durable);
        }
    }

    public void Fail()
    {
        lock (gate)
        {
            failed = true;
            foreach (var (_, done) in waiters)
            {
                done.TrySetException(new StoreFencedException(store.Status.FencedReason!));
            }

            waiters.Clear();
        }
    }

    public void ReleaseBefore(ulong index)
    {
        lock (gate)
        {
            FirstIndex = Math.Max(FirstIndex, index);
        }
    }

    public bool TryRead(ulong index, out LogRecord record)
    {
        lock (gate)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(index, FirstIndex);
            var isThere = index <= Durable;
            record = isThere ? new LogRecord(index, records[(int)index - 1].Kind, records[(int)index - 1].Payload) : default;
            return isThere;
        }
    }

    public IReadOnlyList<LogRecord> ReadAll()
    {
        lock (gate)
        {
            return [.. records.Take((int)Durable).Select((record, i) => new LogRecord((ulong)i + 1, record.Kind, record.Payload))];
        }
    }

    public MemoryLog DurableCopy(MemoryLogStore next)
    {
        lock (gate)
        {
            var copy = new MemoryLog(next) { HistoryId = HistoryId, OwnerEpoch = OwnerEpoch, FirstIndex = FirstIndex, Durable = Durable };
            copy.records.AddRange(records.Take((int)Durable));
            return copy;
        }
    }

    private void ThrowIfNotOwner(ulong epoch)
    {
        store.ThrowIfFenced();
        if (epoch != OwnerEpoch)
        {
            throw new StoreFencedException($"Owner epoch {epoch} was replaced by {OwnerEpoch}.");
        }
    }
}
