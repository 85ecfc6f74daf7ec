using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TwinGrid.Simulation.Kernel;

/// <summary>
/// The pending events, ordered by (time, priority, sequence): a 4-ary heap of plain values beside a table of what the events are. The heap holds no references, so that
/// moving an entry costs no write barrier; a cancelled event stays in it until it comes up. The place of the event taken last stays vacant at the root until the next one
/// is added, since an event mostly schedules another: one way down the heap in place of one down and one up. Grows to the largest number of pending events and allocates nothing afterwards.
/// </summary>
internal sealed class EventList
{
    private const int ArityBits = 2;
    private const int Arity = 1 << ArityBits;
    private const long Never = long.MaxValue;

    private Entry[] heap = new Entry[64];
    private Cell[] cells = new Cell[64];
    private int size;
    private int cellCount;
    private int free = -1;
    private bool isRootVacant;

    public EventList() => heap[0].Time = Never;

    /// <summary>Events pending, cancelled ones that have not come up included.</summary>
    public int Count => isRootVacant ? size - 1 : size;

    public EventHandle Add(long time, ulong order, IEventTarget target, int kind, long argument)
    {
        var slot = free;
        if (slot < 0)
        {
            slot = AddCell();
        }

        ref var cell = ref cells[slot];
        free = cell.Next;

        // Mostly the same as before: who has just had an event schedules the next. Saves the write barrier.
        if (cell.Target != target)
        {
            cell.Target = target;
        }

        cell.Kind = kind;
        cell.Argument = argument;
        var handle = new EventHandle(slot, ++cell.Generation);
        if (isRootVacant)
        {
            isRootVacant = false;
            SiftDown(time, order, slot);
        }
        else
        {
            SiftUp(time, order, slot);
        }

        return handle;
    }

    public bool IsPending(EventHandle handle) =>
        (uint)handle.Slot < (uint)cellCount && cells[handle.Slot].Generation == handle.Generation && cells[handle.Slot].IsPending;

    public bool Cancel(EventHandle handle)
    {
        if (!IsPending(handle))
        {
            return false;
        }

        cells[handle.Slot].Generation++;
        return true;
    }

    /// <summary>Whether an event is due.</summary>
    /// <param name="end">Last instant that is due, ticks.</param>
    public bool IsDue(long end)
    {
        while (IsAnyUntil(end))
        {
            var slot = heap[0].Slot;
            if (cells[slot].IsPending)
            {
                return true;
            }

            Vacate(ref cells[slot], slot);
        }

        return false;
    }

    /// <summary>What the next event will happen to; null when none is due.</summary>
    public IEventTarget? Next(long end) => IsDue(end) ? cells[heap[0].Slot].Target : null;

    /// <summary>Takes the next event off, when there is one that is due.</summary>
    /// <param name="end">Last instant that is due, ticks.</param>
    /// <param name="time">Of the event, ticks.</param>
    /// <param name="target">What it happens to.</param>
    /// <param name="kind">As added.</param>
    /// <param name="argument">As added.</param>
    public bool TryTake(long end, out long time, [NotNullWhen(true)] out IEventTarget? target, out int kind, out long argument)
    {
        while (IsAnyUntil(end))
        {
            ref var root = ref MemoryMarshal.GetArrayDataReference(heap);
            ref var cell = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(cells), (nint)(uint)root.Slot);
            (time, target, kind, argument) = (root.Time, cell.Target!, cell.Kind, cell.Argument);
            if (Vacate(ref cell, root.Slot))
            {
                return true;
            }
        }

        (time, target, kind, argument) = (0, null, 0, 0);
        return false;
    }

    // An event, or one that was cancelled. An empty heap ends in Never.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsAnyUntil(long end)
    {
        if (isRootVacant)
        {
            FillRoot();
        }

        return MemoryMarshal.GetArrayDataReference(heap).Time <= end;
    }

    /// <summary>Takes the first entry off. False when it was cancelled.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Vacate(ref Cell cell, int slot)
    {
        isRootVacant = true;
        cell.Next = free;
        free = slot;
        if (!cell.IsPending)
        {
            return false;
        }

        cell.Generation++;
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int AddCell()
    {
        if (cellCount == cells.Length)
        {
            Array.Resize(ref cells, cellCount * 2);
        }

        cells[cellCount].Next = -1;
        return cellCount++;
    }

    private void FillRoot()
    {
        isRootVacant = false;
        if (--size == 0)
        {
            heap[0].Time = Never;
            return;
        }

        ref var last = ref heap[size];
        SiftDown(last.Time, last.Order, last.Slot);
    }

    private void SiftUp(long time, ulong order, int slot)
    {
        if (size == heap.Length)
        {
            Array.Resize(ref heap, size * 2);
        }

        // Indexes stay below size, which is at most the length: no bounds checks.
        ref var root = ref MemoryMarshal.GetArrayDataReference(heap);
        var index = (nint)size++;
        while (index > 0)
        {
            var parent = (index - 1) >> ArityBits;
            ref var above = ref Unsafe.Add(ref root, parent);
            if (above.IsBefore(time, order))
            {
                break;
            }

            Unsafe.Add(ref root, index).Set(above.Time, above.Order, above.Slot);
            index = parent;
        }

        Unsafe.Add(ref root, index).Set(time, order, slot);
    }

    // From the root, which is vacant.
    private void SiftDown(long time, ulong order, int slot)
    {
        ref var root = ref MemoryMarshal.GetArrayDataReference(heap);
        var index = (nint)0;
        var count = (nint)size;
        for (var child = (nint)1; child < count; child = (index << ArityBits) + 1)
        {
            ref var least = ref Unsafe.Add(ref root, child);
            var leastIndex = child;
            var end = Math.Min(child + Arity, count);
            for (var other = child + 1; other < end; other++)
            {
                ref var candidate = ref Unsafe.Add(ref root, other);
                if (candidate.IsBefore(least.Time, least.Order))
                {
                    least = ref candidate;
                    leastIndex = other;
                }
            }

            if (!least.IsBefore(time, order))
            {
                break;
            }

            Unsafe.Add(ref root, index).Set(least.Time, least.Order, least.Slot);
            index = leastIndex;
        }

        Unsafe.Add(ref root, index).Set(time, order, slot);
    }

    private struct Entry
    {
        public long Time;
        public ulong Order;
        public int Slot;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly bool IsBefore(long time, ulong order) => Time < time || (Time == time && Order < order);

        // Field by field: read back soon, which a processor does fast only in the pieces in which it was written.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Set(long time, ulong order, int slot)
        {
            Time = time;
            Order = order;
            Slot = slot;
        }
    }

    private struct Cell
    {
        public IEventTarget? Target;
        public long Argument;
        public int Kind;
        public int Next;

        // Odd while the event is pending: handles, which are odd, tell the events apart that one cell serves.
        public uint Generation;

        public readonly bool IsPending => (Generation & 1) != 0;
    }
}
