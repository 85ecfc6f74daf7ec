using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using TwinGrid.Contracts.Ingest;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.Records;

/// <summary>A decided batch on its way into the log: the producer's columns and the derived ones, each copied once.</summary>
internal readonly ref struct SamplesContent
{
    private readonly SamplesHeader header;

    /// <summary>Gathers what the record holds.</summary>
    /// <param name="batch">The producer's columns.</param>
    /// <param name="producer">Number of the producer.</param>
    /// <param name="serverTimeNs">Clock that decided.</param>
    /// <param name="rejections">Ascending by index.</param>
    /// <param name="derived">What the server computed; null = nothing.</param>
    public SamplesContent(SampleBatch batch, uint producer, long serverTimeNs, ReadOnlySpan<RejectedItem> rejections, DerivedColumns? derived)
    {
        Batch = batch;
        Rejections = rejections;
        Derived = derived is { Count: > 0 } ? derived : null;
        header = new SamplesHeader
        {
            Version = SamplesHeader.CurrentVersion,
            Flags = batch.Qualities is not null || Derived is { AllGood: false } ? SamplesHeader.HasQualities : (byte)0,
            Producer = producer,
            Seq = batch.Seq,
            PayloadHash = batch.PayloadHash,
            ServerTimeNs = serverTimeNs,
            Samples = batch.Count,
            Runs = batch.Runs,
            DerivedSamples = Derived?.Count ?? 0,
            DerivedRuns = Derived?.Runs ?? 0,
            Rejections = rejections.Length,
            Texts = batch.Texts.Count,
            TextBytes = TextBytesOf(batch),
        };
    }

    /// <summary>The producer's columns.</summary>
    public SampleBatch Batch { get; }

    /// <summary>Ascending by index.</summary>
    public ReadOnlySpan<RejectedItem> Rejections { get; }

    /// <summary>What the server computed.</summary>
    public DerivedColumns? Derived { get; }

    /// <summary>Bytes of the record.</summary>
    public int Length => LengthOf(header);

    /// <summary>Bytes that a batch takes in the log at the most, with every item rejected but without derived samples.</summary>
    public static long LongestOf(SampleBatch batch) =>
        Unsafe.SizeOf<SamplesHeader>() + (8L * batch.Runs) + (28L * batch.Count) + (4L * batch.Texts.Count) + TextBytesOf(batch);

    /// <summary>Writes the record; the span has exactly <see cref="Length"/> bytes.</summary>
    public static void Write(Span<byte> payload, SamplesContent content)
    {
        ref readonly var header = ref content.header;
        var batch = content.Batch;
        var derived = content.Derived;
        MemoryMarshal.Write(payload, in header);
        var at = Unsafe.SizeOf<SamplesHeader>();
        at = Put(payload, at, batch.RunSeries.AsSpan(0, batch.Runs), derived is null ? default : derived.RunSeries);
        at = Put(payload, at, batch.RunLength.AsSpan(0, batch.Runs), derived is null ? default : derived.RunLengths);
        at = Put(payload, at, batch.Times.AsSpan(0, batch.Count), derived is null ? default : derived.Times);
        at = Put(payload, at, batch.Values.AsSpan(0, batch.Count), derived is null ? default : derived.Values);
        if ((header.Flags & SamplesHeader.HasQualities) != 0)
        {
            at = PutQualities(payload, at, batch, derived);
        }

        at = Put(payload, at, content.Rejections, default);
        PutTexts(payload, at, batch.Texts);
    }

    private static int LengthOf(in SamplesHeader header)
    {
        var runs = header.Runs + header.DerivedRuns;
        var samples = header.Samples + header.DerivedSamples;
        var perSample = (header.Flags & SamplesHeader.HasQualities) != 0 ? 20 : 16;
        return Unsafe.SizeOf<SamplesHeader>() + (8 * runs) + (perSample * samples) + (8 * header.Rejections) + (4 * header.Texts) + header.TextBytes;
    }

    private static int TextBytesOf(SampleBatch batch)
    {
        var bytes = 0;
        for (var i = 0; i < batch.Texts.Count; i++)
        {
            bytes += Encoding.UTF8.GetByteCount(batch.Texts[i]);
        }

        return bytes;
    }

    private static int Put<T>(Span<byte> payload, int at, ReadOnlySpan<T> first, ReadOnlySpan<T> second)
        where T : unmanaged
    {
        MemoryMarshal.AsBytes(first).CopyTo(payload[at..]);
        at += first.Length * Unsafe.SizeOf<T>();
        MemoryMarshal.AsBytes(second).CopyTo(payload[at..]);
        return at + (second.Length * Unsafe.SizeOf<T>());
    }

    private static int PutQualities(Span<byte> payload, int at, SampleBatch batch, DerivedColumns? derived)
    {
        if (batch.Qualities is { } qualities)
        {
            return Put<uint>(payload, at, qualities.AsSpan(0, batch.Count), derived is null ? default : derived.Qualities);
        }

        payload.Slice(at, 4 * batch.Count).Clear(); // Good is 0
        return Put<uint>(payload, at + (4 * batch.Count), derived!.Qualities, default);
    }

    private static void PutTexts(Span<byte> payload, int at, IReadOnlyList<string> texts)
    {
        var bytes = at + (4 * texts.Count);
        var end = 0;
        for (var i = 0; i < texts.Count; i++)
        {
            end += Encoding.UTF8.GetBytes(texts[i], payload[(bytes + end)..]);
            MemoryMarshal.Write(payload[at..], in end);
            at += 4;
        }
    }
}
