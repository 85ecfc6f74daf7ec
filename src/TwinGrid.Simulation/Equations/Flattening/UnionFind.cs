namespace TwinGrid.Simulation.Equations.Flattening;

/// <summary>Disjoint sets of 0 to n - 1; the representative of a set is its lowest member.</summary>
internal sealed class UnionFind
{
    private readonly int[] parents;

    public UnionFind(int count)
    {
        parents = new int[count];
        for (var i = 0; i < count; i++)
        {
            parents[i] = i;
        }
    }

    public int Find(int member)
    {
        while (parents[member] != member)
        {
            parents[member] = parents[parents[member]];
            member = parents[member];
        }

        return member;
    }

    public void Join(int left, int right)
    {
        var (a, b) = (Find(left), Find(right));
        parents[Math.Max(a, b)] = Math.Min(a, b);
    }
}
