using System.Buffers.Binary;
using TwinGrid.Storage.Embedded.Log;

namespace TwinGrid.Storage.Embedded.LogLayout;

/// <summary>
/// What a segment starts with: who it belongs to, where the segment before it validly ended, and every partition's state at this point. It is
/// durable before the first group of its segment is written and after the last group of the one before: that one's end is sealed by it.
/// </summary>
internal sealed record SegmentHeader
{
    /// <summary>Fixed part in front of the partition table: magic u64, crc u32 (of all that follows), length u32 (of all).</summary>
    public const int PrefixBytes = 16;

    private const ulong Magic = 0x3147_4553_4c54_4754; // "TGTLSEG1"

    /// <summary>The store's id.</summary>
    public required Guid StoreId { get; init; }

    /// <summary>Sequence of the segment, from 1, never used twice.</summary>
    public required ulong Sequence { get; init; }

    /// <summary>Sequence of the segment before; 0 = none.</summary>
    public required ulong Previous { get; init; }

    /// <summary>Byte where the segment before validly ends.</summary>
    public required long PreviousEnd { get; init; }

    /// <summary>Last group before this segment.</summary>
    public required ulong LastGroup { get; init; }

    /// <summary>Oldest segment that is still needed: files of older ones may hold anything.</summary>
    public required ulong Oldest { get; init; }

    /// <summary>Number that the next new partition gets.</summary>
    public required uint NextPartition { get; init; }

    /// <summary>Partitions may have been registered in a part that is damaged: an unknown one is not known to be new.</summary>
    public bool RegistryDamaged { get; init; }

    /// <summary>Every partition.</summary>
    public required IReadOnlyList<PartitionEntry> Partitions { get; init; }

    /// <summary>As bytes, padded to whole blocks.</summary>
    public byte[] Encode()
    {
        using var buffer = new MemoryStream();
        using var to = new BinaryWriter(buffer);
        to.Write(Magic);
        to.Write(0UL);
        to.Write(LogFormat.Version);
        to.Write(StoreId.ToByteArray());
        to.Write(Sequence);
        to.Write(Previous);
        to.Write(PreviousEnd);
        to.Write(LastGroup);
        to.Write(Oldest);
        to.Write(NextPartition);
        to.Write(RegistryDamaged);
        to.Write(Partitions.Count);
        foreach (var partition in Partitions)
        {
            partition.Write(to);
        }

        to.Flush();
        var length = (int)buffer.Length;
        var bytes = new byte[LogFormat.AlignBlock(length)];
        buffer.GetBuffer().AsSpan(0, length).CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), length);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), Crc32C.Append(uint.MaxValue, bytes.AsSpan(12, length - 12)));
        return bytes;
    }

    /// <summary>Length of the whole header that starts with these bytes; 0 when they start none.</summary>
    public static int PeekLength(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= PrefixBytes && BinaryPrimitives.ReadUInt64LittleEndian(bytes) == Magic
            ? Math.Max(0, BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]))
            : 0;

    /// <summary>Reads what <see cref="Encode"/> wrote; null when it does not verify.</summary>
    /// <exception cref="InvalidDataException">It verifies, but is of another version of the format.</exception>
    public static SegmentHeader? TryDecode(ReadOnlySpan<byte> bytes)
    {
        var length = PeekLength(bytes);
        if (length <= PrefixBytes
            || length > bytes.Length
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]) != Crc32C.Append(uint.MaxValue, bytes[12..length]))
        {
            return null;
        }

        using var from = new BinaryReader(new MemoryStream(bytes[PrefixBytes..length].ToArray()));
        var version = from.ReadUInt32();
        if (version != LogFormat.Version)
        {
            throw new InvalidDataException($"The log has format version {version}; this program reads version {LogFormat.Version}.");
        }

        var header = new SegmentHeader
        {
            StoreId = new Guid(from.ReadBytes(16)),
            Sequence = from.ReadUInt64(),
            Previous = from.ReadUInt64(),
            PreviousEnd = from.ReadInt64(),
            LastGroup = from.ReadUInt64(),
            Oldest = from.ReadUInt64(),
            NextPartition = from.ReadUInt32(),
            RegistryDamaged = from.ReadBoolean(),
            Partitions = new PartitionEntry[from.ReadInt32()],
        };
        var partitions = (PartitionEntry[])header.Partitions;
        for (var i = 0; i < partitions.Length; i++)
        {
            partitions[i] = PartitionEntry.Read(from);
        }

        return header;
    }
}
