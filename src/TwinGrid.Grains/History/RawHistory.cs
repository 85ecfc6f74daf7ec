using TwinGrid.Contracts.History;
using TwinGrid.Contracts.Storage;

namespace TwinGrid.Grains.History;

/// <summary>Cuts runs into pieces of an answer, up to a limit. Holds a piece back until it is known whether more follows.</summary>
internal sealed class RawHistory(bool descending, long limit)
{
    /// <summary>Samples of a piece at the most.</summary>
    public const int MaxPiece = 8192;

    private HistoryPiece? held;
    private long left = Math.Max(limit, 1);

    /// <summary>The limit is reached and more was there.</summary>
    public bool IsTruncated { get; private set; }

    /// <summary>Takes the next run; gives the pieces that are complete.</summary>
    public IEnumerable<HistoryPiece> Add(HistoryRun run)
    {
        for (var done = 0; done < run.Times.Length && !IsTruncated;)
        {
            if (left == 0)
            {
                IsTruncated = true;
                break;
            }

            var count = (int)Math.Min(Math.Min(MaxPiece, left), run.Times.Length - done);
            var start = descending ? run.Times.Length - done - count : done;
            if (held is not null)
            {
                yield return held;
            }

            held = PieceOf(HistoryRuns.Slice(run, start, count));
            left -= count;
            done += count;
        }
    }

    /// <summary>The last piece; null when there was no sample.</summary>
    public HistoryPiece? Finish() => held is null ? null : held with { IsTruncated = IsTruncated };

    private HistoryPiece PieceOf(HistoryRun run) => new()
    {
        Times = Column(run.Times),
        Values = Column(run.Values),
        Qualities = Column(run.Qualities),
        CommitIndexes = Column(run.CommitIndexes),
        Texts = Column(run.Texts),
    };

    private T[] Column<T>(ReadOnlyMemory<T> column)
    {
        var copy = column.ToArray();
        if (descending)
        {
            Array.Reverse(copy);
        }

        return copy;
    }
}
