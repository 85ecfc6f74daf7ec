namespace TwinGrid.Simulation.Processes;

/// <summary>First come, first served.</summary>
internal sealed class FifoLine : WaitLine
{
    private WaitNode? first;
    private WaitNode? last;

    public override WaitNode? First => first;

    public override void Add(WaitNode node)
    {
        node.Previous = last;
        if (last is null)
        {
            first = node;
        }
        else
        {
            last.Next = node;
        }

        last = node;
        Count++;
    }

    public override void Remove(WaitNode node)
    {
        if (node.Previous is null)
        {
            first = node.Next;
        }
        else
        {
            node.Previous.Next = node.Next;
        }

        if (node.Next is null)
        {
            last = node.Previous;
        }
        else
        {
            node.Next.Previous = node.Previous;
        }

        node.Next = node.Previous = null;
        Count--;
    }
}
