using TwinGrid.Grains.LiveTable;
using TwinGrid.Grains.Records;

namespace TwinGrid.Grains.Snapshots;

/// <summary>
/// A snapshot is a stream of frames, cut into pieces anywhere: tag (u8), length (i32), payload. First everything but the slots, then the blocks in
/// any order, last the end with the hash of the whole state.
/// </summary>
internal static class SnapshotFrame
{
    /// <summary>Bytes before a frame's payload.</summary>
    public const int HeadBytes = 5;

    /// <summary>Layout of the snapshot: u8 version, then <see cref="Partitions.PartitionState.Save"/>.</summary>
    public const byte Control = 1;

    /// <summary>A block: number (i32), slots, texts.</summary>
    public const byte Block = 2;

    /// <summary>End: blocks (i32), hash of the state (16 bytes).</summary>
    public const byte End = 3;

    /// <summary>Version of the snapshots that this server writes and reads; another one is passed over and the log replayed.</summary>
    public const byte Version = 1;

    /// <summary>Writes the canonical bytes of a block: its slots with the sequence locks at zero, then its texts.</summary>
    public static void WriteBlock(StateWriter writer, SlotBlock block)
    {
        var start = writer.Length;
        writer.Bytes(block.Data);
        var copy = writer.WrittenFrom(start);
        for (var slot = 0; slot < PartitionLayout.SlotsPerBlock; slot++)
        {
            copy.Slice(slot * block.Type.StrideBytes, sizeof(uint)).Clear();
        }

        foreach (var text in block.Texts)
        {
            writer.String(text);
        }
    }

    /// <summary>Reads what <see cref="WriteBlock"/> wrote.</summary>
    public static void ReadBlock(ref StateReader reader, SlotBlock block)
    {
        reader.Bytes(block.Data.Length).CopyTo(block.Data);
        for (var i = 0; i < block.Texts.Length; i++)
        {
            block.Texts[i] = reader.OptionalString();
        }
    }
}
