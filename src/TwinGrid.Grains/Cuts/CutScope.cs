using TwinGrid.Grains.LiveTable;

namespace TwinGrid.Grains.Cuts;

/// <summary>Which slots of a partition a cut takes: worked out beforehand, so that the writer only copies.</summary>
internal sealed class CutScope
{
    private readonly int[] placeOfBlock;

    /// <summary>The assets in use of some lines.</summary>
    /// <param name="layout">Under which.</param>
    /// <param name="lines">Line ids; empty = all.</param>
    public CutScope(PartitionLayout layout, IReadOnlyList<string> lines)
    {
        Layout = layout;
        placeOfBlock = new int[layout.BlockTypes.Length];
        Array.Fill(placeOfBlock, -1);
        var wanted = lines.Count == 0 ? null : lines.ToHashSet(StringComparer.Ordinal);
        var blocks = new List<(int, ulong)>();
        for (var block = 0; block < placeOfBlock.Length; block++)
        {
            if (MaskOf(block, wanted) is var mask and > 0)
            {
                placeOfBlock[block] = blocks.Count;
                blocks.Add((block, mask));
            }
        }

        Blocks = [.. blocks];
    }

    /// <summary>The layout that it was worked out for.</summary>
    public PartitionLayout Layout { get; }

    /// <summary>Blocks, ascending, and a bit for each of their slots.</summary>
    public (int Block, ulong Slots)[] Blocks { get; }

    /// <summary>Place of a block in <see cref="Blocks"/>; -1 when it is not wanted.</summary>
    public int PlaceOf(int block) => (uint)block < (uint)placeOfBlock.Length ? placeOfBlock[block] : -1;

    /// <summary>Whether a slot is wanted.</summary>
    public bool Contains(int slot) =>
        PlaceOf(slot >> PartitionLayout.BlockBits) is var place and >= 0 && (Blocks[place].Slots >> (slot & (PartitionLayout.SlotsPerBlock - 1)) & 1) != 0;

    private ulong MaskOf(int block, HashSet<string>? lines)
    {
        var mask = 0UL;
        for (var i = 0; i < PartitionLayout.SlotsPerBlock; i++)
        {
            var slot = (block << PartitionLayout.BlockBits) + i;
            if (Layout.Assets.IsLive(slot) && (lines is null || lines.Contains(Layout.Assets.EntryOf(slot).Line)))
            {
                mask |= 1UL << i;
            }
        }

        return mask;
    }
}
