using System.Buffers.Binary;
using TwinGrid.Contracts.Storage;
using TwinGrid.Model.Names;
using TwinGrid.Storage.Embedded.Log;
using TwinGrid.Storage.Embedded.LogLayout;
using TwinGrid.Storage.Embedded.LogPartitions;

namespace TwinGrid.Storage.Embedded.LogCommit;

/// <summary>Puts records into the group that fills.</summary>
internal sealed class Appender(LogState state, GroupCommit commit)
{
    /// <summary>Appends for an owner; 0 = no room now.</summary>
    public ulong TryAppend<TState>(PartitionState partition, ulong epoch, byte kind, int length, TState given, PayloadWriter<TState> write)
        where TState : allows ref struct
    {
        lock (state.Gate)
        {
            state.ThrowIfFenced();
            if (partition.Epoch != epoch)
            {
                throw new StoreFencedException($"{partition.Key} was taken over: owner epoch {epoch} ended, the present one is {partition.Epoch}.");
            }

            var group = state.Filling;
            if (group is null || !group.Fits(length))
            {
                return 0;
            }

            write(group.Payload(length), given);
            var index = partition.LastIndex + 1;
            Add(group, partition, new RecordHeader(partition.Number, index, epoch, kind, length));
            return index;
        }
    }

    /// <summary>Takes a partition over, and registers it if it is new. Null = no room now.</summary>
    /// <exception cref="DataLossException">It is damaged.</exception>
    public (PartitionState Partition, ulong Epoch, Task Durable)? TryTakeOver(PartitionKey key)
    {
        lock (state.Gate)
        {
            state.ThrowIfFenced();
            var partition = state.Find(key);
            if (partition?.Damage is { } damage)
            {
                throw new DataLossException(key.ToString(), partition.HistoryId, damage);
            }

            if (partition is null && state.RegistryDamaged)
            {
                throw new DataLossException(
                    key.ToString(), Guid.Empty, "The log is damaged where partitions may have been registered: it is unknown whether this one is new.");
            }

            var registration = partition is null ? ControlRecord.EncodeRegistered(Guid.NewGuid(), key) : [];
            var group = state.Filling;
            if (group?.Fits(registration.Length + sizeof(ulong) + LogFormat.Overhead) != true)
            {
                return null;
            }

            partition ??= Register(group, key, registration);
            partition.Epoch++;
            BinaryPrimitives.WriteUInt64LittleEndian(group.Payload(sizeof(ulong)), partition.Epoch);
            Add(group, partition, new RecordHeader(partition.Number, partition.LastIndex + 1, partition.Epoch, LogRecord.OwnerEpoch, sizeof(ulong)));
            return (partition, partition.Epoch, group.Done.Task);
        }
    }

    /// <summary>Appends a record of the store about a partition. Null = no room now.</summary>
    public Task? TryAppendControl(PartitionState partition, byte kind, byte[] payload)
    {
        lock (state.Gate)
        {
            state.ThrowIfFenced();
            var group = state.Filling;
            if (group?.Fits(payload.Length) != true)
            {
                return null;
            }

            AddControl(group, partition, kind, payload);
            return group.Done.Task;
        }
    }

    /// <summary>Waits until a record of this length has a chance.</summary>
    public ValueTask WaitForRoomAsync(int length, CancellationToken cancellationToken)
    {
        lock (state.Gate)
        {
            state.ThrowIfFenced();
            if (state.Filling?.Fits(length) == true)
            {
                return ValueTask.CompletedTask;
            }

            state.RoomWanted ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return new ValueTask(state.RoomWanted.Task.WaitAsync(cancellationToken));
        }
    }

    /// <summary>Waits until an index is durable.</summary>
    public ValueTask WaitForDurableAsync(PartitionState partition, ulong index, CancellationToken cancellationToken)
    {
        if (partition.DurableIndex >= index)
        {
            return ValueTask.CompletedTask;
        }

        lock (state.Gate)
        {
            if (partition.DurableIndex >= index)
            {
                return ValueTask.CompletedTask;
            }

            state.ThrowIfFenced();
            if (index > partition.LastIndex)
            {
                throw new ArgumentOutOfRangeException(nameof(index), index, $"The last index of {partition.Key} is {partition.LastIndex}.");
            }

            var group = index <= partition.WritingIndex ? state.Writing! : state.Filling!;
            return new ValueTask(cancellationToken.CanBeCanceled ? group.Done.Task.WaitAsync(cancellationToken) : group.Done.Task);
        }
    }

    private PartitionState Register(Group group, PartitionKey key, byte[] registration)
    {
        var (historyId, _) = ControlRecord.DecodeRegistered(registration);
        var partition = new PartitionState { Number = state.NextPartition++, Key = key, HistoryId = historyId };
        state.Add(partition);
        AddControl(group, partition, ControlRecord.Registered, registration);
        return partition;
    }

    private void AddControl(Group group, PartitionState partition, byte kind, byte[] payload)
    {
        payload.CopyTo(group.Payload(payload.Length));
        Add(group, partition, new RecordHeader(partition.Number, 0, partition.Epoch, kind, payload.Length));
    }

    private void Add(Group group, PartitionState partition, in RecordHeader record)
    {
        group.Add(record);
        if (partition.LastGroup != group.Sequence)
        {
            partition.LastGroup = group.Sequence;
            partition.FirstInGroup = 0;
            group.Touched.Add(partition);
        }

        if (record.Index > 0)
        {
            partition.LastIndex = record.Index;
            partition.FirstInGroup = partition.FirstInGroup == 0 ? record.Index : partition.FirstInGroup;
        }

        commit.Wake();
    }
}
