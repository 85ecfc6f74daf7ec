using TwinGrid.Model.Definitions.Reading;
using TwinGrid.Model.Definitions.Writing;

namespace TwinGrid.Model.Definitions;

/// <summary>Writes a plant as YAML documents in one text, which <see cref="DefinitionReader"/> reads back to an equal definition with the same hash.</summary>
public static class DefinitionWriter
{
    /// <summary>The plant, then its types by id, then its lines.</summary>
    /// <param name="plant">A plant as <see cref="DefinitionReader"/> makes it.</param>
    public static string Write(PlantDefinition plant)
    {
        ArgumentNullException.ThrowIfNull(plant);
        var yaml = new YamlText();
        WriteDocument(yaml, DocumentKind.Plant, plant.Id, () => WritePlant(yaml, plant));
        foreach (var type in plant.Types.Values)
        {
            WriteDocument(yaml, DocumentKind.AssetType, type.Id, () => new TypeWriter(yaml).Write(type));
        }

        foreach (var line in plant.Lines)
        {
            WriteDocument(yaml, DocumentKind.Line, line.Id, () => WriteLine(yaml, line));
        }

        return yaml.ToString();
    }

    private static void WriteDocument(YamlText yaml, DocumentKind kind, string name, Action spec)
    {
        yaml.Document();
        yaml.Text("apiVersion", DocumentReader.ApiVersion);
        yaml.Text("kind", kind.ToString());
        yaml.Section("metadata", () => yaml.Text("name", name));
        yaml.Section("spec", spec);
    }

    private static void WritePlant(YamlText yaml, PlantDefinition plant)
    {
        yaml.Text("displayName", plant.DisplayName);
        yaml.Number("partitions", plant.Partitions);
        yaml.Section("quotas", () =>
        {
            yaml.Raw("samplesPerSecond", Whole(plant.Quotas.SamplesPerSecond));
            yaml.Raw("bytesPerSecond", Whole(plant.Quotas.BytesPerSecond));
            yaml.Raw("streams", Whole(plant.Quotas.Streams));
            yaml.Raw("series", Whole(plant.Quotas.Series));
        });
        var classes = plant.Types.Values.SelectMany(t => t.Signals).Select(s => s.Retention).Where(r => r != RetentionDefinition.Standard).Distinct();
        yaml.List("retention", classes.OrderBy(r => r.Class, StringComparer.Ordinal), retention =>
        {
            yaml.Text("class", retention.Class);
            yaml.Text("keep", retention.Keep is not { } keep ? "forever" : keep == TimeSpan.Zero ? "none" : DurationText.Format(keep));
            yaml.Text("maxSize", retention.MaxBytes is { } bytes ? SizeText.Format(bytes) : "unlimited");
        });
        yaml.List("flows", plant.Flows, flow =>
        {
            yaml.Text("from", flow.From);
            yaml.Text("to", flow.To);
            yaml.Text("kind", flow.Kind);
            if (!flow.Ports.IsEmpty)
            {
                yaml.Section("ports", () =>
                {
                    foreach (var (name, port) in flow.Ports)
                    {
                        yaml.Text(name, port);
                    }
                });
            }
        });
        WriteKpis(yaml, plant.Kpis);
    }

    private static void WriteLine(YamlText yaml, LineDefinition line)
    {
        yaml.Text("displayName", line.DisplayName);
        yaml.Text("renamedFrom", line.RenamedFrom);
        yaml.Number("partition", line.Partition);
        yaml.Text("kpiWindow", DurationText.Format(line.KpiWindow));
        yaml.Text("bottleneck", line.Bottleneck);
        yaml.List("assets", line.Assets, asset => WriteAsset(yaml, asset));
        WriteKpis(yaml, line.Kpis);
    }

    private static void WriteAsset(YamlText yaml, AssetDefinition asset)
    {
        yaml.Text("id", asset.Id);
        yaml.Text("type", asset.Type);
        yaml.Number("from", asset.From);
        yaml.Number("to", asset.To);
        yaml.Text("displayName", asset.DisplayName);
        yaml.Text("partOf", asset.PartOf);
        yaml.Text("renamedFrom", asset.RenamedFrom);
        if (!asset.Labels.IsEmpty)
        {
            yaml.Section("labels", () =>
            {
                foreach (var (name, value) in asset.Labels)
                {
                    yaml.Text(name, value);
                }
            });
        }

        if (!asset.Parameters.IsEmpty)
        {
            yaml.Section("parameters", () =>
            {
                foreach (var (name, value) in asset.Parameters)
                {
                    yaml.Number(name, value);
                }
            });
        }
    }

    private static void WriteKpis(YamlText yaml, IEnumerable<KpiDefinition> kpis) => yaml.List("kpis", kpis, kpi =>
    {
        yaml.Text("id", kpi.Id);
        yaml.Text("unit", kpi.Unit);
        yaml.Text("expression", kpi.Expression);
    });

    private static string Whole(long value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
