namespace TwinGrid.Model.Definitions.Changes;

/// <summary>An asset of a plant, with its line.</summary>
internal readonly record struct PlacedAsset(LineDefinition Line, AssetDefinition Entry);

/// <summary>Which asset of a new version continues which one of the old, ranges spelt out.</summary>
internal sealed class AssetPairs
{
    private readonly Dictionary<string, PlacedAsset> old = new(StringComparer.Ordinal);

    public AssetPairs(PlantDefinition before)
    {
        foreach (var line in before.Lines)
        {
            foreach (var entry in line.Assets)
            {
                foreach (var id in entry.EnumerateIds())
                {
                    old.TryAdd(id, new PlacedAsset(line, entry));
                }
            }
        }
    }

    /// <summary>Ids of the old version.</summary>
    public bool Contains(string id) => old.ContainsKey(id);

    /// <summary>Pairs of entries of which at least one asset goes on, each pair once, with the id of the first such asset in the new version.</summary>
    public IEnumerable<(PlacedAsset Before, PlacedAsset After, string Id)> With(PlantDefinition after)
    {
        var seen = new HashSet<(AssetDefinition, AssetDefinition)>(EntryPairComparer.Instance);
        foreach (var line in after.Lines)
        {
            foreach (var entry in line.Assets)
            {
                foreach (var (id, from) in entry.EnumerateIds().Zip(entry.EnumerateRenamedFrom()))
                {
                    if ((old.TryGetValue(id, out var was) || (from is not null && old.TryGetValue(from, out was))) && seen.Add((was.Entry, entry)))
                    {
                        yield return (was, new PlacedAsset(line, entry), id);
                    }
                }
            }
        }
    }

    /// <summary>Entries are told apart by identity: comparing them by value would walk their labels for every asset.</summary>
    private sealed class EntryPairComparer : IEqualityComparer<(AssetDefinition, AssetDefinition)>
    {
        public static readonly EntryPairComparer Instance = new();

        public bool Equals((AssetDefinition, AssetDefinition) x, (AssetDefinition, AssetDefinition) y) =>
            ReferenceEquals(x.Item1, y.Item1) && ReferenceEquals(x.Item2, y.Item2);

        public int GetHashCode((AssetDefinition, AssetDefinition) pair) =>
            HashCode.Combine(
                System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(pair.Item1), System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(pair.Item2));
    }
}
