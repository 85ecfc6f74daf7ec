using TwinGrid.Storage.Embedded.Log;

namespace TwinGrid.Storage.Embedded.LogLayout;

/// <summary>
/// Constants of the log's files. A segment is a header area (block 0 and as many blocks as the partition table needs), then groups, each starting
/// on a block boundary. A group is a header and records; a record is a header and a payload, padded to 8 bytes. All numbers are little endian.
/// </summary>
internal static class LogFormat
{
    /// <summary>Version of the files; a store of another version is refused.</summary>
    public const uint Version = 1;

    /// <summary>Alignment and granularity of every write.</summary>
    public const int BlockBytes = 4096;

    /// <summary>Room a group needs beside one record's payload.</summary>
    public const int Overhead = GroupHeader.Bytes + RecordHeader.Bytes + sizeof(ulong);

    /// <summary>Checksums of a store start here: records of another store never verify.</summary>
    public static uint StoreSeed(Guid storeId)
    {
        Span<byte> bytes = stackalloc byte[16];
        storeId.TryWriteBytes(bytes);
        return Crc32C.Append(uint.MaxValue, bytes);
    }

    /// <summary>
    /// Checksums of a group's records start here. A segment's sequence is never used twice, so it is the generation of the file it lives in: what
    /// an earlier use of the file left behind does not verify.
    /// </summary>
    public static uint GroupSeed(uint storeSeed, ulong segment, ulong group) => Crc32C.Append(Crc32C.Append(storeSeed, segment), group);

    /// <summary>Rounded up to the next block.</summary>
    public static long AlignBlock(long bytes) => (bytes + BlockBytes - 1) & -BlockBytes;

    /// <summary>Rounded up to 8 bytes.</summary>
    public static int AlignWord(int bytes) => (bytes + 7) & -8;
}
