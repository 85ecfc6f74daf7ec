using System.Runtime.CompilerServices;
using TwinGrid.Contracts.History;
using TwinGrid.Contracts.Partitions;
using TwinGrid.Contracts.Storage;
using TwinGrid.Model.Names;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.History;

/// <summary>
/// Reads history as of the moment of the call: all that the partition's reads reflect then. Raw reads give every sample, several at one instant in
/// the order of their commits; instants and windows see the last committed one.
/// </summary>
internal sealed class HistoryReader(IHistoryStore store, HistoryProjections projections, HistoryOptions options, TimeProvider clock) : IHistoryReader
{
    /// <summary>Samples of a page when all of them are wanted.</summary>
    private const int PageSamples = 65_536;

    public async IAsyncEnumerable<HistoryPiece> ReadAsync(
        PartitionKey partition, SeriesId series, HistoryQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var history = await OpenAsync(partition, series, query.AsOfIndex, cancellationToken);
        var pieces = query.AtNs is { } instants ? ReadInstantsAsync(history, instants, cancellationToken)
            : query.FromNs >= query.ToNs ? AsyncEnumerable.Empty<HistoryPiece>()
            : query.Aggregations.Count > 0 ? ReadWindowsAsync(history, query, cancellationToken)
            : ReadRawAsync(history, query, cancellationToken);
        await foreach (var piece in pieces)
        {
            yield return piece;
        }
    }

    public async ValueTask<IReadOnlyList<HistoryEvent>> ReadEventsAsync(
        PartitionKey partition, EventPosition after, int limit, CancellationToken cancellationToken)
    {
        var tail = await WaitForTailAsync(partition, cancellationToken);
        var (position, recent) = tail.CaptureEvents(after);
        var stored = await store.ReadEventsAsync(partition, after, limit, cancellationToken);
        return [.. stored.Where(one => one.Position.CommitIndex <= position).Concat(recent.Where(one => one.Position.CommitIndex > position)).Take(limit)];
    }

    public (ulong IndexedThrough, TimeSpan Lag) GetProgress(PartitionKey partition)
    {
        if (!projections.TryGet(partition, out var projector))
        {
            return (0, TimeSpan.Zero);
        }

        var tail = projector.Tail;
        var lag = tail.OldestNs is { } oldest ? Math.Max(0, Nanoseconds.Now(clock) - oldest) : 0;
        return (tail.Position, TimeSpan.FromTicks(lag / Nanoseconds.PerTick));
    }

    private async Task<SeriesHistory> OpenAsync(PartitionKey partition, SeriesId series, ulong asOf, CancellationToken cancellationToken)
    {
        var tail = await WaitForTailAsync(partition, cancellationToken);
        var (position, run) = tail.Capture(series);
        return new SeriesHistory(store, partition, series, position, run, asOf);
    }

    /// <summary>
    /// The tail once it has all that the partition's reads reflect. Without one nobody can say whether the store has all that was acked.
    /// </summary>
    private async Task<HistoryTail> WaitForTailAsync(PartitionKey key, CancellationToken cancellationToken)
    {
        if (!projections.TryGet(key, out var projector))
        {
            throw new PartitionUnavailableException(key, "its history is not followed in this process");
        }

        var wanted = projector.Source.Wanted;
        try
        {
            return await projector.WaitForAsync(wanted, cancellationToken).WaitAsync(options.ReadWait, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException(
                $"History of {key} did not come up with commit {wanted} within {options.ReadWait.TotalSeconds} s; it is stored through {projector.Tail.Position}.");
        }
    }

    private static async IAsyncEnumerable<HistoryPiece> ReadRawAsync(
        SeriesHistory history, HistoryQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var raw = new RawHistory(query.Descending, query.Limit);
        var enough = (int)Math.Clamp(query.Limit, 1, PageSamples);
        await foreach (var run in history.ReadAsync(query.FromNs, query.ToNs, query.Descending, enough, cancellationToken))
        {
            foreach (var piece in raw.Add(run))
            {
                yield return piece;
            }

            if (raw.IsTruncated)
            {
                break;
            }
        }

        if (raw.Finish() is { } last)
        {
            yield return last;
        }
    }

    private static async IAsyncEnumerable<HistoryPiece> ReadWindowsAsync(
        SeriesHistory history, HistoryQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        WindowHistory.Check(query);
        var held = query.Aggregations.Contains(HistoryAggregation.TimeWeightedMean) && query.FromNs > long.MinValue
            ? await history.ReadLastAsync(query.FromNs - 1, cancellationToken)
            : null;
        var before = held is null || Quality.IsBad(held.Qualities.Span[0]) ? double.NaN : held.Values.Span[0];
        var windows = new WindowHistory(query, before);
        await foreach (var run in history.ReadAsync(query.FromNs, query.ToNs, descending: false, PageSamples, cancellationToken))
        {
            foreach (var piece in windows.Add(run))
            {
                yield return piece;
            }

            if (windows.IsFinished)
            {
                yield break;
            }
        }

        foreach (var piece in windows.Finish())
        {
            yield return piece;
        }
    }

    private static async IAsyncEnumerable<HistoryPiece> ReadInstantsAsync(
        SeriesHistory history, IReadOnlyList<long> instants, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = new InstantHistory(history, instants.Count == 0 ? long.MinValue : instants[^1]);
        foreach (var some in instants.Chunk(RawHistory.MaxPiece))
        {
            yield return await reader.ReadAsync(some, cancellationToken);
        }
    }
}
