using TwinGrid.Contracts.History;
using TwinGrid.Contracts.Storage;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.History;

/// <summary>
/// The last sample at or before each of some ascending instants. Instants far apart are looked up one by one; where they lie close together a
/// stretch of samples is read ahead and serves many.
/// </summary>
internal sealed class InstantHistory(SeriesHistory history, long lastInstant)
{
    private const int SamplesAhead = 8192;

    private HistoryRun? ahead;
    private HistoryRun? beforeAhead;
    private long aheadFrom = long.MaxValue;
    private long aheadTo = long.MinValue;
    private int served = 1;

    /// <summary>
    /// One row an instant: the sample as it is, its own time included. Where there is none, the instant itself, no value, and
    /// <see cref="Quality.BadWaitingForInitialData"/>.
    /// </summary>
    public async Task<HistoryPiece> ReadAsync(IReadOnlyList<long> instants, CancellationToken cancellationToken)
    {
        var found = new List<HistoryRun>(instants.Count);
        foreach (var instant in instants)
        {
            found.Add(await FindAsync(instant, cancellationToken) ?? NoSample(instant));
        }

        return new HistoryPiece
        {
            Times = [.. found.Select(one => one.Times.Span[0])],
            Values = [.. found.Select(one => one.Values.Span[0])],
            Qualities = [.. found.Select(one => one.Qualities.Span[0])],
            CommitIndexes = [.. found.Select(one => one.CommitIndexes.Span[0])],
            Texts = found.Any(one => !one.Texts.IsEmpty) ? [.. found.Select(one => one.Texts.IsEmpty ? "" : one.Texts.Span[0])] : [],
        };
    }

    private async ValueTask<HistoryRun?> FindAsync(long instant, CancellationToken cancellationToken)
    {
        if (instant >= aheadFrom && instant < aheadTo)
        {
            served++;
            return LastOf(ahead, instant) ?? beforeAhead;
        }

        var sample = await history.ReadLastAsync(instant, cancellationToken);

        // Reading ahead goes on only while it pays. An instant at which the same sample still holds is a sign that it may again.
        var isClose = served > 0 || (sample is not null && beforeAhead is not null && sample.Times.Span[0] == beforeAhead.Times.Span[0]);
        beforeAhead = sample;
        (ahead, aheadFrom, aheadTo, served) = (null, long.MaxValue, long.MinValue, 0);
        if (isClose && instant < lastInstant)
        {
            (ahead, aheadFrom, aheadTo) = await history.ReadPageAsync(
                instant + 1, lastInstant == long.MaxValue ? lastInstant : lastInstant + 1, descending: false, SamplesAhead, cancellationToken);
        }

        return sample;
    }

    private static HistoryRun? LastOf(HistoryRun? run, long instant)
    {
        if (run is null)
        {
            return null;
        }

        var after = instant == long.MaxValue ? run.Times.Length : SeriesHistory.LowerBound(run.Times.Span, instant + 1);
        return after == 0 ? null : HistoryRuns.Slice(run, after - 1, 1);
    }

    private static HistoryRun NoSample(long instant) => new()
    {
        Series = default,
        Times = new[] { instant },
        Values = new[] { double.NaN },
        Qualities = new[] { Quality.BadWaitingForInitialData },
        CommitIndexes = new[] { 0UL },
    };
}
