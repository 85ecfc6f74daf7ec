using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TwinGrid.Grains.LiveTable;

/// <summary>
/// The slots of one block. The bytes lie in a pinned array, so that the writer works with addresses; readers go through the array, which the
/// garbage collector keeps for as long as one of them looks at it, even when the writer has moved on to a new layout.
/// </summary>
internal sealed unsafe class SlotBlock
{
    /// <summary>An empty block of a type.</summary>
    public SlotBlock(TypeLayout type)
        : this(type, GC.AllocateUninitializedArray<byte>(type.StrideBytes * PartitionLayout.SlotsPerBlock, pinned: true), NewTexts(type))
    {
        for (var slot = 0; slot < PartitionLayout.SlotsPerBlock; slot++)
        {
            var at = Address + (slot * type.StrideBytes);
            *(SlotHeader*)at = new SlotHeader { Writer = SlotHeader.NoProducer };
            foreach (var signal in type.Signals)
            {
                *(SignalCell*)(at + TypeLayout.CellOffset(signal.Ordinal)) = SignalCell.Empty;
                if (signal.MonitorOffset >= 0)
                {
                    *(SignalMonitor*)(at + signal.MonitorOffset) = SignalMonitor.Empty;
                }
            }
        }
    }

    private SlotBlock(TypeLayout type, byte[] data, string?[] texts)
    {
        Type = type;
        Data = data;
        Texts = texts;
        Address = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(data));
    }

    /// <summary>Type of all its slots.</summary>
    public TypeLayout Type { get; }

    /// <summary>Its slots, pinned.</summary>
    public byte[] Data { get; }

    /// <summary>Texts, slot by slot; null = none yet.</summary>
    public string?[] Texts { get; }

    /// <summary>Where <see cref="Data"/> lies.</summary>
    public byte* Address { get; }

    /// <summary>Start of a slot for readers.</summary>
    public ref byte SlotAt(int slotInBlock) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Data), slotInBlock * Type.StrideBytes);

    /// <summary>The same state under a newer layout of the type. Shares the bytes when every cell and monitor stays where it is.</summary>
    public SlotBlock Under(TypeLayout next)
    {
        if (IsSameShape(Type, next))
        {
            return new SlotBlock(next, Data, Texts);
        }

        var moved = new SlotBlock(next);
        for (var slot = 0; slot < PartitionLayout.SlotsPerBlock; slot++)
        {
            var from = Address + (slot * Type.StrideBytes);
            var to = moved.Address + (slot * next.StrideBytes);
            *(SlotHeader*)to = *(SlotHeader*)from;
            foreach (var old in Type.Signals)
            {
                var signal = next.Signals[old.Ordinal];
                *(SignalCell*)(to + TypeLayout.CellOffset(old.Ordinal)) = *(SignalCell*)(from + TypeLayout.CellOffset(old.Ordinal));
                if (old.MonitorOffset >= 0 && signal.MonitorOffset >= 0)
                {
                    *(SignalMonitor*)(to + signal.MonitorOffset) = *(SignalMonitor*)(from + old.MonitorOffset);
                }

                if (old.TextIndex >= 0)
                {
                    moved.Texts[(slot * next.TextCount) + signal.TextIndex] = Texts[(slot * Type.TextCount) + old.TextIndex];
                }
            }
        }

        return moved;
    }

    private static string?[] NewTexts(TypeLayout type) => type.TextCount == 0 ? [] : new string?[type.TextCount * PartitionLayout.SlotsPerBlock];

    private static bool IsSameShape(TypeLayout one, TypeLayout other) =>
        one.Signals.Length == other.Signals.Length
        && one.Signals.Zip(other.Signals).All(pair => pair.First.MonitorOffset == pair.Second.MonitorOffset && pair.First.TextIndex == pair.Second.TextIndex);
}
