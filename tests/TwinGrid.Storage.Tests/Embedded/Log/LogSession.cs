using System.Buffers.Binary;
using TwinGrid.Contracts.Storage;
using TwinGrid.Model.Names;
using TwinGrid.Storage.Embedded.Log;
using TwinGrid.Storage.Embedded.LogFiles;

namespace TwinGrid.Storage.Tests.Embedded.Log;

/// <summary>A log whose writer the test drives, so that one seed gives one order of things.</summary>
internal sealed class LogSession(EmbeddedLogStore store)
{
    public const byte Kind = 20;

    public static EmbeddedLogOptions Small { get; } = new()
    {
        SegmentBytes = 32 << 10,
        GroupBytes = 8 << 10,
        RecentBytes = 32 << 10,
        MaxPayloadBytes = 5000,
        MaxLogBytes = 16 << 20,
        ReserveBytes = 0,
        SealAfter = Timeout.InfiniteTimeSpan,
    };

    public static Guid StoreId { get; } = new("6a0b8f0e-57c1-4e0a-9b0a-3f6f2f6f0a01");

    public static PartitionKey First { get; } = new("plant", 0);

    public static PartitionKey Second { get; } = new("plant", 1);

    public EmbeddedLogStore Store { get; } = store;

    public static LogSession Open(ILogFileSystem files, EmbeddedLogOptions? options = null) =>
        new(EmbeddedLogStore.OpenManual(files, StoreId, options ?? Small));

    /// <summary>Drives the writer until a task is done.</summary>
    public async Task<T> Drive<T>(ValueTask<T> task)
    {
        var running = task.AsTask();
        while (!running.IsCompleted)
        {
            if (!Store.RunOnce())
            {
                await Task.Yield();
            }
        }

        return await running;
    }

    public Task<IPartitionLog> OpenPartition(PartitionKey key) => Drive(Store.OpenAsync(key, CancellationToken.None));

    /// <summary>Writes what was appended.</summary>
    public void Write()
    {
        while (Store.RunOnce())
        {
        }
    }

    /// <summary>Appends a record whose bytes follow from its index and length.</summary>
    public static ulong Append(IPartitionLog log, int length) =>
        log.TryAppend(Kind, length, (log.LastIndex + 1, log.OwnerEpoch), static (payload, state) => Fill(payload, state.Item1, state.OwnerEpoch));

    /// <summary>Bytes of a record.</summary>
    public static void Fill(Span<byte> payload, ulong index, ulong epoch)
    {
        for (var i = 0; i < payload.Length; i++)
        {
            payload[i] = (byte)((index * 31) + (epoch * 17) + (ulong)i);
        }
    }

    /// <summary>All durable records from an index on.</summary>
    public static List<(ulong Index, byte Kind, byte[] Payload)> ReadAll(IPartitionLog log, ulong from = 1)
    {
        using var reader = log.OpenReader(from);
        var records = new List<(ulong, byte, byte[])>();
        while (reader.TryRead(out var record))
        {
            records.Add((record.Index, record.Kind, record.Payload.ToArray()));
        }

        return records;
    }

    public static ulong EpochOf(byte[] payload) => BinaryPrimitives.ReadUInt64LittleEndian(payload);
}
