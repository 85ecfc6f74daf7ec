using TwinGrid.Contracts.History;
using TwinGrid.Contracts.Storage;

namespace TwinGrid.Grains.History;

/// <summary>
/// Windows over [from, to), all of them, those without samples too. Of several samples at one instant only the last committed counts, as it is
/// what a reader of the twin would have seen.
/// </summary>
internal sealed class WindowHistory
{
    /// <summary>Windows of one read at the most.</summary>
    public const int MaxWindows = 1_000_000;

    private readonly HistoryQuery query;
    private readonly ulong length;
    private long start;
    private WindowValue window;
    private List<long> starts = [];
    private List<double>[] columns;
    private long left;
    private bool isFinished;

    /// <param name="query">Its range, windows and aggregations.</param>
    /// <param name="heldBefore">Value that holds at the start of the range; NaN = not known.</param>
    public WindowHistory(HistoryQuery query, double heldBefore)
    {
        Check(query);
        this.query = query;
        length = query.WindowNs == 0 ? ulong.MaxValue : (ulong)query.WindowNs;
        left = Math.Max(query.Limit, 1);
        columns = NewColumns();
        start = query.FromNs;
        window = new WindowValue(start, heldBefore);
    }

    /// <summary>The limit is reached: no further sample matters.</summary>
    public bool IsFinished => isFinished;

    /// <summary>Whether a query asks for more windows than there may be.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It does, or its window is negative.</exception>
    public static void Check(HistoryQuery query)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(query.WindowNs, "WindowNs");
        var windows = query.WindowNs == 0 ? 1 : ((ulong)query.ToNs - (ulong)query.FromNs) / (ulong)query.WindowNs;
        if (Math.Min(windows, (ulong)Math.Max(query.Limit, 1)) > MaxWindows)
        {
            throw new ArgumentOutOfRangeException(
                nameof(query), $"{windows} windows of {query.WindowNs} ns; at most {MaxWindows} can be read at once. Ask for longer windows or a shorter range.");
        }
    }

    /// <summary>Takes the next run; gives the pieces that are complete.</summary>
    public IEnumerable<HistoryPiece> Add(HistoryRun run)
    {
        for (var i = 0; i < run.Times.Length && !isFinished; i++)
        {
            var time = run.Times.Span[i];
            if (i + 1 < run.Times.Length && run.Times.Span[i + 1] == time)
            {
                continue;
            }

            while (EndOfWindow() <= time && !isFinished)
            {
                if (CloseWindow(isLast: false) is { } piece)
                {
                    yield return piece;
                }
            }

            window.Add(time, run.Values.Span[i], run.Qualities.Span[i]);
        }
    }

    /// <summary>The windows after the last sample.</summary>
    public IEnumerable<HistoryPiece> Finish()
    {
        while (!isFinished)
        {
            if (CloseWindow(isLast: EndOfWindow() == query.ToNs) is { } piece)
            {
                yield return piece;
            }
        }
    }

    private long EndOfWindow() => (ulong)query.ToNs - (ulong)start <= length ? query.ToNs : start + (long)length;

    private HistoryPiece? CloseWindow(bool isLast)
    {
        var end = EndOfWindow();
        if (end != long.MaxValue)
        {
            // A range without an end ends with its last sample.
            window.Close(end);
        }

        starts.Add(start);
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i].Add(window.Get(query.Aggregations[i]));
        }

        var isTruncated = --left == 0 && !isLast && end < query.ToNs;
        isFinished = isLast || isTruncated || left == 0;
        start = end;
        window = new WindowValue(end, window.Held);
        return isFinished || starts.Count == RawHistory.MaxPiece ? TakePiece(isTruncated) : null;
    }

    private HistoryPiece TakePiece(bool isTruncated)
    {
        var piece = new HistoryPiece { Times = starts, Windows = columns, IsTruncated = isTruncated };
        starts = [];
        columns = NewColumns();
        return piece;
    }

    private List<double>[] NewColumns() => [.. query.Aggregations.Select(_ => new List<double>())];
}
