using System.Runtime.CompilerServices;
using TwinGrid.Contracts.Storage;
using TwinGrid.Model.Names;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.History;

/// <summary>
/// All samples of a series: pages of the store merged with the tail, as one moment saw them. What was committed by the tail's position comes from
/// the store, the rest from the tail.
/// </summary>
internal sealed class SeriesHistory(IHistoryStore store, PartitionKey partition, SeriesId series, ulong position, HistoryRun? tail, ulong asOf)
{
    /// <summary>
    /// Samples of [from, to), in runs of which each is later than the one before (earlier when descending), ascending in itself. Samples of one
    /// instant are never in two runs.
    /// </summary>
    public async IAsyncEnumerable<HistoryRun> ReadAsync(
        long from, long to, bool descending, int enoughSamples, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (from < to)
        {
            var (run, pageFrom, pageTo) = await ReadPageAsync(from, to, descending, enoughSamples, cancellationToken);
            if (run is not null)
            {
                yield return run;
            }

            (from, to) = descending ? (from, pageFrom) : (pageTo, to);
        }
    }

    /// <summary>Samples of one end of [from, to), ordered, and the range that this is all of; null = none in it.</summary>
    public async Task<(HistoryRun? Run, long FromNs, long ToNs)> ReadPageAsync(
        long from, long to, bool descending, int enoughSamples, CancellationToken cancellationToken)
    {
        var range = new HistoryRange(from, to, Math.Min(asOf, position), descending, enoughSamples);
        var page = await store.ReadAsync(partition, series, range, cancellationToken);
        return (Select(page), page.FromNs, page.ToNs);
    }

    /// <summary>The last sample at or before an instant, as a run of one; null when there is none.</summary>
    public async Task<HistoryRun?> ReadLastAsync(long at, CancellationToken cancellationToken)
    {
        var to = at == long.MaxValue ? at : at + 1;
        await foreach (var run in ReadAsync(long.MinValue, to, descending: true, enoughSamples: 1, cancellationToken))
        {
            return HistoryRuns.Slice(run, run.Times.Length - 1, 1);
        }

        return null;
    }

    private HistoryRun? Select(HistoryPage page)
    {
        var parts = new List<HistoryRun>();
        foreach (var run in page.Runs)
        {
            AddPart(run, page, Math.Min(asOf, position), parts);
        }

        if (tail is not null)
        {
            AddPart(tail, page, asOf, parts);
        }

        return parts.Count == 0 ? null : HistoryRuns.Merge(parts);
    }

    /// <summary>What of a run lies in the page and was committed by the index.</summary>
    private static void AddPart(HistoryRun run, HistoryPage page, ulong through, List<HistoryRun> parts)
    {
        var start = LowerBound(run.Times.Span, page.FromNs);
        var end = LowerBound(run.Times.Span, page.ToNs);
        if (start == end)
        {
            return;
        }

        var part = HistoryRuns.Slice(run, start, end - start);
        var indexes = part.CommitIndexes.Span;
        for (var i = 0; i < indexes.Length;)
        {
            // Nearly always all of it; else the stretches that were.
            var length = 0;
            while (i + length < indexes.Length && indexes[i + length] <= through)
            {
                length++;
            }

            if (length > 0)
            {
                parts.Add(HistoryRuns.Slice(part, i, length));
            }

            i += length + 1;
        }
    }

    /// <summary>Index of the first time at or after an instant.</summary>
    public static int LowerBound(ReadOnlySpan<long> times, long instant)
    {
        var (low, high) = (0, times.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = times[middle] < instant ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
