using TwinGrid.Contracts.Storage;

namespace TwinGrid.Storage.Embedded.History;

/// <summary>Cuts runs into chunks.</summary>
internal static class RunSplitter
{
    /// <summary>Samples with which a run becomes a chunk.</summary>
    public const int LongEnough = 500;

    /// <summary>Samples of a chunk at the most, but for one instant that is repeated more often within one commit.</summary>
    public const int MaxSamples = 4096;

    private const int WorthOfItsOwn = 64;

    /// <summary>
    /// Cuts where a single gap is more than half of the time covered (late samples beside fresh ones: together they would be in the way of
    /// every read of the time between), and where a piece would be too long. Never between samples equal in time and commit.
    /// </summary>
    public static IEnumerable<HistoryRun> Split(HistoryRun run)
    {
        var cut = FindCut(run);
        if (cut == 0)
        {
            return [run];
        }

        return Split(HistoryRuns.Slice(run, 0, cut)).Concat(Split(HistoryRuns.Slice(run, cut, run.Times.Length - cut)));
    }

    private static int FindCut(HistoryRun run)
    {
        var times = run.Times.Span;
        var (gap, at) = (0UL, 0);
        for (var i = 1; i < times.Length; i++)
        {
            var length = (ulong)(times[i] - times[i - 1]);
            (gap, at) = length > gap ? (length, i) : (gap, at);
        }

        if (at >= WorthOfItsOwn && times.Length - at >= WorthOfItsOwn && gap > (ulong)(times[^1] - times[0]) / 2)
        {
            return at;
        }

        return times.Length > MaxSamples ? NextBorder(run, times.Length / 2) : 0;
    }

    /// <summary>The next place from which samples differ in time or commit from the ones before; else the one before; 0 = all are alike.</summary>
    private static int NextBorder(HistoryRun run, int from)
    {
        var times = run.Times.Span;
        var indexes = run.CommitIndexes.Span;
        for (var i = from; i < times.Length; i++)
        {
            if (times[i] != times[i - 1] || indexes[i] != indexes[i - 1])
            {
                return i;
            }
        }

        for (var i = from - 1; i > 0; i--)
        {
            if (times[i] != times[i - 1] || indexes[i] != indexes[i - 1])
            {
                return i;
            }
        }

        return 0;
    }
}
