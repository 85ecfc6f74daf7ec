using System.Collections.Immutable;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.Tests.Partitions;

/// <summary>A small plant with one signal of every kind; versions of it are made with <c>with</c>.</summary>
internal static class PumpPlant
{
    public static readonly AssetTypeDefinition Pump = new()
    {
        Id = "pump",
        DisplayName = "Pump",
        Signals =
        [
            Signal("flow") with { Min = 0, Max = 100, Unit = "m3/h" },
            Signal("pressure") with { StatisticsOver = TimeSpan.FromSeconds(10), Unit = "bar" },
            Signal("starts", SignalType.Integer),
            Signal("running", SignalType.Boolean),
            Signal("mode", SignalType.Enumeration) with { Symbols = [new("off", 0), new("auto", 1), new("hand", 7)] },
            Signal("note", SignalType.String),
        ],
        Alarms = [new AlarmDefinition { Id = "flow-high", Signal = "flow", Kind = AlarmKind.High, Limit = 90, Hysteresis = 5 }],
    };

    public static SignalDefinition Signal(string id, SignalType type = SignalType.Number) =>
        new() { Id = id, DisplayName = id, Type = type, LateWindow = null };

    public static PlantDefinition Plant(AssetTypeDefinition type, params AssetDefinition[] assets) => new()
    {
        Id = "plant",
        DisplayName = "Plant",
        Types = ImmutableSortedDictionary.Create<string, AssetTypeDefinition>(StringComparer.Ordinal).Add(type.Id, type),
        Lines = [new LineDefinition { Id = "line", DisplayName = "line", Assets = [.. assets] }],
        Hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(
            System.Text.Encoding.UTF8.GetBytes(string.Join(';', assets.Select(asset => asset.ToString())) + type))),
    };

    public static PlantDefinition Of(int pumps) =>
        Plant(Pump, new AssetDefinition { Id = "pump-{000}", Type = "pump", From = 1, To = pumps });
}
