using TwinGrid.Contracts.Storage;
using TwinGrid.Model.Samples;

namespace TwinGrid.Testing.Conformance;

/// <summary>The plainest history that can be right: a list of samples.</summary>
public sealed class HistoryModel
{
    private readonly List<Sample> samples = [];

    /// <summary>One sample.</summary>
    /// <param name="Series">Whose.</param>
    /// <param name="TimeNs">Source time.</param>
    /// <param name="Value">Value.</param>
    /// <param name="Quality">Status code.</param>
    /// <param name="CommitIndex">Its commit.</param>
    /// <param name="Place">Order in which samples were committed, over all.</param>
    public readonly record struct Sample(SeriesId Series, long TimeNs, double Value, uint Quality, ulong CommitIndex, int Place);

    /// <summary>Adds a sample; its place is the next one.</summary>
    public void Add(Sample sample) => samples.Add(sample with { Place = samples.Count });

    /// <summary>Adds a run.</summary>
    public void Add(HistoryRun run)
    {
        for (var i = 0; i < run.Times.Length; i++)
        {
            Add(new Sample(run.Series, run.Times.Span[i], run.Values.Span[i], run.Qualities.Span[i], run.CommitIndexes.Span[i], 0));
        }
    }

    /// <summary>Forgets what was committed after the index.</summary>
    public void Truncate(ulong through) => samples.RemoveAll(sample => sample.CommitIndex > through);

    /// <summary>Samples of the range, committed by the index, by time, commit and place.</summary>
    public List<Sample> Read(SeriesId series, long fromNs, long toNs, ulong asOf) =>
        [.. samples.Where(sample => sample.Series == series && sample.TimeNs >= fromNs && sample.TimeNs < toNs && sample.CommitIndex <= asOf)
            .OrderBy(sample => sample.TimeNs).ThenBy(sample => sample.CommitIndex).ThenBy(sample => sample.Place)];
}
