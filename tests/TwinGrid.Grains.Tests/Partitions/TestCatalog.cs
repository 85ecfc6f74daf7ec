using System.Collections.Immutable;
using TwinGrid.Contracts.Twins;
using TwinGrid.Grains.Partitions;
using TwinGrid.Model.Definitions;

namespace TwinGrid.Grains.Tests.Partitions;

/// <summary>A catalogue of assets for folds alone: ordinals are the positions in the type, newest times are set by the test.</summary>
internal sealed class TestCatalog : IAssetCatalog
{
    private readonly List<AssetInfo?> assets = [];

    public Dictionary<(int Slot, int Ordinal), long> Newest { get; } = [];

    public int SlotCount => assets.Count;

    public static TestCatalog Of(AssetTypeDefinition type, int count = 1)
    {
        var catalog = new TestCatalog();
        for (var slot = 0; slot < count; slot++)
        {
            catalog.assets.Add(Asset(slot, type));
        }

        return catalog;
    }

    public static AssetTypeDefinition Type(SignalDefinition[] signals, AlarmDefinition[]? alarms = null, ProductionDefinition? production = null) => new()
    {
        Id = "pump",
        DisplayName = "Pump",
        Signals = [.. signals],
        Alarms = [.. alarms ?? []],
        Production = production,
    };

    public static SignalDefinition Signal(string id, string unit = "1", TimeSpan? staleAfter = null) =>
        new() { Id = id, DisplayName = id, Unit = unit, StaleAfter = staleAfter };

    public TestCatalog Retire(int slot)
    {
        assets[slot] = assets[slot]! with { IsRetired = true };
        return this;
    }

    public AssetInfo? GetAssetInfo(int slot) => (uint)slot < (uint)assets.Count ? assets[slot] : null;

    public AssetTypeDefinition? LiveTypeOf(int slot) => GetAssetInfo(slot) is { IsRetired: false } asset ? asset.Type : null;

    public int FindOrdinal(AssetTypeDefinition type, string signal)
    {
        for (var i = 0; i < type.Signals.Length; i++)
        {
            if (type.Signals[i].Id == signal)
            {
                return i;
            }
        }

        return -1;
    }

    public long GetNewestNs(int slot, int ordinal) => Newest.GetValueOrDefault((slot, ordinal), long.MinValue);

    private static AssetInfo Asset(int slot, AssetTypeDefinition type) => new()
    {
        Slot = slot,
        Id = $"pump-{slot}",
        Name = $"plants/p/lines/l/assets/pump-{slot}",
        Line = "l",
        Type = type,
        DisplayName = $"Pump {slot}",
        Labels = ImmutableDictionary<string, string>.Empty,
        Parameters = ImmutableDictionary<string, double>.Empty,
    };
}
