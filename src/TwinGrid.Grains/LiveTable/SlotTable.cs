using System.Runtime.CompilerServices;
using TwinGrid.Contracts.Twins;

namespace TwinGrid.Grains.LiveTable;

/// <summary>
/// Live state of a partition's assets: blocks of fixed slots. One writer; any number of readers, which never wait for it: each slot has a
/// sequence lock, and a reader that met the writer reads again.
/// </summary>
internal sealed class SlotTable
{
    private SlotBlock[] blocks = [];
    private ulong[] commitOfBlock = [];

    /// <summary>The blocks, by number. Elements change under the writer alone.</summary>
    public SlotBlock[] Blocks => Volatile.Read(ref blocks);

    /// <summary>Commit index of the last change by block: lets a scan for changes pass over what is old.</summary>
    public ulong[] CommitOfBlock => Volatile.Read(ref commitOfBlock);

    /// <summary>Writer: takes a new layout. Only blocks of types whose shape changed are laid out anew.</summary>
    public void Adopt(PartitionLayout layout)
    {
        var next = new SlotBlock[layout.BlockTypes.Length];
        var commits = new ulong[next.Length];
        commitOfBlock.CopyTo(commits, 0);
        for (var block = 0; block < next.Length; block++)
        {
            var type = layout.Types[layout.BlockTypes[block]];
            next[block] = block < blocks.Length ? blocks[block].Under(type) : new SlotBlock(type);
        }

        // Commits first: a reader that sees the new blocks must find room for theirs.
        Volatile.Write(ref commitOfBlock, commits);
        Volatile.Write(ref blocks, next);
    }

    /// <summary>Reads a slot, consistent in itself. False when there is no such slot.</summary>
    public bool TryRead(int slot, AssetView into, out TypeLayout type, out uint writer)
    {
        var known = Blocks;
        var number = slot >> PartitionLayout.BlockBits;
        if ((uint)number >= (uint)known.Length)
        {
            type = null!;
            writer = SlotHeader.NoProducer;
            return false;
        }

        var block = Volatile.Read(ref known[number]);
        type = block.Type;
        var inBlock = slot & (PartitionLayout.SlotsPerBlock - 1);
        var count = block.Type.OrdinalOfSignal.Length;
        if (into.Signals.Length < count)
        {
            into.Signals = new SignalView[count];
        }

        into.Count = count;
        ref var start = ref block.SlotAt(inBlock);
        ref var header = ref Unsafe.As<byte, SlotHeader>(ref start);
        var spin = default(SpinWait);
        while (true)
        {
            var version = Volatile.Read(ref header.Version);
            if ((version & 1) == 0)
            {
                writer = header.Writer & ~SlotHeader.SharedBit;
                into.Revision = header.CommitIndex;
                Copy(block, inBlock, ref start, into.Signals);
                Volatile.ReadBarrier();
                if (header.Version == version)
                {
                    return true;
                }
            }

            spin.SpinOnce(sleep1Threshold: -1);
        }
    }

    /// <summary>Source time of a series' current value; long.MinValue = never received.</summary>
    public long GetNewestNs(int slot, int ordinal)
    {
        var known = Blocks;
        var number = slot >> PartitionLayout.BlockBits;
        if ((uint)number >= (uint)known.Length || Volatile.Read(ref known[number]) is var block && ordinal >= block.Type.Signals.Length)
        {
            return long.MinValue;
        }

        ref var cell = ref Unsafe.As<byte, SignalCell>(
            ref Unsafe.Add(ref block.SlotAt(slot & (PartitionLayout.SlotsPerBlock - 1)), TypeLayout.CellOffset(ordinal)));
        return Volatile.Read(ref cell.TimeNs);
    }

    /// <summary>Slots that changed after a commit, ascending; returns how many, -1 when they do not fit.</summary>
    public int CollectChanged(ulong sinceIndex, Span<int> slots)
    {
        var known = Blocks;
        var commits = CommitOfBlock;
        var found = 0;
        for (var number = 0; number < known.Length; number++)
        {
            if (Volatile.Read(ref commits[number]) <= sinceIndex)
            {
                continue;
            }

            var block = Volatile.Read(ref known[number]);
            for (var slot = 0; slot < PartitionLayout.SlotsPerBlock; slot++)
            {
                if (Volatile.Read(ref Unsafe.As<byte, SlotHeader>(ref block.SlotAt(slot)).CommitIndex) > sinceIndex)
                {
                    if (found == slots.Length)
                    {
                        return -1;
                    }

                    slots[found++] = (number << PartitionLayout.BlockBits) + slot;
                }
            }
        }

        return found;
    }

    private static void Copy(SlotBlock block, int slotInBlock, ref byte start, SignalView[] into)
    {
        var type = block.Type;
        var ordinals = type.OrdinalOfSignal;
        for (var i = 0; i < ordinals.Length; i++)
        {
            ref readonly var cell = ref Unsafe.As<byte, SignalCell>(ref Unsafe.Add(ref start, TypeLayout.CellOffset(ordinals[i])));
            ref var view = ref into[i];
            view.Value = cell.Value;
            view.TimeNs = cell.TimeNs;
            view.Quality = cell.Quality;
            view.Samples = cell.Samples;
            var signal = type.Signals[ordinals[i]];
            var monitor = signal.MonitorOffset >= 0
                ? Unsafe.As<byte, SignalMonitor>(ref Unsafe.Add(ref start, signal.MonitorOffset))
                : SignalMonitor.Empty;
            view.Mean = monitor.Mean;
            view.Variance = monitor.Variance;
            view.RatePerSecond = monitor.RatePerSecond;
            view.UnchangedSinceNs = monitor.UnchangedSinceNs;
            view.Text = signal.TextIndex >= 0 ? block.Texts[(slotInBlock * type.TextCount) + signal.TextIndex] : null;
        }
    }
}
