namespace TwinGrid.Grains.Queries;

/// <summary>The first items of an order out of any number that are offered, in memory for those kept alone.</summary>
/// <param name="capacity">How many are kept, >= 1.</param>
/// <param name="order">The order of keys.</param>
/// <param name="after">Only what comes after these keys; null = all.</param>
internal sealed class TopSelection<T>(int capacity, IComparer<SortKey[]> order, SortKey[]? after)
{
    // The last of those kept on top, so that one comparison tells whether a new one belongs to them.
    private readonly PriorityQueue<T, SortKey[]> kept = new(Comparer<SortKey[]>.Create((x, y) => order.Compare(y, x)));

    /// <summary>Whether an item with these keys would be kept.</summary>
    public bool Wants(SortKey[] keys) =>
        (after is null || order.Compare(keys, after) > 0)
        && (kept.Count < capacity || (kept.TryPeek(out _, out var last) && order.Compare(keys, last) < 0));

    /// <summary>Keeps an item that is wanted; the keys belong to it from now on.</summary>
    public void Add(T item, SortKey[] keys)
    {
        if (kept.Count < capacity)
        {
            kept.Enqueue(item, keys);
        }
        else
        {
            kept.EnqueueDequeue(item, keys);
        }
    }

    /// <summary>What was kept, in order. Empties it.</summary>
    public List<(T Item, SortKey[] Keys)> Take()
    {
        var result = new List<(T, SortKey[])>(kept.Count);
        while (kept.TryDequeue(out var item, out var keys))
        {
            result.Add((item, keys));
        }

        result.Reverse();
        return result;
    }
}
