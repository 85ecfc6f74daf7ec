using System.Runtime.InteropServices;
using System.Text;

namespace TwinGrid.Client.Ingest;

/// <summary>
/// Samples in columns: append sample by sample, or whole runs of one series. Reusable: <see cref="Clear"/> keeps the memory. Not thread-safe.
/// </summary>
public sealed class SampleColumns
{
    private readonly List<int> runSeries = [];
    private readonly List<int> runLengths = [];
    private readonly List<long> times = [];
    private readonly List<double> values = [];
    private readonly List<uint> qualities = [];
    private readonly List<string> texts = [];
    private readonly Dictionary<string, int> textIndex = new(StringComparer.Ordinal);
    private readonly HashSet<int> textSeries = [];
    private int textBytes;

    /// <summary>Samples.</summary>
    public int Count => times.Count;

    internal ReadOnlySpan<int> RunSeries => CollectionsMarshal.AsSpan(runSeries);

    internal ReadOnlySpan<int> RunLengths => CollectionsMarshal.AsSpan(runLengths);

    internal ReadOnlySpan<long> Times => CollectionsMarshal.AsSpan(times);

    internal ReadOnlySpan<double> Values => CollectionsMarshal.AsSpan(values);

    /// <summary>Empty: all good.</summary>
    internal ReadOnlySpan<uint> Qualities => CollectionsMarshal.AsSpan(qualities);

    internal IReadOnlyList<string> Texts => texts;

    /// <summary>Upper bound of the bytes on the wire.</summary>
    internal int EstimatedBytes => 64 + (Count * 16) + (qualities.Count * 4) + (runSeries.Count * 6) + textBytes;

    /// <summary>Appends a sample.</summary>
    /// <param name="series">A series of the producer that will send it.</param>
    /// <param name="timeNs">Source time, ns since 1970 UTC.</param>
    /// <param name="value">The value in the declared unit; 0 or 1 for booleans, the ordinal for enumerations.</param>
    /// <param name="quality">OPC UA status code; 0 = good.</param>
    public void Add(SeriesHandle series, long timeNs, double value, uint quality = 0)
    {
        Extend(series, 1);
        times.Add(timeNs);
        values.Add(value);
        AddQualities(quality, 1);
    }

    /// <summary>Appends a sample of a string signal, at most 1 024 bytes of UTF-8.</summary>
    public void AddText(SeriesHandle series, long timeNs, string text, uint quality = 0)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!textIndex.TryGetValue(text, out var index))
        {
            index = texts.Count;
            texts.Add(text);
            textIndex.Add(text, index);
            textBytes += 4 + Encoding.UTF8.GetByteCount(text);
        }

        textSeries.Add(series.Number);
        Add(series, timeNs, index, quality);
    }

    /// <summary>Appends a run of one series.</summary>
    /// <exception cref="ArgumentException">The columns differ in length; an empty <paramref name="qualityCodes"/> means all good.</exception>
    public void AddRun(SeriesHandle series, ReadOnlySpan<long> timesNs, ReadOnlySpan<double> runValues, ReadOnlySpan<uint> qualityCodes = default)
    {
        if (runValues.Length != timesNs.Length || (qualityCodes.Length != 0 && qualityCodes.Length != timesNs.Length))
        {
            throw new ArgumentException($"Columns differ: {timesNs.Length} times, {runValues.Length} values, {qualityCodes.Length} qualities.");
        }

        if (timesNs.IsEmpty)
        {
            return;
        }

        Extend(series, timesNs.Length);
        times.AddRange(timesNs);
        values.AddRange(runValues);
        if (qualityCodes.IsEmpty)
        {
            AddQualities(0, timesNs.Length);
            return;
        }

        FillQualities(Count - timesNs.Length);
        qualities.AddRange(qualityCodes);
    }

    /// <summary>Appends all samples of another one.</summary>
    public void Append(SampleColumns other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var at = 0;
        for (var run = 0; run < other.runSeries.Count; at += other.runLengths[run++])
        {
            var series = new SeriesHandle(other.runSeries[run]);
            var length = other.runLengths[run];
            if (other.textSeries.Count == 0)
            {
                AddRun(series, other.Times.Slice(at, length), other.Values.Slice(at, length), other.qualities.Count == 0 ? default : other.Qualities.Slice(at, length));
                continue;
            }

            for (var i = at; i < at + length; i++)
            {
                AddFrom(other, series, i);
            }
        }
    }

    /// <summary>Takes all samples out.</summary>
    public void Clear()
    {
        runSeries.Clear();
        runLengths.Clear();
        times.Clear();
        values.Clear();
        qualities.Clear();
        texts.Clear();
        textIndex.Clear();
        textSeries.Clear();
        textBytes = 0;
    }

    /// <summary>Copies one sample of another one's, its text too.</summary>
    internal void AddFrom(SampleColumns source, SeriesHandle series, int index)
    {
        var quality = source.qualities.Count == 0 ? 0 : source.qualities[index];
        if (source.textSeries.Contains(series.Number))
        {
            AddText(series, source.times[index], source.texts[(int)source.values[index]], quality);
        }
        else
        {
            Add(series, source.times[index], source.values[index], quality);
        }
    }

    private void Extend(SeriesHandle series, int length)
    {
        if (runSeries.Count > 0 && runSeries[^1] == series.Number)
        {
            runLengths[^1] += length;
            return;
        }

        runSeries.Add(series.Number);
        runLengths.Add(length);
    }

    /// <summary>The column exists from the first sample on that is not good.</summary>
    private void AddQualities(uint quality, int count)
    {
        if (quality == 0 && qualities.Count == 0)
        {
            return;
        }

        FillQualities(Count - count);
        for (var i = 0; i < count; i++)
        {
            qualities.Add(quality);
        }
    }

    private void FillQualities(int count)
    {
        while (qualities.Count < count)
        {
            qualities.Add(0);
        }
    }
}
