namespace TwinGrid.Model.Definitions.Reading;

/// <summary>Assets of a line that are parts of others: the whole must be in the same line, and nothing is part of itself.</summary>
internal sealed class PartOfCheck
{
    private readonly Dictionary<string, (Section Section, string Whole)> wholes = new(StringComparer.Ordinal);

    public void Add(Section section, string id, string? partOf)
    {
        if (partOf is not null)
        {
            wholes.TryAdd(id, (section, partOf));
        }
    }

    public void Check(HashSet<string> own)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (id, (section, whole)) in wholes)
        {
            if (!own.Contains(whole))
            {
                section.Error("partOf", $"the line has no asset '{whole}'; a part lives in the line of its whole");
                continue;
            }

            var trail = new HashSet<string>(StringComparer.Ordinal);
            var at = id;
            while (!done.Contains(at) && wholes.TryGetValue(at, out var next))
            {
                if (!trail.Add(at))
                {
                    section.Error("partOf", $"'{id}' would be part of itself: {string.Join(" -> ", trail.Append(at).Take(10))}");
                    break;
                }

                at = next.Whole;
            }

            done.UnionWith(trail);
        }
    }
}
