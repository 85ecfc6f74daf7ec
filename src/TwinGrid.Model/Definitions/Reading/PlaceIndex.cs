namespace TwinGrid.Model.Definitions.Reading;

/// <summary>Where the parts of a plant stand in its documents, by the paths of <see cref="DefinitionChange"/>.</summary>
internal sealed class PlaceIndex
{
    private readonly Dictionary<string, Section> places = new(StringComparer.Ordinal);

    public void Add(string path, Section section) => places.TryAdd(path, section);

    /// <summary>The innermost part that holds the path, and what remains of it as a key of that part; null when there is none.</summary>
    public (Section Section, string Key)? Find(string path)
    {
        for (var end = path.Length; end > 0; end = path.LastIndexOf('/', end - 1))
        {
            if (places.TryGetValue(path[..end], out var section))
            {
                return (section, end == path.Length ? "id" : path[(end + 1)..]);
            }
        }

        return places.TryGetValue("", out var plant) ? (plant, path) : null;
    }
}
