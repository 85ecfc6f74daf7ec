using Microsoft.Extensions.Logging.Abstractions;
using TwinGrid.Benchmarks.Ingest.Lanes;
using TwinGrid.Contracts.Ingest;
using TwinGrid.Grains.Partitions;
using TwinGrid.Model.Names;
using TwinGrid.Model.Samples;

namespace TwinGrid.Benchmarks.Ingest.Peers;

/// <summary>A TwinGrid partition: one batch a message through one lane, validated and deduplicated, answered by its ack.</summary>
internal sealed class PartitionPeer : IPeer
{
    private readonly Partition partition;
    private readonly ILane lane;
    private readonly SemaphoreSlim entrance = new(1, 1);
    private readonly System.Collections.Concurrent.ConcurrentQueue<TaskCompletionSource> waiting = new();
    private readonly CancellationTokenSource stop = new();
    private readonly Task pump;
    private ulong seq;

    private PartitionPeer(Partition partition, ILane lane)
    {
        this.partition = partition;
        this.lane = lane;
        pump = Task.Run(PumpAsync);
    }

    public string Name => "twingrid";

    public static async Task<PartitionPeer> StartAsync(CancellationToken cancellationToken)
    {
        var services = new PartitionServices(new NullLogStore(), new NullSnapshotStore(), null, new PartitionOptions(), TimeProvider.System, NullLogger.Instance);
        var partition = await Partition.OpenAsync(new PartitionKey("bench", 0), services, cancellationToken);
        await partition.ApplyDefinitionAsync(BenchPlant.Create(PeerMessage.Assets * PeerMessage.Messages), 1, cancellationToken);
        return new PartitionPeer(partition, await partition.OpenLaneAsync(new LaneRequest("load", 1, null, null, 0), cancellationToken));
    }

    public async Task SendAsync(int message, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var batch = Fill(message);
        await entrance.WaitAsync(cancellationToken);
        try
        {
            batch.Seq = batch.PayloadHash = ++seq;
            waiting.Enqueue(answer);
            await lane.EnqueueAsync(batch, cancellationToken);
        }
        finally
        {
            entrance.Release();
        }

        await answer.Task.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await pump.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await lane.DisposeAsync();
        await partition.DisposeAsync();
        entrance.Dispose();
        stop.Dispose();
    }

    private static SampleBatch Fill(int message)
    {
        var batch = SampleBatch.Rent(PeerMessage.Samples, PeerMessage.Assets * PeerMessage.Signals, qualities: false);
        batch.WireBytes = PeerMessage.Samples * 16;
        var now = Nanoseconds.Now(TimeProvider.System);
        for (var k = 0; k < batch.Runs; k++)
        {
            batch.RunSeries[k] = new SeriesId((message * PeerMessage.Assets) + (k / PeerMessage.Signals), k % PeerMessage.Signals).Value;
            batch.RunLength[k] = PeerMessage.RunLength;
        }

        for (var i = 0; i < batch.Count; i++)
        {
            batch.Times[i] = now - ((PeerMessage.RunLength - 1 - (i % PeerMessage.RunLength)) * 1_000_000L);
            batch.Values[i] = 20 + (i % 20 * 0.25);
        }

        return batch;
    }

    private async Task PumpAsync()
    {
        while (true)
        {
            var update = await lane.NextAckAsync(stop.Token);
            if (update.Results.Count > 0 || update.Ended is not null)
            {
                throw new InvalidOperationException("The partition did not accept everything.", update.Ended);
            }

            for (var i = 0; i < update.FreedBatches && waiting.TryDequeue(out var answer); i++)
            {
                answer.SetResult();
            }
        }
    }
}
