using TwinGrid.Contracts.Ingest;
using TwinGrid.Grains.Records;

namespace TwinGrid.Grains.LiveTable;

/// <summary>Committed samples on their way into the table: out of a batch while live, out of its record at recovery; the same either way.</summary>
internal readonly ref struct SampleColumns
{
    private readonly IReadOnlyList<string>? texts;
    private readonly SamplesRecord record;

    /// <summary>The producer's part of a live batch.</summary>
    public SampleColumns(SampleBatch batch, ReadOnlySpan<RejectedItem> rejections, uint producer, ulong commitIndex)
    {
        RunSeries = batch.RunSeries.AsSpan(0, batch.Runs);
        RunLengths = batch.RunLength.AsSpan(0, batch.Runs);
        Times = batch.Times.AsSpan(0, batch.Count);
        Values = batch.Values.AsSpan(0, batch.Count);
        Qualities = batch.Qualities is { } qualities ? qualities.AsSpan(0, batch.Count) : default;
        Rejections = rejections;
        texts = batch.Texts;
        Producer = producer;
        CommitIndex = commitIndex;
    }

    /// <summary>The derived part of a live batch.</summary>
    public SampleColumns(DerivedColumns derived, uint producer, ulong commitIndex)
    {
        RunSeries = derived.RunSeries;
        RunLengths = derived.RunLengths;
        Times = derived.Times;
        Values = derived.Values;
        Qualities = derived.Qualities;
        Producer = producer;
        CommitIndex = commitIndex;
    }

    /// <summary>A whole record.</summary>
    public SampleColumns(SamplesRecord record, ulong commitIndex)
    {
        this.record = record;
        RunSeries = record.RunSeries;
        RunLengths = record.RunLengths;
        Times = record.Times;
        Values = record.Values;
        Qualities = record.Qualities;
        Rejections = record.Rejections;
        Producer = record.Header.Producer;
        CommitIndex = commitIndex;
    }

    public ReadOnlySpan<uint> RunSeries { get; }

    public ReadOnlySpan<int> RunLengths { get; }

    public ReadOnlySpan<long> Times { get; }

    public ReadOnlySpan<double> Values { get; }

    /// <summary>Empty = all good.</summary>
    public ReadOnlySpan<uint> Qualities { get; }

    /// <summary>Ascending.</summary>
    public ReadOnlySpan<RejectedItem> Rejections { get; }

    /// <summary>Who sent them.</summary>
    public uint Producer { get; }

    /// <summary>Where they were committed.</summary>
    public ulong CommitIndex { get; }

    /// <summary>The text that an item's value points to; null for an absent value.</summary>
    public string? TextOf(int item)
    {
        var value = Values[item];
        return double.IsNaN(value) ? null : texts is { } list ? list[(int)value] : record.TextAt((int)value);
    }
}
