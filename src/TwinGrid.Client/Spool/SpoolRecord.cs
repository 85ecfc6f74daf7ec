using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using TwinGrid.Client.Ingest;
using TwinGrid.V1;

namespace TwinGrid.Client.Spool;

/// <summary>What a record is.</summary>
internal enum SpoolKind : byte
{
    /// <summary>An epoch begins: batches before it are of an older one.</summary>
    Epoch = 1,

    /// <summary>A batch.</summary>
    Batch = 2,

    /// <summary>Everything up to a number is acked.</summary>
    Ack = 3,

    /// <summary>A series, or where one has moved to.</summary>
    Series = 4,
}

/// <summary>
/// Records of a spool file: u32 length of the payload, u64 XxHash3 of it, payload; all little-endian. The payload begins with its kind. A file
/// ends at the first record that is not whole.
/// </summary>
internal static class SpoolRecord
{
    public const int HeaderBytes = 12;

    /// <summary>Kind, seq, samples.</summary>
    public const int BatchPrefixBytes = 1 + 8 + 4;

    private const int LargestPayload = 64 << 20;

    public static byte[] Epoch(ulong epoch)
    {
        var record = New(SpoolKind.Epoch, 1 + 8);
        BinaryPrimitives.WriteUInt64LittleEndian(record.AsSpan(HeaderBytes + 1), epoch);
        return Seal(record);
    }

    public static byte[] Ack(ulong throughSeq, DateTimeOffset at)
    {
        var record = New(SpoolKind.Ack, 1 + 8 + 8);
        BinaryPrimitives.WriteUInt64LittleEndian(record.AsSpan(HeaderBytes + 1), throughSeq);
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(HeaderBytes + 9), at.ToUnixTimeMilliseconds());
        return Seal(record);
    }

    public static byte[] Batch(ulong seq, int samples, ReadOnlySpan<byte> body)
    {
        var record = New(SpoolKind.Batch, BatchPrefixBytes + body.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(record.AsSpan(HeaderBytes + 1), seq);
        BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(HeaderBytes + 9), samples);
        body.CopyTo(record.AsSpan(HeaderBytes + BatchPrefixBytes));
        return Seal(record);
    }

    public static byte[] Series(int number, uint partition, SeriesDescription series)
    {
        using var payload = new MemoryStream();
        using (var writer = new BinaryWriter(payload, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write((byte)SpoolKind.Series);
            writer.Write(number);
            writer.Write(partition);
            writer.Write((int)series.Type);
            writer.Write(series.Asset);
            writer.Write(series.Signal);
            writer.Write(series.Unit);
        }

        var record = New(SpoolKind.Series, (int)payload.Length);
        payload.GetBuffer().AsSpan(0, (int)payload.Length).CopyTo(record.AsSpan(HeaderBytes));
        return Seal(record);
    }

    public static (int Number, uint Partition, SeriesDescription Series) ReadSeries(ReadOnlyMemory<byte> payload)
    {
        using var reader = new BinaryReader(new MemoryStream(payload[1..].ToArray()), Encoding.UTF8);
        var (number, partition, type) = (reader.ReadInt32(), reader.ReadUInt32(), (SignalType)reader.ReadInt32());
        return (number, partition, new SeriesDescription(reader.ReadString(), reader.ReadString(), reader.ReadString(), type));
    }

    /// <summary>All whole records of a file from its start, with the offset of each payload. Returns where they end.</summary>
    public static long ReadAll(string path, Action<long, ReadOnlyMemory<byte>> take)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16);
        var header = new byte[HeaderBytes];
        long end = 0;
        while (file.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) == HeaderBytes)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(header);
            if (length is < 1 or > LargestPayload || end + HeaderBytes + length > file.Length)
            {
                break;
            }

            var payload = new byte[length];
            file.ReadExactly(payload);
            if (XxHash3.HashToUInt64(payload) != BinaryPrimitives.ReadUInt64LittleEndian(header.AsSpan(4)))
            {
                break;
            }

            take(end + HeaderBytes, payload);
            end += HeaderBytes + length;
        }

        return end;
    }

    private static byte[] New(SpoolKind kind, int payloadBytes)
    {
        var record = new byte[HeaderBytes + payloadBytes];
        record[HeaderBytes] = (byte)kind;
        return record;
    }

    private static byte[] Seal(byte[] record)
    {
        BinaryPrimitives.WriteInt32LittleEndian(record, record.Length - HeaderBytes);
        BinaryPrimitives.WriteUInt64LittleEndian(record.AsSpan(4), XxHash3.HashToUInt64(record.AsSpan(HeaderBytes)));
        return record;
    }
}
