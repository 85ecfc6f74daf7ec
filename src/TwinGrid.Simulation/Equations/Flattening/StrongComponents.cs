namespace TwinGrid.Simulation.Equations.Flattening;

/// <summary>Groups of nodes that depend on each other (Tarjan, SIAM J. Comput. 1, 1972), each after those that it depends on.</summary>
internal sealed class StrongComponents
{
    private readonly Func<int, IReadOnlyList<int>> dependencies;
    private readonly int[] order;
    private readonly int[] low;
    private readonly bool[] isOpen;
    private readonly Stack<int> open = new();
    private readonly List<IReadOnlyList<int>> found = [];
    private int visited;

    private StrongComponents(int count, Func<int, IReadOnlyList<int>> dependencies)
    {
        this.dependencies = dependencies;
        order = new int[count];
        low = new int[count];
        isOpen = new bool[count];
    }

    /// <summary>The groups, members ascending.</summary>
    /// <param name="count">Number of nodes.</param>
    /// <param name="dependencies">What a node depends on.</param>
    public static IReadOnlyList<IReadOnlyList<int>> Of(int count, Func<int, IReadOnlyList<int>> dependencies)
    {
        var search = new StrongComponents(count, dependencies);
        for (var node = 0; node < count; node++)
        {
            if (search.order[node] == 0)
            {
                search.Visit(node);
            }
        }

        return search.found;
    }

    private void Visit(int root)
    {
        var path = new Stack<(int Node, int Next)>();
        Enter(root);
        path.Push((root, 0));
        while (path.TryPop(out var step))
        {
            var (node, next) = step;
            var targets = dependencies(node);
            if (next == targets.Count)
            {
                Leave(node);
                if (path.TryPeek(out var parent))
                {
                    low[parent.Node] = Math.Min(low[parent.Node], low[node]);
                }

                continue;
            }

            path.Push((node, next + 1));
            var target = targets[next];
            if (order[target] == 0)
            {
                Enter(target);
                path.Push((target, 0));
            }
            else if (isOpen[target])
            {
                low[node] = Math.Min(low[node], order[target]);
            }
        }
    }

    private void Enter(int node)
    {
        order[node] = low[node] = ++visited;
        open.Push(node);
        isOpen[node] = true;
    }

    private void Leave(int node)
    {
        if (low[node] != order[node])
        {
            return;
        }

        var members = new List<int>();
        int member;
        do
        {
            member = open.Pop();
            isOpen[member] = false;
            members.Add(member);
        }
        while (member != node);
        members.Sort();
        found.Add(members);
    }
}
