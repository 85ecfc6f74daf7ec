using TwinGrid.Contracts.History;
using TwinGrid.Contracts.Storage;
using TwinGrid.Model.Names;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.Tests.Watches;

/// <summary>Events of partitions in memory, durable as soon as they are there.</summary>
internal sealed class EventsInMemory : IHistoryReader
{
    private readonly List<(PartitionKey Partition, HistoryEvent Event)> events = [];

    public int Reads { get; private set; }

    public void Add(PartitionKey partition, ulong commitIndex, int ordinal = 0)
    {
        lock (events)
        {
            events.Add((partition, new HistoryEvent(
                new EventPosition(commitIndex, ordinal), "alarm.raised", "x", 0, $"{commitIndex}.{ordinal}", new Dictionary<string, string>())));
        }
    }

    public ValueTask<IReadOnlyList<HistoryEvent>> ReadEventsAsync(PartitionKey partition, EventPosition after, int limit, CancellationToken cancellationToken)
    {
        lock (events)
        {
            Reads++;
            return ValueTask.FromResult<IReadOnlyList<HistoryEvent>>(
                [.. events.Where(e => e.Partition == partition && e.Event.Position.CompareTo(after) > 0).Select(e => e.Event).OrderBy(e => e.Position).Take(limit)]);
        }
    }

    public IAsyncEnumerable<HistoryPiece> ReadAsync(PartitionKey partition, SeriesId series, HistoryQuery query, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Only events are kept here.");

    public (ulong IndexedThrough, TimeSpan Lag) GetProgress(PartitionKey partition) => (0, TimeSpan.Zero);
}
