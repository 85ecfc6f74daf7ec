using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using TwinGrid.Contracts.Ingest;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.Records;

/// <summary>A rejected item as logged, 8 bytes.</summary>
/// <param name="Index">Position among the producer's samples; rejections ascend by it.</param>
/// <param name="Code"><see cref="RejectionCode"/>.</param>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly record struct RejectedItem(int Index, uint Code);

/// <summary>
/// Reads a decided batch out of the log, without copying. Columns: series (u32) and length (i32) of each run, times (i64), values (f64), qualities
/// (u32, optional), rejections, end offsets of the texts (i32) and their UTF-8. What the producer sent comes first, then what the server derived.
/// Rejected items keep their place in the columns: a reader steps over them.
/// </summary>
internal readonly ref struct SamplesRecord
{
    private readonly ReadOnlySpan<int> textEnds;
    private readonly ReadOnlySpan<byte> textBytes;

    /// <summary>Lays the columns over a record's payload.</summary>
    /// <exception cref="InvalidDataException">The payload is no samples record of a known version.</exception>
    public SamplesRecord(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < Unsafe.SizeOf<SamplesHeader>())
        {
            throw new InvalidDataException($"A samples record of {payload.Length} bytes is shorter than its head.");
        }

        Header = MemoryMarshal.Read<SamplesHeader>(payload);
        if (Header.Version != SamplesHeader.CurrentVersion)
        {
            throw new InvalidDataException($"Samples record of version {Header.Version}; this server reads version {SamplesHeader.CurrentVersion}.");
        }

        var reader = new StateReader(payload[Unsafe.SizeOf<SamplesHeader>()..]);
        var runs = Header.Runs + Header.DerivedRuns;
        var count = Header.Samples + Header.DerivedSamples;
        RunSeries = reader.Column<uint>(runs);
        RunLengths = reader.Column<int>(runs);
        Times = reader.Column<long>(count);
        Values = reader.Column<double>(count);
        Qualities = (Header.Flags & SamplesHeader.HasQualities) != 0 ? reader.Column<uint>(count) : default;
        Rejections = reader.Column<RejectedItem>(Header.Rejections);
        textEnds = reader.Column<int>(Header.Texts);
        textBytes = reader.Bytes(Header.TextBytes);
    }

    /// <summary>Lane, sequence, server time and counts.</summary>
    public SamplesHeader Header { get; }

    /// <summary>Series of each run, as <see cref="SeriesId.Value"/>; <see cref="SampleBatch.UnknownSeries"/> where all items are rejected as unknown.</summary>
    public ReadOnlySpan<uint> RunSeries { get; }

    /// <summary>Length of each run; they add up to <see cref="Count"/>.</summary>
    public ReadOnlySpan<int> RunLengths { get; }

    /// <summary>Source times, ns since 1970 UTC.</summary>
    public ReadOnlySpan<long> Times { get; }

    /// <summary>Values, NaN where absent; of a string sample the index of its text.</summary>
    public ReadOnlySpan<double> Values { get; }

    /// <summary>Status codes as committed; empty when all are good.</summary>
    public ReadOnlySpan<uint> Qualities { get; }

    /// <summary>Items that were not accepted, ascending.</summary>
    public ReadOnlySpan<RejectedItem> Rejections { get; }

    /// <summary>Items, derived and rejected ones included.</summary>
    public int Count => Times.Length;

    /// <summary>Status code of an item.</summary>
    public uint QualityAt(int item) => Qualities.IsEmpty ? Quality.Good : Qualities[item];

    /// <summary>A text of the table.</summary>
    public string TextAt(int index)
    {
        var start = index == 0 ? 0 : textEnds[index - 1];
        return Encoding.UTF8.GetString(textBytes[start..textEnds[index]]);
    }

    /// <summary>The text of a string sample; empty when the sample has no value.</summary>
    public string TextOf(int item) => double.IsNaN(Values[item]) ? "" : TextAt((int)Values[item]);

    /// <summary>The accepted runs in order, derived ones last: <c>foreach (var run in record)</c>.</summary>
    public SampleRunEnumerator GetEnumerator() => new(RunSeries, RunLengths, Rejections);
}
