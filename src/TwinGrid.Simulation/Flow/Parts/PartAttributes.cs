namespace TwinGrid.Simulation.Flow.Parts;

/// <summary>The names of the numbers that parts of a replication carry, such as a weight or a viscosity.</summary>
public sealed class PartAttributes
{
    private readonly List<string> names = [];

    /// <summary>The index of an attribute; made when it is new.</summary>
    public int Index(string name)
    {
        var index = names.IndexOf(name);
        if (index < 0)
        {
            index = names.Count;
            names.Add(name);
        }

        return index;
    }
}
