using System.Collections.Immutable;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;

namespace TwinGrid.Gateway.Tests.Ingest;

/// <summary>Two pumps with a signal of each type; a second partition holds a third pump.</summary>
internal static class IngestPlant
{
    public const string Id = "plant";

    public static PlantDefinition Create(QuotaDefinition? quotas = null, int pumps = 2)
    {
        var type = new AssetTypeDefinition
        {
            Id = "pump",
            DisplayName = "Pump",
            Signals =
            [
                Signal("temperature") with { Unit = "Cel", AcceptedUnits = ["[degF]"], Min = -20, Max = 120 },
                Signal("pressure") with { Unit = "bar", AcceptedUnits = ["kPa"] },
                Signal("starts") with { Type = SignalType.Integer },
                Signal("running") with { Type = SignalType.Boolean },
                Signal("recipe") with { Type = SignalType.String },
                Signal("mode") with { Type = SignalType.Enumeration, Symbols = [new("OFF", 0), new("AUTO", 4), new("MANUAL", 7)] },
            ],
        };
        return new PlantDefinition
        {
            Id = Id,
            DisplayName = Id,
            Partitions = 2,
            Types = ImmutableSortedDictionary.Create<string, AssetTypeDefinition>(StringComparer.Ordinal).Add(type.Id, type),
            Lines = [Line("line", 0, "pump", pumps), Line("annex", 1, "far", 1)],
            Quotas = quotas ?? new QuotaDefinition(),
            Hash = "1",
        };
    }

    private static SignalDefinition Signal(string id) => new() { Id = id, DisplayName = id };

    private static LineDefinition Line(string id, int partition, string prefix, int count) => new()
    {
        Id = id,
        DisplayName = id,
        Partition = partition,
        Assets = [.. Enumerable.Range(1, count).Select(i => new AssetDefinition { Id = $"{prefix}-{i}", Type = "pump" })],
    };
}
