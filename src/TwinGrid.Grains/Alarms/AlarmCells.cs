using System.Runtime.CompilerServices;
using TwinGrid.Contracts.Alarms;

namespace TwinGrid.Grains.Alarms;

/// <summary>
/// Cells of a partition's alarms: four bytes an asset, and a cell only for alarms that ever left normal. The partition's writer alone changes it,
/// under <see cref="Gate"/>; it reads without. Everybody else reads under the gate, except the counts, which are single bytes.
/// </summary>
internal sealed class AlarmCells
{
    private readonly SortedSet<int> abnormal = [];
    private AlarmCell[] cells = [];
    private int used;
    private int free = -1;
    private int[] heads = [];
    private byte[] counts = [];
    private int[]? abnormalSlots = [];

    /// <summary>Held for every change, and by readers.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Slots with an alarm that is not normal, ascending.</summary>
    public IReadOnlyCollection<int> Abnormal
    {
        get
        {
            lock (Gate)
            {
                return abnormalSlots ??= [.. abnormal];
            }
        }
    }

    /// <summary>Alarms of the slot that are active or not acknowledged, at most 255.</summary>
    public int CountActive(int slot)
    {
        var known = Volatile.Read(ref counts);
        return slot < known.Length ? Volatile.Read(ref known[slot]) : 0;
    }

    /// <summary>Whether the slot has any cell.</summary>
    public bool HasAny(int slot) => slot < heads.Length && heads[slot] > 0;

    /// <summary>The cell, or a null reference.</summary>
    public ref AlarmCell Find(int slot, int alarmNumber)
    {
        var at = slot < heads.Length ? heads[slot] - 1 : -1;
        while (at >= 0)
        {
            ref var cell = ref cells[at];
            if (cell.AlarmNumber == alarmNumber)
            {
                return ref cell;
            }

            at = cell.Next;
        }

        return ref Unsafe.NullRef<AlarmCell>();
    }

    /// <summary>The cell, made when there is none. Call under the gate, then <see cref="Refresh"/>.</summary>
    public ref AlarmCell GetOrAdd(int slot, int alarmNumber)
    {
        ref var found = ref Find(slot, alarmNumber);
        if (!Unsafe.IsNullRef(ref found))
        {
            return ref found;
        }

        Grow(slot);
        var at = Take();
        cells[at] = new AlarmCell { Next = -1, AlarmNumber = alarmNumber, State = AlarmState.Normal, By = "", Comment = "" };

        // Appended at the end, so that the order is that of the commits, after a snapshot too.
        ref var link = ref heads[slot];
        if (link == 0)
        {
            link = at + 1;
        }
        else
        {
            var last = link - 1;
            while (cells[last].Next >= 0)
            {
                last = cells[last].Next;
            }

            cells[last].Next = at;
        }

        return ref cells[at];
    }

    /// <summary>Removes a slot's cells that the predicate names. Call under the gate, then <see cref="Refresh"/>.</summary>
    public void RemoveWhere(int slot, Func<AlarmCell, bool> match)
    {
        var kept = EnumerateCopies(slot).Where(cell => !match(cell)).ToList();
        for (var at = heads[slot] - 1; at >= 0;)
        {
            var next = cells[at].Next;
            cells[at] = new AlarmCell { Next = free };
            free = at;
            at = next;
        }

        heads[slot] = 0;
        foreach (var cell in kept)
        {
            ref var added = ref GetOrAdd(slot, cell.AlarmNumber);
            var next = added.Next;
            added = cell;
            added.Next = next;
        }
    }

    /// <summary>Brings a slot's count and its place among the abnormal up to date. Call under the gate.</summary>
    public void Refresh(int slot)
    {
        var active = 0;
        var isAbnormal = false;
        for (var at = heads[slot] - 1; at >= 0; at = cells[at].Next)
        {
            ref var cell = ref cells[at];
            active += cell.IsActive || cell.State is AlarmState.Unacknowledged or AlarmState.ReturnedUnacknowledged ? 1 : 0;
            isAbnormal |= cell.State != AlarmState.Normal;
        }

        Volatile.Write(ref counts[slot], (byte)Math.Min(active, byte.MaxValue));
        if (isAbnormal ? abnormal.Add(slot) : abnormal.Remove(slot))
        {
            abnormalSlots = null;
        }
    }

    /// <summary>Copies of a slot's cells, in the order in which they left normal. Call under the gate or from the writer.</summary>
    public IEnumerable<AlarmCell> EnumerateCopies(int slot)
    {
        for (var at = slot < heads.Length ? heads[slot] - 1 : -1; at >= 0; at = cells[at].Next)
        {
            yield return cells[at];
        }
    }

    /// <summary>Slots with cells, ascending.</summary>
    public IEnumerable<int> EnumerateSlots()
    {
        for (var slot = 0; slot < heads.Length; slot++)
        {
            if (heads[slot] > 0)
            {
                yield return slot;
            }
        }
    }

    private void Grow(int slot)
    {
        if (slot >= heads.Length)
        {
            var size = Math.Max(slot + 1, heads.Length * 2);
            Array.Resize(ref heads, size);
            var larger = new byte[size];
            counts.CopyTo(larger, 0);
            Volatile.Write(ref counts, larger);
        }
    }

    private int Take()
    {
        if (free >= 0)
        {
            var at = free;
            free = cells[at].Next;
            return at;
        }

        if (used == cells.Length)
        {
            Array.Resize(ref cells, Math.Max(16, used * 2));
        }

        return used++;
    }
}
