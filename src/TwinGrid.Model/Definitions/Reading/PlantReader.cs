using System.Collections.Immutable;
using TwinGrid.Model.Names;

namespace TwinGrid.Model.Definitions.Reading;

/// <summary>
/// Reads the <c>spec</c> of the document of kind Plant, in two steps: what types and lines need to know first, and what refers to them afterwards.
/// </summary>
internal sealed class PlantReader
{
    private readonly Section? spec;

    public PlantReader(Section? spec)
    {
        this.spec = spec;
        Partitions = (int)(spec?.Whole("partitions", 1, PartitionKey.MaxPartitions) ?? 1);
        Retention = ReadRetention();
    }

    public int Partitions { get; }

    /// <summary>Retention classes by name; always has the standard one.</summary>
    public IReadOnlyDictionary<string, RetentionDefinition> Retention { get; }

    public PlantDefinition? Read(
        string id, IReadOnlyDictionary<string, AssetTypeDefinition> types, IReadOnlyList<LineDefinition> lines, AssetRegister assets)
    {
        if (spec is null)
        {
            return null;
        }

        var used = lines.SelectMany(l => l.Assets).Select(a => a.Type).ToHashSet(StringComparer.Ordinal);
        var plant = new PlantDefinition
        {
            Id = id,
            DisplayName = spec.Text("displayName") ?? id,
            Partitions = Partitions,
            Types = types.ToImmutableSortedDictionary(StringComparer.Ordinal),
            Lines = [.. lines.OrderBy(l => l.Id, StringComparer.Ordinal)],
            Flows = ReadFlows(spec, assets),
            Kpis = KpiReader.Read(spec, types, used),
            Quotas = ReadQuotas(spec),
        };
        spec.Close();
        return plant;
    }

    private ImmutableSortedDictionary<string, RetentionDefinition> ReadRetention()
    {
        var classes = ImmutableSortedDictionary.CreateBuilder<string, RetentionDefinition>(StringComparer.Ordinal);
        var ids = new IdRegister("retention class");
        foreach (var section in spec?.Children("retention", 64) ?? [])
        {
            section.Require("class");
            var name = section.Id("class");
            var (keep, maxBytes) = (ReadKeep(section), ReadSize(section));
            section.Close();
            if (name is not null && ids.Add(section, "class", name))
            {
                classes[name] = new RetentionDefinition(name, keep, maxBytes);
            }
        }

        classes.TryAdd(RetentionDefinition.Standard.Class, RetentionDefinition.Standard);
        return classes.ToImmutable();
    }

    private static TimeSpan? ReadKeep(Section section)
    {
        if (section.Scalar("keep", "a duration") is not { } scalar || scalar.Value == "forever")
        {
            return null;
        }

        if (scalar.Value == "none")
        {
            return TimeSpan.Zero;
        }

        if (DurationText.TryParse(scalar.Value, out var keep) && keep > TimeSpan.Zero)
        {
            return keep;
        }

        section.Error("keep", $"'{Wording.Shorten(scalar.Value)}' is no duration above zero: {DurationText.Rule}", ["forever", "none"]);
        return null;
    }

    private static long? ReadSize(Section section)
    {
        if (section.Scalar("maxSize", "a size") is not { } scalar || scalar.Value == "unlimited")
        {
            return null;
        }

        if (SizeText.TryParse(scalar.Value, out var bytes) && bytes > 0)
        {
            return bytes;
        }

        section.Error("maxSize", $"'{Wording.Shorten(scalar.Value)}' is no size above 0: {SizeText.Rule}", ["unlimited"]);
        return null;
    }

    private static ImmutableArray<FlowDefinition> ReadFlows(Section spec, AssetRegister assets)
    {
        var flows = new List<FlowDefinition>();
        var known = new HashSet<(string From, string To, string Kind)>();
        foreach (var section in spec.Children("flows", 100_000))
        {
            var from = ReadEnd(section, "from", assets);
            var to = ReadEnd(section, "to", assets);
            var kind = section.Text("kind") ?? "material";
            if (kind is not ("material" or "energy"))
            {
                section.Error("kind", $"'{kind}' is not allowed", ["material", "energy"]);
            }

            var ports = ReadPorts(section);
            section.Close();
            if (from is null || to is null)
            {
                continue;
            }

            if (from == to)
            {
                section.Error("to", $"a flow from '{from}' to itself");
            }
            else if (!known.Add((from, to, kind)))
            {
                section.Error("from", $"the {kind} flow from '{from}' to '{to}' is given twice");
            }
            else
            {
                flows.Add(new FlowDefinition(from, to, kind) { Ports = ports });
            }
        }

        return [.. flows.OrderBy(f => f.From, StringComparer.Ordinal).ThenBy(f => f.To, StringComparer.Ordinal).ThenBy(f => f.Kind, StringComparer.Ordinal)];
    }

    private static ImmutableSortedDictionary<string, string> ReadPorts(Section section)
    {
        var ports = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, node, path) in section.Entries("ports", DefinitionLimits.MaxAlarms))
        {
            if (Identifier.IsValid(name.Value) && node is YamlScalar { IsNull: false } port && Identifier.IsValid(port.Value))
            {
                ports[name.Value] = port.Value;
            }
            else
            {
                section.Bag.Add(DiagnosticSeverity.Error, section.File, node, path, "a port of 'to' with the port of 'from' that it is connected to is expected, such as coldIn: out");
            }
        }

        return ports.ToImmutable();
    }

    private static string? ReadEnd(Section section, string key, AssetRegister assets)
    {
        section.Require(key);
        if (section.Id(key) is not { } id)
        {
            return null;
        }

        if (assets.Contains(id))
        {
            return id;
        }

        section.Error(key, $"the plant has no asset '{id}'{assets.Nearest(id)}");
        return null;
    }

    private static QuotaDefinition ReadQuotas(Section spec)
    {
        var defaults = new QuotaDefinition();
        if (spec.Child("quotas") is not { } section)
        {
            return defaults;
        }

        var quotas = new QuotaDefinition(
            section.Whole("samplesPerSecond", 0, long.MaxValue) ?? defaults.SamplesPerSecond,
            section.Whole("bytesPerSecond", 0, long.MaxValue) ?? defaults.BytesPerSecond,
            (int)(section.Whole("streams", 0, int.MaxValue) ?? defaults.Streams),
            (int)(section.Whole("series", 0, int.MaxValue) ?? defaults.Series));
        section.Close();
        return quotas;
    }
}
