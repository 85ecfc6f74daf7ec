namespace TwinGrid.Simulation.Resources;

/// <summary>A sequence that grows and shrinks at both ends at no cost, and in the middle at the cost of moving the shorter side.</summary>
internal sealed class ItemRing<T>
{
    private T[] items = new T[8];
    private int start;

    public int Count { get; private set; }

    public T this[int index]
    {
        get => items[Place(index)];
        private set => items[Place(index)] = value;
    }

    public void Insert(int index, T item)
    {
        if (Count == items.Length)
        {
            Grow();
        }

        if (index < Count / 2)
        {
            start = (start - 1) & (items.Length - 1);
            Count++;
            for (var i = 0; i < index; i++)
            {
                this[i] = this[i + 1];
            }
        }
        else
        {
            Count++;
            for (var i = Count - 1; i > index; i--)
            {
                this[i] = this[i - 1];
            }
        }

        this[index] = item;
    }

    public T RemoveAt(int index)
    {
        var item = this[index];
        if (index < Count / 2)
        {
            for (var i = index; i > 0; i--)
            {
                this[i] = this[i - 1];
            }

            this[0] = default!;
            start = (start + 1) & (items.Length - 1);
        }
        else
        {
            for (var i = index; i < Count - 1; i++)
            {
                this[i] = this[i + 1];
            }

            this[Count - 1] = default!;
        }

        Count--;
        return item;
    }

    // The length is a power of 2.
    private int Place(int index) => (start + index) & (items.Length - 1);

    private void Grow()
    {
        var larger = new T[items.Length * 2];
        for (var i = 0; i < Count; i++)
        {
            larger[i] = this[i];
        }

        items = larger;
        start = 0;
    }
}
