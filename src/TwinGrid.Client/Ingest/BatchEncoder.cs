using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace TwinGrid.Client.Ingest;

/// <summary>
/// Writes a batch's columns as protobuf, all but its sequence number: the body is kept as bytes, so that a resend is the same bytes
/// whatever happened in between, and a batch can be numbered anew in another epoch.
/// </summary>
internal static class BatchEncoder
{
    // Field numbers of twingrid.v1.Batch, all of wire type 2.
    private const byte SeriesTag = (2 << 3) | 2;
    private const byte TimeTag = (3 << 3) | 2;
    private const byte ValueTag = (4 << 3) | 2;
    private const byte QualityTag = (5 << 3) | 2;
    private const byte RunLengthTag = (6 << 3) | 2;
    private const byte TextTag = (7 << 3) | 2;

    public static byte[] Encode(SampleColumns columns)
    {
        var writer = new ArrayBufferWriter<byte>(columns.EstimatedBytes);
        var runs = columns.RunSeries;
        // A pair of (series, length) a run costs as much as two series.
        if (runs.Length * 2 <= columns.Count)
        {
            WriteVarints(writer, SeriesTag, runs);
            WriteFixed(writer, TimeTag, columns.Times);
            WriteFixed(writer, ValueTag, columns.Values);
            WriteFixed(writer, QualityTag, columns.Qualities);
            WriteVarints(writer, RunLengthTag, columns.RunLengths);
        }
        else
        {
            WriteVarints(writer, SeriesTag, Spread(columns));
            WriteFixed(writer, TimeTag, columns.Times);
            WriteFixed(writer, ValueTag, columns.Values);
            WriteFixed(writer, QualityTag, columns.Qualities);
        }

        foreach (var text in columns.Texts)
        {
            WriteText(writer, text);
        }

        return writer.WrittenSpan.ToArray();
    }

    public static int VarintSize(ulong value) => (Math.Max(1, 64 - System.Numerics.BitOperations.LeadingZeroCount(value)) + 6) / 7;

    public static void WriteVarint(IBufferWriter<byte> writer, ulong value)
    {
        var span = writer.GetSpan(10);
        var length = 0;
        for (; value >= 0x80; value >>= 7)
        {
            span[length++] = (byte)(value | 0x80);
        }

        span[length++] = (byte)value;
        writer.Advance(length);
    }

    private static int[] Spread(SampleColumns columns)
    {
        var series = new int[columns.Count];
        var at = 0;
        for (var run = 0; run < columns.RunSeries.Length; run++)
        {
            series.AsSpan(at, columns.RunLengths[run]).Fill(columns.RunSeries[run]);
            at += columns.RunLengths[run];
        }

        return series;
    }

    private static void WriteVarints(ArrayBufferWriter<byte> writer, byte tag, ReadOnlySpan<int> values)
    {
        var size = 0;
        foreach (var value in values)
        {
            size += VarintSize((uint)value);
        }

        WriteVarint(writer, tag);
        WriteVarint(writer, (ulong)size);
        foreach (var value in values)
        {
            WriteVarint(writer, (uint)value);
        }
    }

    private static void WriteFixed<T>(ArrayBufferWriter<byte> writer, byte tag, ReadOnlySpan<T> column)
        where T : unmanaged
    {
        if (column.IsEmpty)
        {
            return;
        }

        var bytes = MemoryMarshal.AsBytes(column);
        WriteVarint(writer, tag);
        WriteVarint(writer, (ulong)bytes.Length);
        if (BitConverter.IsLittleEndian)
        {
            writer.Write(bytes);
            return;
        }

        WriteSwapped(writer, bytes, bytes.Length / column.Length);
    }

    private static void WriteSwapped(ArrayBufferWriter<byte> writer, ReadOnlySpan<byte> bytes, int width)
    {
        for (var at = 0; at < bytes.Length; at += width)
        {
            var span = writer.GetSpan(width);
            if (width == sizeof(ulong))
            {
                BinaryPrimitives.WriteUInt64LittleEndian(span, BinaryPrimitives.ReadUInt64BigEndian(bytes[at..]));
            }
            else
            {
                BinaryPrimitives.WriteUInt32LittleEndian(span, BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]));
            }

            writer.Advance(width);
        }
    }

    private static void WriteText(ArrayBufferWriter<byte> writer, string text)
    {
        var size = Encoding.UTF8.GetByteCount(text);
        WriteVarint(writer, TextTag);
        WriteVarint(writer, (ulong)size);
        var span = writer.GetSpan(size);
        writer.Advance(Encoding.UTF8.GetBytes(text, span));
    }
}
