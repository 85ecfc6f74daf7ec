using System.Runtime.InteropServices;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.Records;

/// <summary>Samples that the server computed for one batch; the writer's own, used again for every batch.</summary>
internal sealed class DerivedColumns
{
    private readonly List<uint> runSeries = [];
    private readonly List<int> runLengths = [];
    private readonly List<long> times = [];
    private readonly List<double> values = [];
    private readonly List<uint> qualities = [];

    /// <summary>Samples.</summary>
    public int Count => times.Count;

    /// <summary>Runs.</summary>
    public int Runs => runSeries.Count;

    /// <summary>No sample has a status but good.</summary>
    public bool AllGood { get; private set; } = true;

    public ReadOnlySpan<uint> RunSeries => CollectionsMarshal.AsSpan(runSeries);

    public ReadOnlySpan<int> RunLengths => CollectionsMarshal.AsSpan(runLengths);

    public ReadOnlySpan<long> Times => CollectionsMarshal.AsSpan(times);

    public ReadOnlySpan<double> Values => CollectionsMarshal.AsSpan(values);

    public ReadOnlySpan<uint> Qualities => CollectionsMarshal.AsSpan(qualities);

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        runSeries.Clear();
        runLengths.Clear();
        times.Clear();
        values.Clear();
        qualities.Clear();
        AllGood = true;
    }

    /// <summary>Adds a sample; it joins the run of the sample before when that is of the same series.</summary>
    public void Add(SeriesId series, long timeNs, double value, uint quality)
    {
        if (runSeries.Count > 0 && runSeries[^1] == series.Value)
        {
            runLengths[^1]++;
        }
        else
        {
            runSeries.Add(series.Value);
            runLengths.Add(1);
        }

        times.Add(timeNs);
        values.Add(value);
        qualities.Add(quality);
        AllGood &= quality == Quality.Good;
    }
}
