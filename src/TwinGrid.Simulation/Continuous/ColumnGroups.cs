namespace TwinGrid.Simulation.Continuous;

/// <summary>
/// Groups of variables that no equation has in common, so that one evaluation differences a whole group (Curtis, Powell and Reid,
/// 1974), found greedily in the order of the variables.
/// </summary>
internal sealed class ColumnGroups
{
    private readonly int[] groupOf;
    private readonly int[][] rowsOf;

    /// <summary>Groups of a system; one variable a group where its pattern is not known.</summary>
    public ColumnGroups(IDifferentialSystem system)
    {
        var n = system.Dimension;
        groupOf = new int[n];
        rowsOf = new int[n][];
        var pattern = system as IJacobianPattern;
        var taken = new List<bool[]>();
        for (var j = 0; j < n; j++)
        {
            rowsOf[j] = [.. Enumerable.Range(0, n).Where(i => pattern?.DependsOn(i, j) ?? true)];
            var group = taken.FindIndex(rows => !rowsOf[j].Any(i => rows[i]));
            if (group < 0)
            {
                group = taken.Count;
                taken.Add(new bool[n]);
            }

            groupOf[j] = group;
            foreach (var i in rowsOf[j])
            {
                taken[group][i] = true;
            }
        }

        Count = taken.Count;
    }

    public int Count { get; }

    public int GroupOf(int variable) => groupOf[variable];

    /// <summary>Equations that depend on the variable.</summary>
    public ReadOnlySpan<int> RowsOf(int variable) => rowsOf[variable];
}
