using System.Numerics;
using TwinGrid.Contracts.Twins;
using TwinGrid.Grains.Alarms;
using TwinGrid.Grains.LiveTable;
using TwinGrid.Grains.Partitions;

namespace TwinGrid.Grains.Cuts;

/// <summary>
/// One cut in the making, as a snapshot is made: the writer copies the blocks, a little at a time between its batches, and a block that is about
/// to change first. So all copies are of one index, and no batch waits for more than one step. Made and stepped by the writer; read once complete.
/// </summary>
internal sealed class CutJob : IBlockWatcher
{
    /// <summary>Bytes that the writer copies at a time: some 50 us.</summary>
    private const int BytesAStep = 512 << 10;

    private readonly PartitionState state;
    private readonly List<(int Slot, IReadOnlyList<(string Id, AlarmCell Cell)> Alarms)> alarms = [];
    private SlotBlock[] blocks = [];
    private int next;
    private bool isAbandoned;

    /// <summary>A cut that has not begun.</summary>
    /// <param name="state">Of the partition.</param>
    /// <param name="scope">What it takes.</param>
    public CutJob(PartitionState state, CutScope scope)
    {
        this.state = state;
        Scope = scope;
        Copies = new CutBlock?[scope.Blocks.Length];
    }

    /// <summary>What it takes.</summary>
    public CutScope Scope { get; }

    /// <summary>Index whose fold it holds.</summary>
    public ulong Index { get; private set; }

    /// <summary>A copy for each block of the scope.</summary>
    public CutBlock?[] Copies { get; }

    /// <summary>Alarms that are not normal, by slot.</summary>
    public IReadOnlyList<(int Slot, IReadOnlyList<(string Id, AlarmCell Cell)> Alarms)> Alarms => alarms;

    /// <summary>Everything is copied.</summary>
    public bool IsComplete => next == Copies.Length;

    /// <summary>Writer: cuts the state where it is. False when another definition has come into force: the scope must be worked out anew.</summary>
    public bool Begin()
    {
        if (!ReferenceEquals(state.Layout, Scope.Layout))
        {
            return false;
        }

        Index = state.AppliedIndex;
        blocks = [.. state.Table.Blocks];
        foreach (var slot in state.Alarms.SlotsWithAlarms)
        {
            if (Scope.Contains(slot))
            {
                alarms.Add((slot, state.Alarms.GetAbnormal(slot)));
            }
        }

        state.Writer.Watchers.Add(this);
        return Step();
    }

    /// <summary>Nobody wants it any more: the writer lets go of it at its next step, or before the next change.</summary>
    public void Abandon() => Volatile.Write(ref isAbandoned, true);

    /// <inheritdoc/>
    public void BeforeChange(int block)
    {
        if (Volatile.Read(ref isAbandoned))
        {
            state.Writer.Watchers.Remove(this);
        }
        else if (Scope.PlaceOf(block) is var place and >= 0 && Copies[place] is null)
        {
            Copy(place);
        }
    }

    /// <summary>Writer: copies on. Always true.</summary>
    public bool Step()
    {
        var isWanted = !Volatile.Read(ref isAbandoned);
        for (var bytes = 0; isWanted && next < Copies.Length && bytes < BytesAStep; next++)
        {
            if (Copies[next] is null)
            {
                bytes += Copy(next);
            }
        }

        if (IsComplete || !isWanted)
        {
            state.Writer.Watchers.Remove(this);
        }

        return true;
    }

    private int Copy(int place)
    {
        var (number, slots) = Scope.Blocks[place];
        var block = blocks[number];
        var production = block.Type.Definition.Production is null ? [] : new ProductionTotals[PartitionLayout.SlotsPerBlock];
        for (var left = production.Length == 0 ? 0 : slots; left != 0; left &= left - 1)
        {
            var slot = BitOperations.TrailingZeroCount(left);
            production[slot] = state.Production.Peek((number << PartitionLayout.BlockBits) + slot);
        }

        Copies[place] = new CutBlock(block.Type, [.. block.Data], [.. block.Texts], production);
        return block.Data.Length + (production.Length * 192);
    }
}

/// <summary>Copy of a block.</summary>
/// <param name="Type">Type of its slots.</param>
/// <param name="Data">Slots as they lie.</param>
/// <param name="Texts">Texts, slot by slot.</param>
/// <param name="Production">By slot; empty when the type takes no part.</param>
internal sealed record CutBlock(TypeLayout Type, byte[] Data, string?[] Texts, ProductionTotals[] Production);
