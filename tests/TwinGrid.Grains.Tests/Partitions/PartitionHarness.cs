using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TwinGrid.Contracts.Ingest;
using TwinGrid.Contracts.Storage;
using TwinGrid.Grains.Partitions;
using TwinGrid.Grains.Records;
using TwinGrid.Model.Names;
using TwinGrid.Model.Samples;
using TwinGrid.Testing.Stores;
using Xunit;

namespace TwinGrid.Grains.Tests.Partitions;

/// <summary>A real partition on stores in memory, which a test crashes and reopens.</summary>
internal sealed class PartitionHarness : IAsyncDisposable
{
    public static readonly PartitionKey Key = new("plant", 0);

    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.UnixEpoch.AddYears(50));

    public PartitionOptions Options { get; } = new();

    public MemoryLogStore Store { get; private set; } = new();

    public MemorySnapshotStore Snapshots { get; } = new();

    public Partition Partition { get; private set; } = null!;

    public long NowNs => Nanoseconds.Now(Clock);

    public static async Task<PartitionHarness> OpenAsync(MemoryLogStore? store = null, int pumps = 4)
    {
        var harness = new PartitionHarness();
        harness.Store = store ?? harness.Store;
        await harness.ReopenAsync();
        if (pumps > 0)
        {
            var applied = harness.Partition.ApplyDefinitionAsync(PumpPlant.Of(pumps), 1, Token).AsTask();
            await harness.WhileSyncingAsync(applied);
        }

        return harness;
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task ReopenAsync() =>
        Partition = await Partition.OpenAsync(Key, new PartitionServices(Store, Snapshots, null, Options, Clock, NullLogger.Instance), Token);

    /// <summary>Kills the process: what was not durable is gone. Nothing of the old partition may write any more.</summary>
    public async Task CrashAsync()
    {
        var after = Store.Crash();
        Store.Fail("crashed");
        await Partition.DisposeAsync();
        Store = after;
        await ReopenAsync();
    }

    /// <summary>Shuts down in order and opens again.</summary>
    public async Task RestartAsync()
    {
        await Partition.DisposeAsync();
        await ReopenAsync();
    }

    public async Task<ILane> OpenLaneAsync(string producer = "gateway", ulong epoch = 1, Durability? durability = null)
    {
        var opening = Partition.OpenLaneAsync(new LaneRequest(producer, epoch, durability, null, 0), Token).AsTask();
        await WhileSyncingAsync(opening);
        return await opening;
    }

    public uint Series(string asset, string signal)
    {
        var binding = Partition.Resolve(asset, signal);
        Assert.Equal(RejectionCode.None, binding.Code);
        return binding.Series.Value;
    }

    /// <summary>A batch of runs of one sample.</summary>
    public static SampleBatch Batch(ulong seq, params (uint Series, long TimeNs, double Value)[] samples)
    {
        var batch = SampleBatch.Rent(samples.Length, samples.Length, false);
        batch.Seq = seq;
        batch.PayloadHash = (seq * 0x9E37_79B9_7F4A_7C15UL) ^ (ulong)samples.Length;
        batch.WireBytes = 16 * samples.Length;
        for (var i = 0; i < samples.Length; i++)
        {
            batch.RunSeries[i] = samples[i].Series;
            batch.RunLength[i] = 1;
            batch.Times[i] = samples[i].TimeNs;
            batch.Values[i] = samples[i].Value;
        }

        return batch;
    }

    /// <summary>Sends a batch and waits for the answer.</summary>
    public static async Task<AckUpdate> SendAsync(ILane lane, SampleBatch batch)
    {
        await lane.EnqueueAsync(batch, Token);
        return await lane.NextAckAsync(Token);
    }

    public async Task<string> HashAsync() => Convert.ToHexString((await Partition.HashStateAsync(Token)).Hash);

    /// <summary>Takes updates until the lane has ended.</summary>
    public async Task<AckUpdate> DrainAsync(ILane lane)
    {
        while (true)
        {
            var update = await lane.NextAckAsync(Token);
            if (update.Ended is not null)
            {
                return update;
            }
        }
    }

    /// <summary>Takes updates until a batch is acked.</summary>
    public async Task DrainThroughAsync(ILane lane, ulong seq)
    {
        while ((await lane.NextAckAsync(Token)).ThroughSeq < seq)
        {
        }
    }

    /// <summary>All events that the log holds, in order.</summary>
    public async Task<IReadOnlyList<HistoryEvent>> ReadEventsAsync()
    {
        await HashAsync(); // the writer has logged what it raised before
        await HashAsync();
        using var reader = Partition.Log.OpenReader(Partition.Log.FirstIndex);
        var events = new List<HistoryEvent>();
        while (reader.TryRead(out var record))
        {
            if (record.Kind == RecordKinds.EventsRaised)
            {
                events.AddRange(EventsRaisedRecord.Read(record.Payload.Span, record.Index));
            }
        }

        return events;
    }

    /// <summary>Shuts down while syncs are made by hand.</summary>
    public async Task CloseAsync() => await WhileSyncingAsync(Partition.DisposeAsync().AsTask());

    public async ValueTask DisposeAsync() => await Partition.DisposeAsync();

    public async Task WhileSyncingAsync(Task task)
    {
        while (!task.IsCompleted)
        {
            Store.Sync();
            await Task.Yield();
        }
    }
}
