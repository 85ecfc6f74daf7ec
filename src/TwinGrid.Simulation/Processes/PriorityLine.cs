namespace TwinGrid.Simulation.Processes;

/// <summary>Lowest priority number first, then lowest order: a binary heap whose nodes know their places, so that one may leave from the middle.</summary>
internal sealed class PriorityLine : WaitLine
{
    private WaitNode[] heap = new WaitNode[8];

    public override WaitNode? First => Count > 0 ? heap[0] : null;

    public override void Add(WaitNode node)
    {
        if (Count == heap.Length)
        {
            Array.Resize(ref heap, Count * 2);
        }

        Rise(Count++, node);
    }

    public override void Remove(WaitNode node)
    {
        var index = node.LineIndex;
        var last = heap[--Count];
        heap[Count] = null!;
        if (last == node)
        {
            return;
        }

        if (index > 0 && IsBefore(last, heap[(index - 1) / 2]))
        {
            Rise(index, last);
        }
        else
        {
            Sink(index, last);
        }
    }

    private static bool IsBefore(WaitNode left, WaitNode right) =>
        left.Priority < right.Priority || (left.Priority == right.Priority && left.Order < right.Order);

    private void Rise(int index, WaitNode node)
    {
        while (index > 0 && heap[(index - 1) / 2] is var parent && IsBefore(node, parent))
        {
            Put(index, parent);
            index = (index - 1) / 2;
        }

        Put(index, node);
    }

    private void Sink(int index, WaitNode node)
    {
        while (2 * index + 1 is var child && child < Count)
        {
            if (child + 1 < Count && IsBefore(heap[child + 1], heap[child]))
            {
                child++;
            }

            if (!IsBefore(heap[child], node))
            {
                break;
            }

            Put(index, heap[child]);
            index = child;
        }

        Put(index, node);
    }

    private void Put(int index, WaitNode node)
    {
        heap[index] = node;
        node.LineIndex = index;
    }
}
