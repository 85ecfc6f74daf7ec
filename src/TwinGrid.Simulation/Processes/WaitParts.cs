namespace TwinGrid.Simulation.Processes;

/// <summary>The parts of a process's wait for any or all of several things. Kept until the process begins the next such wait, so that what was obtained can be read.</summary>
internal sealed class WaitParts(ProcessBody body)
{
    private WaitNode?[] nodes = new WaitNode?[4];
    private int count;
    private int missing;

    /// <summary>Whether parts are waited for.</summary>
    public bool IsActive => missing > 0;

    /// <summary>The part that ended first; -1 = none.</summary>
    public int First { get; private set; }

    /// <summary>Distinguishes the waits of the process.</summary>
    public int Version { get; private set; }

    /// <summary>Whether the process has not seen the outcome yet.</summary>
    public bool IsUnread { get; private set; }

    /// <summary>Whether the part was obtained.</summary>
    public bool IsDone(int index) => index < count && nodes[index]!.IsDone;

    public WaitNode Node(int index) => nodes[index]!;

    public void MarkRead() => IsUnread = false;

    /// <summary>Takes all parts up. True when enough of them are over at once; the rest then is given up.</summary>
    public bool Begin(ReadOnlySpan<Wait> waits, bool any)
    {
        IsUnread = true;
        missing = any ? Math.Min(1, waits.Length) : waits.Length;
        if (nodes.Length < waits.Length)
        {
            nodes = new WaitNode?[waits.Length];
        }

        foreach (ref readonly var wait in waits)
        {
            var node = body.Simulator.Processes.Rent(body, count);
            nodes[count++] = node;
            node.Since = body.Simulator.Now;
            node.Source = wait.Source;
            if (wait.Source is null || wait.Source.Enrol(node, wait))
            {
                node.IsDone = true;
                if (IsEnough(node))
                {
                    return true;
                }
            }
        }

        return missing == 0;
    }

    /// <summary>A part is over. True when the process can go on; the rest then is given up.</summary>
    public bool IsEnough(WaitNode node)
    {
        First = First < 0 ? node.Index : First;
        if (--missing > 0)
        {
            return false;
        }

        Withdraw();
        return true;
    }

    public void OnTimer(int index) => body.Satisfied(nodes[index]!);

    /// <summary>Gives up what has not come.</summary>
    public void Withdraw()
    {
        missing = 0;
        for (var i = 0; i < count; i++)
        {
            var node = nodes[i]!;
            if (!node.IsDone)
            {
                node.Source!.Withdraw(node);
            }
        }
    }

    /// <summary>The process was killed before it could read what it obtained.</summary>
    public void TakeBack()
    {
        if (!IsUnread)
        {
            return;
        }

        for (var i = 0; i < count; i++)
        {
            var node = nodes[i]!;
            if (node.IsDone)
            {
                node.Source?.TakeBack(node);
            }
        }
    }

    public void Release()
    {
        Version++;
        First = -1;
        for (var i = 0; i < count; i++)
        {
            body.Simulator.Processes.Return(nodes[i]!);
            nodes[i] = null;
        }

        count = 0;
    }
}
