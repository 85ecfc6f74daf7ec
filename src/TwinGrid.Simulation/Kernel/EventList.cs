namespace TwinGrid.Simulation.Kernel;

/// <summary>
/// The pending events, ordered by (time, priority, sequence): a 4-ary heap of plain values beside a table of what the events are. The heap holds no references, so that
/// moving an entry costs no write barrier; a cancelled event stays in it until it comes up. Grows to the largest number of pending events and allocates nothing afterwards.
/// </summary>
internal sealed class EventList
{
    private const int Arity = 4;

    private Entry[] heap = new Entry[64];
    private Cell[] cells = new Cell[64];
    private int count;
    private int cellCount;
    private int free = -1;

    /// <summary>Events pending, cancelled ones that have not come up included.</summary>
    public int Count => count;

    /// <summary>Time of the next entry; only with <see cref="Count"/> above 0.</summary>
    public long NextTime => heap[0].Time;

    public EventHandle Add(long time, ulong order, IEventTarget target, int kind, long argument)
    {
        var slot = Take();
        ref var cell = ref cells[slot];
        cell.Target = target;
        cell.Kind = kind;
        cell.Argument = argument;
        if (count == heap.Length)
        {
            Array.Resize(ref heap, count * 2);
        }

        SiftUp(count++, new Entry(time, order, slot));
        return new EventHandle(slot, cell.Generation);
    }

    public bool IsPending(EventHandle handle) => handle.Slot < cellCount && cells[handle.Slot].Generation == handle.Generation && cells[handle.Slot].Target is not null;

    public bool Cancel(EventHandle handle)
    {
        if (!IsPending(handle))
        {
            return false;
        }

        cells[handle.Slot].Target = null;
        return true;
    }

    /// <summary>Takes the next entry off. False when it was cancelled.</summary>
    public bool Pop(out long time, out IEventTarget target, out int kind, out long argument)
    {
        var top = heap[0];
        var last = heap[--count];
        if (count > 0)
        {
            SiftDown(last);
        }

        ref var cell = ref cells[top.Slot];
        (time, target, kind, argument) = (top.Time, cell.Target!, cell.Kind, cell.Argument);
        cell.Target = null;
        cell.Generation++;
        cell.Next = free;
        free = top.Slot;
        return target is not null;
    }

    private int Take()
    {
        if (free >= 0)
        {
            var slot = free;
            free = cells[slot].Next;
            return slot;
        }

        if (cellCount == cells.Length)
        {
            Array.Resize(ref cells, cellCount * 2);
        }

        cells[cellCount].Generation = 1;
        return cellCount++;
    }

    private void SiftUp(int index, Entry entry)
    {
        var entries = heap;
        while (index > 0)
        {
            var parent = (index - 1) / Arity;
            if (!entry.IsBefore(entries[parent]))
            {
                break;
            }

            entries[index] = entries[parent];
            index = parent;
        }

        entries[index] = entry;
    }

    private void SiftDown(Entry entry)
    {
        var entries = heap;
        var index = 0;
        while (true)
        {
            var first = index * Arity + 1;
            if (first >= count)
            {
                break;
            }

            var least = first;
            var end = Math.Min(first + Arity, count);
            for (var child = first + 1; child < end; child++)
            {
                if (entries[child].IsBefore(entries[least]))
                {
                    least = child;
                }
            }

            if (!entries[least].IsBefore(entry))
            {
                break;
            }

            entries[index] = entries[least];
            index = least;
        }

        entries[index] = entry;
    }

    private readonly struct Entry(long time, ulong order, int slot)
    {
        public readonly long Time = time;
        public readonly ulong Order = order;
        public readonly int Slot = slot;

        public bool IsBefore(in Entry other) => Time < other.Time || (Time == other.Time && Order < other.Order);
    }

    private struct Cell
    {
        public IEventTarget? Target;
        public long Argument;
        public int Kind;
        public int Next;
        public uint Generation;
    }
}
