using TwinGrid.Model.Samples;

namespace TwinGrid.Model.Definitions.Reading;

/// <summary>All asset ids of the plant, ranges spelt out: ids are unique in the plant.</summary>
internal sealed class AssetRegister
{
    private readonly Dictionary<string, string> lines = new(StringComparer.Ordinal);
    private readonly List<(Section Section, AssetDefinition Asset)> renamed = [];

    public bool Contains(string id) => lines.ContainsKey(id);

    public string? Nearest(string id) => lines.Count <= 10_000 ? Wording.DidYouMean(id, lines.Keys) : "";

    /// <summary>False, with an error, when the id is taken or there are too many.</summary>
    public bool Add(Section section, string id, string line)
    {
        if (lines.Count >= DefinitionLimits.MaxAssets)
        {
            section.Error("id", Wording.Invariant($"more than {DefinitionLimits.MaxAssets} assets in the plant"));
            return false;
        }

        if (lines.TryAdd(id, line))
        {
            return true;
        }

        section.Error("id", $"asset '{id}' is already defined in line '{lines[id]}'; asset ids are unique in the plant");
        return false;
    }

    public void Rename(Section section, AssetDefinition asset)
    {
        if (asset.RenamedFrom is not null)
        {
            renamed.Add((section, asset));
        }
    }

    /// <summary>To be called once all lines are read.</summary>
    public void CheckRenames()
    {
        var taken = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (section, asset) in renamed)
        {
            foreach (var (now, before) in asset.EnumerateIds().Zip(asset.EnumerateRenamedFrom()))
            {
                if (lines.ContainsKey(before!))
                {
                    section.Error("renamedFrom", $"asset '{before}' is still defined; a renamed asset has left its old id");
                    break;
                }

                if (!taken.TryAdd(before!, now))
                {
                    section.Error("renamedFrom", $"asset '{taken[before!]}' is already renamed from '{before}'");
                    break;
                }
            }
        }
    }

    /// <summary>Reports a line that takes a partition beyond what <see cref="SeriesId"/> can number.</summary>
    public static void CheckPartition(Section spec, int partition, long assets)
    {
        if (assets > SeriesId.MaxSlots)
        {
            spec.Error("assets", Wording.Invariant($"partition {partition} would hold {assets} assets; at most {SeriesId.MaxSlots}"));
        }
    }
}
