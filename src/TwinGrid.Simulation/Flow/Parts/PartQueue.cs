namespace TwinGrid.Simulation.Flow.Parts;

/// <summary>Parts in the order in which they came; any of them can be taken out. A ring that grows to the largest number ever in it.</summary>
internal sealed class PartQueue
{
    private Part[] ring = new Part[8];
    private int head;

    public int Count { get; private set; }

    /// <summary>The part at a place, 0 = the one that came first.</summary>
    public Part this[int index] => ring[(head + index) & (ring.Length - 1)];

    public void Add(Part part)
    {
        if (Count == ring.Length)
        {
            Grow();
        }

        ring[(head + Count++) & (ring.Length - 1)] = part;
    }

    public Part RemoveAt(int index)
    {
        var mask = ring.Length - 1;
        var part = ring[(head + index) & mask];
        // The shorter side moves up.
        if (index < Count / 2)
        {
            for (var i = index; i > 0; i--)
            {
                ring[(head + i) & mask] = ring[(head + i - 1) & mask];
            }

            head = (head + 1) & mask;
        }
        else
        {
            for (var i = index; i < Count - 1; i++)
            {
                ring[(head + i) & mask] = ring[(head + i + 1) & mask];
            }
        }

        Count--;
        return part;
    }

    /// <summary>All parts in it, contents of others included.</summary>
    public int CountAll()
    {
        var count = 0;
        for (var i = 0; i < Count; i++)
        {
            count += this[i].Count();
        }

        return count;
    }

    private void Grow()
    {
        var larger = new Part[ring.Length * 2];
        for (var i = 0; i < Count; i++)
        {
            larger[i] = this[i];
        }

        (ring, head) = (larger, 0);
    }
}
