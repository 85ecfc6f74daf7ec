using System.Collections.Immutable;

namespace TwinGrid.Model.Definitions.Reading;

/// <summary>Reads the <c>spec</c> of a document of kind Line.</summary>
internal sealed class LineReader(
    int partitions, IReadOnlyDictionary<string, AssetTypeDefinition> types, AssetRegister register)
{
    public LineDefinition Read(string id, Section spec)
    {
        var own = new HashSet<string>(StringComparer.Ordinal);
        var assets = ImmutableArray.CreateBuilder<AssetDefinition>();
        var parts = new PartOfCheck();
        var reader = new AssetReader(types);
        foreach (var section in spec.Children("assets", int.MaxValue))
        {
            if (reader.Read(section) is not { } asset)
            {
                continue;
            }

            var partOf = asset.EnumeratePartOf().GetEnumerator();
            foreach (var name in asset.EnumerateIds())
            {
                partOf.MoveNext();
                if (!register.Add(section, name, id))
                {
                    break;
                }

                own.Add(name);
                parts.Add(section, name, partOf.Current);
            }

            spec.Bag.Places.Add($"lines/{id}/assets/{asset.Id}", section);
            register.Rename(section, asset);
            assets.Add(asset);
        }

        parts.Check(own);
        var line = new LineDefinition
        {
            Id = id,
            DisplayName = spec.Text("displayName") ?? id,
            Partition = (int)(spec.Whole("partition", 0, partitions - 1) ?? 0),
            Assets = assets.ToImmutable(),
            KpiWindow = spec.Duration("kpiWindow") ?? TimeSpan.FromHours(8),
            Bottleneck = ReadBottleneck(spec, own),
            RenamedFrom = spec.Id("renamedFrom"),
        };
        line = line with { Kpis = KpiReader.Read(spec, types, line.Assets.Select(a => a.Type).ToHashSet(StringComparer.Ordinal)) };
        spec.Close();
        return line;
    }

    private static string? ReadBottleneck(Section spec, HashSet<string> own)
    {
        if (spec.Id("bottleneck") is not { } bottleneck)
        {
            return null;
        }

        if (!own.Contains(bottleneck))
        {
            spec.Error("bottleneck", $"the line has no asset '{bottleneck}'{Wording.DidYouMean(bottleneck, own)}");
        }

        return bottleneck;
    }
}
