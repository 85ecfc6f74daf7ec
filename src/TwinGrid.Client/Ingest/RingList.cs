namespace TwinGrid.Client.Ingest;

/// <summary>A list that grows at its end and shrinks at its front, with both in constant time.</summary>
internal sealed class RingList<T>
{
    private T[] items = new T[16];
    private int head;

    public int Count { get; private set; }

    public T this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            return items[(head + index) & (items.Length - 1)];
        }
    }

    public void Add(T item)
    {
        if (Count == items.Length)
        {
            Grow();
        }

        items[(head + Count++) & (items.Length - 1)] = item;
    }

    public T RemoveFirst()
    {
        var item = this[0];
        items[head] = default!;
        head = (head + 1) & (items.Length - 1);
        Count--;
        return item;
    }

    private void Grow()
    {
        var larger = new T[items.Length * 2];
        for (var i = 0; i < Count; i++)
        {
            larger[i] = this[i];
        }

        items = larger;
        head = 0;
    }
}
