using System.Globalization;
using System.Threading.Channels;
using TwinGrid.Contracts.Partitions;
using TwinGrid.Contracts.Storage;
using TwinGrid.Contracts.Watches;

namespace TwinGrid.Grains.Watches;

/// <summary>One event watch: live events come through a bounded queue that the hub fills; one that does not fit ends the watch.</summary>
internal sealed class EventWatch(string plant, int maxBehind)
{
    private readonly Channel<(int Partition, HistoryEvent Event)> queue =
        Channel.CreateBounded<(int, HistoryEvent)>(new BoundedChannelOptions(maxBehind) { SingleReader = true });

    private readonly TaskCompletionSource<IReadOnlyDictionary<int, EventPosition>> joined = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The plant.</summary>
    public string Plant => plant;

    /// <summary>Completes when the hub tells events to this watch, with the position per partition after which it does.</summary>
    public Task<IReadOnlyDictionary<int, EventPosition>> Joined => joined.Task;

    /// <summary>Live events, in commit order per partition.</summary>
    public ChannelReader<(int Partition, HistoryEvent Event)> Live => queue.Reader;

    /// <summary>The hub tells what comes after these positions.</summary>
    public void Join(IReadOnlyDictionary<int, EventPosition> after) => joined.TrySetResult(after);

    /// <summary>An event happened. False when the watch has ended.</summary>
    public bool Tell(IPartition partition, HistoryEvent happened)
    {
        if (queue.Writer.TryWrite((partition.Key.Number, happened)))
        {
            return true;
        }

        End(new WatchTooSlowException(string.Create(
            CultureInfo.InvariantCulture, $"The reader is more than {maxBehind} events behind; resume after the last event that it got.")));
        return false;
    }

    /// <summary>The watch can't go on; its reader gets what is queued, then the exception.</summary>
    public void End(Exception why)
    {
        queue.Writer.TryComplete(why);
        joined.TrySetResult(new Dictionary<int, EventPosition>());
    }
}
