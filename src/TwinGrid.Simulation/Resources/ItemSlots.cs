namespace TwinGrid.Simulation.Resources;

/// <summary>Items on their way between processes and a store.</summary>
internal sealed class ItemSlots<T>
{
    private readonly Stack<int> free = new();
    private T[] items = new T[4];
    private int count;

    public int Keep(T item)
    {
        if (!free.TryPop(out var slot))
        {
            slot = count++;
            if (slot == items.Length)
            {
                Array.Resize(ref items, slot * 2);
            }
        }

        items[slot] = item;
        return slot;
    }

    public T Peek(int slot) => items[slot];

    public T Take(int slot)
    {
        var item = items[slot];
        items[slot] = default!;
        free.Push(slot);
        return item;
    }
}
