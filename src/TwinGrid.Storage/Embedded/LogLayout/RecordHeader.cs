using System.Buffers.Binary;
using TwinGrid.Storage.Embedded.Log;

namespace TwinGrid.Storage.Embedded.LogLayout;

/// <summary>
/// First 40 bytes of a record: header crc u32, payload crc u32, length u32, partition u32, index u64, owner epoch u64, kind u8, reserved. The
/// header's checksum starts from the group's seed and covers bytes 8 to 39; the payload's goes on from the header's. So both cover store,
/// segment, group, partition, index and epoch, and a damaged payload can still be told from a damaged header: it costs one partition, not all.
/// </summary>
internal readonly record struct RecordHeader(uint Partition, ulong Index, ulong Epoch, byte Kind, int Length)
{
    /// <summary>Size of the header.</summary>
    public const int Bytes = 40;

    /// <summary>Bytes of the whole record with padding.</summary>
    public int Total => Bytes + LogFormat.AlignWord(Length);

    /// <summary>Writes it in front of its payload, whose padding must be zero.</summary>
    public void Write(Span<byte> record, uint groupSeed)
    {
        BinaryPrimitives.WriteInt32LittleEndian(record[8..], Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record[12..], Partition);
        BinaryPrimitives.WriteUInt64LittleEndian(record[16..], Index);
        BinaryPrimitives.WriteUInt64LittleEndian(record[24..], Epoch);
        BinaryPrimitives.WriteUInt64LittleEndian(record[32..], Kind);
        var headerCrc = Crc32C.Append(groupSeed, record[8..Bytes]);
        BinaryPrimitives.WriteUInt32LittleEndian(record, headerCrc);
        BinaryPrimitives.WriteUInt32LittleEndian(record[4..], Crc32C.Append(headerCrc, record[Bytes..Total]));
    }

    /// <summary>Reads it; false when the header does not verify or the record does not fit the bytes.</summary>
    public static bool TryRead(ReadOnlySpan<byte> from, uint groupSeed, out RecordHeader header)
    {
        header = default;
        if (from.Length < Bytes || BinaryPrimitives.ReadUInt32LittleEndian(from) != Crc32C.Append(groupSeed, from[8..Bytes]))
        {
            return false;
        }

        header = new RecordHeader(
            BinaryPrimitives.ReadUInt32LittleEndian(from[12..]),
            BinaryPrimitives.ReadUInt64LittleEndian(from[16..]),
            BinaryPrimitives.ReadUInt64LittleEndian(from[24..]),
            (byte)BinaryPrimitives.ReadUInt64LittleEndian(from[32..]),
            BinaryPrimitives.ReadInt32LittleEndian(from[8..]));
        return header.Length >= 0 && header.Length <= from.Length - Bytes && header.Total <= from.Length;
    }

    /// <summary>Whether the payload (with padding) behind a header that verified does too.</summary>
    public static bool VerifyPayload(ReadOnlySpan<byte> record, int total) =>
        BinaryPrimitives.ReadUInt32LittleEndian(record[4..])
            == Crc32C.Append(BinaryPrimitives.ReadUInt32LittleEndian(record), record[Bytes..total]);
}
