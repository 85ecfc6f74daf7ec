using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.Records;

/// <summary>Accepted samples that follow each other in a record and belong to one series.</summary>
/// <param name="Series">Whose.</param>
/// <param name="Start">First item in the record's columns.</param>
/// <param name="Length">Number of items, at least 1.</param>
internal readonly record struct SampleRun(SeriesId Series, int Start, int Length);

/// <summary>Gives the accepted runs of a batch: a run with rejected items in it comes as the pieces between them.</summary>
internal ref struct SampleRunEnumerator(ReadOnlySpan<uint> runSeries, ReadOnlySpan<int> runLengths, ReadOnlySpan<RejectedItem> rejections)
{
    private readonly ReadOnlySpan<uint> runSeries = runSeries;
    private readonly ReadOnlySpan<int> runLengths = runLengths;
    private readonly ReadOnlySpan<RejectedItem> rejections = rejections;
    private int run = -1;
    private int runEnd;
    private int next;
    private int rejection;

    /// <summary>The run it stands on.</summary>
    public SampleRun Current { get; private set; }

    /// <summary>Goes on to the next accepted run.</summary>
    public bool MoveNext()
    {
        while (true)
        {
            while (next == runEnd)
            {
                if (++run == runLengths.Length)
                {
                    return false;
                }

                runEnd = next + runLengths[run];
            }

            var rejected = rejection < rejections.Length ? rejections[rejection].Index : int.MaxValue;
            if (rejected == next)
            {
                next++;
                rejection++;
                continue;
            }

            var end = Math.Min(runEnd, rejected);
            Current = new SampleRun(new SeriesId(runSeries[run]), next, end - next);
            next = end;
            return true;
        }
    }
}
