namespace TwinGrid.Simulation.Equations.Flattening;

/// <summary>Gives as many equations as possible an unknown each that they could determine (maximum bipartite matching by augmenting paths).</summary>
internal sealed class StructuralMatching
{
    private readonly IReadOnlyList<IReadOnlyList<int>> unknowns;
    private readonly int[] unknownOf;
    private readonly int[] equationOf;
    private readonly int[] seen;
    private readonly int[] next;
    private int round;

    /// <param name="unknowns">The unknowns of each equation, numbered from 0.</param>
    /// <param name="count">Number of unknowns.</param>
    /// <param name="preferred">The unknown that an equation determines if it can; -1 = no preference.</param>
    public StructuralMatching(IReadOnlyList<IReadOnlyList<int>> unknowns, int count, Func<int, int> preferred)
    {
        this.unknowns = unknowns;
        unknownOf = new int[unknowns.Count];
        equationOf = new int[count];
        seen = new int[unknowns.Count];
        next = new int[unknowns.Count];
        Array.Fill(unknownOf, -1);
        Array.Fill(equationOf, -1);
        for (var e = 0; e < unknowns.Count; e++)
        {
            if (preferred(e) is var wanted and >= 0 && equationOf[wanted] < 0)
            {
                Pair(e, wanted);
            }
        }

        for (var e = 0; e < unknowns.Count; e++)
        {
            if (unknownOf[e] < 0)
            {
                Augment(e);
            }
        }
    }

    /// <summary>The unknown of each equation; -1 = none is left for it.</summary>
    public IReadOnlyList<int> UnknownOf => unknownOf;

    /// <summary>The equation of each unknown; -1 = nothing determines it.</summary>
    public IReadOnlyList<int> EquationOf => equationOf;

    public bool IsComplete => !unknownOf.Contains(-1) && !equationOf.Contains(-1);

    /// <summary>Equations that compete for the unknowns of one that got none, itself included.</summary>
    public IReadOnlyList<int> Competing(int equation)
    {
        var found = new List<int> { equation };
        for (var i = 0; i < found.Count; i++)
        {
            foreach (var unknown in unknowns[found[i]])
            {
                if (equationOf[unknown] is var other and >= 0 && !found.Contains(other))
                {
                    found.Add(other);
                }
            }
        }

        return found;
    }

    /// <summary>Unknowns of which one stays undetermined, given one that did.</summary>
    public IReadOnlyList<int> Undetermined(int unknown)
    {
        var found = new List<int> { unknown };
        for (var i = 0; i < found.Count; i++)
        {
            for (var e = 0; e < unknowns.Count; e++)
            {
                if (unknownOf[e] is var other and >= 0 && !found.Contains(other) && unknowns[e].Contains(found[i]))
                {
                    found.Add(other);
                }
            }
        }

        return found;
    }

    /// <summary>Looks depth first for a way to a free unknown, and shifts the pairs along it. Without recursion: a chain of a thousand tanks is as deep.</summary>
    private void Augment(int start)
    {
        round++;
        var path = new Stack<int>();
        path.Push(start);
        seen[start] = round;
        next[start] = 0;
        while (path.Count > 0)
        {
            var e = path.Peek();
            if (next[e] == unknowns[e].Count)
            {
                path.Pop();
                continue;
            }

            var holder = equationOf[unknowns[e][next[e]++]];
            if (holder < 0)
            {
                Shift(path);
                return;
            }

            if (seen[holder] != round)
            {
                seen[holder] = round;
                next[holder] = 0;
                path.Push(holder);
            }
        }
    }

    private void Shift(Stack<int> path)
    {
        foreach (var e in path)
        {
            Pair(e, unknowns[e][next[e] - 1]);
        }
    }

    private void Pair(int equation, int unknown)
    {
        unknownOf[equation] = unknown;
        equationOf[unknown] = equation;
    }
}
