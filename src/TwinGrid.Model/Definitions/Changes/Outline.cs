namespace TwinGrid.Model.Definitions.Changes;

/// <summary>A part of a plant, as differences see it: an id, properties as text, and parts of its own in named groups.</summary>
internal sealed record Outline(string Id, string? RenamedFrom)
{
    public List<(string Name, string Value)> Properties { get; } = [];

    public List<OutlineGroup> Groups { get; } = [];

    /// <summary>Adds a property unless it is absent.</summary>
    public Outline With(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            Properties.Add((name, value));
        }

        return this;
    }

    public Outline With(string group, bool isOrdered, IEnumerable<Outline> parts)
    {
        Groups.Add(new OutlineGroup(group, isOrdered, [.. parts]));
        return this;
    }
}

/// <summary>Parts of one kind.</summary>
/// <param name="Name">Such as signals.</param>
/// <param name="IsOrdered">Their order has a meaning.</param>
/// <param name="Parts">The parts.</param>
internal sealed record OutlineGroup(string Name, bool IsOrdered, List<Outline> Parts);
