using Microsoft.Extensions.Options;
using TwinGrid.Contracts.Ingest;
using TwinGrid.Contracts.Partitions;
using TwinGrid.Gateway.Errors;
using TwinGrid.Model.Names;

namespace TwinGrid.Gateway.Ingest.Publishing;

/// <summary>Lanes kept open for unary calls, at most so many; the one unused for longest makes room.</summary>
internal sealed class PublishLanes(IOptions<IngestOptions> options, TimeProvider clock) : IAsyncDisposable
{
    private readonly Dictionary<Key, PublishLane> lanes = [];
    private readonly SemaphoreSlim turn = new(1, 1);

    /// <summary>The lane of a producer, opened when there is none.</summary>
    /// <exception cref="LaneEndedException">It can't be opened.</exception>
    public async ValueTask<PublishLane> GetAsync(IPartition partition, string producer, ulong epoch, CancellationToken cancellationToken)
    {
        var key = new Key(partition, producer, epoch);
        await turn.WaitAsync(cancellationToken);
        try
        {
            if (lanes.TryGetValue(key, out var open) && !open.HasEnded)
            {
                return open;
            }

            if (lanes.Remove(key, out var over))
            {
                await over.DisposeAsync();
            }

            await MakeRoomAsync();
            var lane = await partition.OpenLaneAsync(new LaneRequest(producer, epoch, null, null, 0), cancellationToken);
            return lanes[key] = new PublishLane(lane, clock);
        }
        finally
        {
            turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var lane in lanes.Values)
        {
            await lane.DisposeAsync();
        }

        lanes.Clear();
        turn.Dispose();
    }

    private async ValueTask MakeRoomAsync()
    {
        if (lanes.Count < options.Value.PublishLanes)
        {
            return;
        }

        var idle = lanes.Where(entry => entry.Value.IsIdle).OrderBy(entry => entry.Value.LastUsed).Select(entry => entry.Key).FirstOrDefault()
            ?? throw Refusal.Busy($"{options.Value.PublishLanes} producers publish at once, as many as this server takes; use Ingest.");
        lanes.Remove(idle, out var lane);
        await lane!.DisposeAsync();
    }

    /// <summary>The partition is part of it as an object: one that was closed and opened again gets new lanes.</summary>
    private sealed record Key(IPartition Partition, string Producer, ulong Epoch);
}
