namespace TwinGrid.Contracts.Storage;

/// <summary>Order and cutting of runs, the same for stores and readers.</summary>
public static class HistoryRuns
{
    /// <summary>
    /// One run with the samples of all of them, in order. Samples equal in time and commit index keep the order in which they are given; a run
    /// that was cut was never cut between such samples.
    /// </summary>
    /// <param name="runs">At least one, all of one series.</param>
    public static HistoryRun Merge(IReadOnlyList<HistoryRun> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentOutOfRangeException.ThrowIfZero(runs.Count);
        if (runs.Count == 1)
        {
            return runs[0];
        }

        var builder = new HistoryRunBuilder();
        foreach (var run in runs)
        {
            builder.Add(run);
        }

        return builder.Build(runs[0].Series, runs.Max(run => run.CommittedNs));
    }

    /// <summary>A part of a run, without copying.</summary>
    public static HistoryRun Slice(HistoryRun run, int start, int count)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run with
        {
            Times = run.Times.Slice(start, count),
            Values = run.Values.Slice(start, count),
            Qualities = run.Qualities.Slice(start, count),
            CommitIndexes = run.CommitIndexes.Slice(start, count),
            Texts = run.Texts.IsEmpty ? run.Texts : run.Texts.Slice(start, count),
        };
    }
}
