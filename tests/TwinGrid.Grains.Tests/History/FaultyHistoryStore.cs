using TwinGrid.Contracts.Storage;
using TwinGrid.Model.Names;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.Tests.History;

/// <summary>A store whose appends can be made to fail, before or after they have been stored, or to wait.</summary>
internal sealed class FaultyHistoryStore(IHistoryStore inner) : IHistoryStore
{
    /// <summary>Appends to come that fail without a trace.</summary>
    public int FailBefore { get; set; }

    /// <summary>Appends to come that fail although they were stored.</summary>
    public int FailAfter { get; set; }

    /// <summary>Appends wait for this.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>Pages read.</summary>
    public int Reads { get; private set; }

    public async ValueTask<bool> AppendAsync(
        PartitionKey partition, IEnumerable<HistoryRun> runs, IReadOnlyList<HistoryEvent> events, ulong after, HistoryPosition through,
        CancellationToken cancellationToken)
    {
        await Gate;
        if (FailBefore > 0)
        {
            FailBefore--;
            throw new StoreFencedException("The disk is full.");
        }

        var stored = await inner.AppendAsync(partition, runs, events, after, through, cancellationToken);
        if (FailAfter > 0)
        {
            FailAfter--;
            throw new StoreFencedException("The answer was lost.");
        }

        return stored;
    }

    public ValueTask<HistoryPosition> GetPositionAsync(PartitionKey partition, CancellationToken cancellationToken) =>
        inner.GetPositionAsync(partition, cancellationToken);

    public ValueTask TruncateAsync(PartitionKey partition, HistoryPosition through, CancellationToken cancellationToken) =>
        inner.TruncateAsync(partition, through, cancellationToken);

    public ValueTask<HistoryPage> ReadAsync(PartitionKey partition, SeriesId series, HistoryRange range, CancellationToken cancellationToken)
    {
        Reads++;
        return inner.ReadAsync(partition, series, range, cancellationToken);
    }

    public ValueTask<IReadOnlyList<HistoryEvent>> ReadEventsAsync(PartitionKey partition, EventPosition after, int limit, CancellationToken cancellationToken) =>
        inner.ReadEventsAsync(partition, after, limit, cancellationToken);

    public ValueTask<int> MergeAsync(PartitionKey partition, int maxSeries, CancellationToken cancellationToken) =>
        inner.MergeAsync(partition, maxSeries, cancellationToken);

    public ValueTask<long> ApplyRetentionAsync(
        PartitionKey partition, IReadOnlyCollection<SeriesId> series, long? committedBeforeNs, long? maxBytes, CancellationToken cancellationToken) =>
        inner.ApplyRetentionAsync(partition, series, committedBeforeNs, maxBytes, cancellationToken);

    public ValueTask<long> GetBytesAsync(CancellationToken cancellationToken) => inner.GetBytesAsync(cancellationToken);
}
