using TwinGrid.Contracts.Ingest;
using TwinGrid.Grains.LiveTable;
using TwinGrid.Model.Names;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.Partitions;

/// <summary>Finds the series that a declaration means.</summary>
internal static class SeriesResolver
{
    private const int Named = 16;

    /// <summary>The series; otherwise what is wrong, in words.</summary>
    /// <param name="layout">Null before the first definition.</param>
    /// <param name="key">The partition that is asked.</param>
    /// <param name="asset">Asset id or resource name; its line may be <c>-</c>, and one that the asset has left is passed over.</param>
    /// <param name="signal">Signal id.</param>
    public static SeriesBinding Resolve(PartitionLayout? layout, PartitionKey key, string asset, string signal)
    {
        var id = asset;
        if (asset.Contains('/', StringComparison.Ordinal))
        {
            if (!ResourceName.TryParse(asset, out var name) || name.Asset is null || name.Plant != key.Plant)
            {
                return Unknown($"'{asset}' is no asset of plant '{key.Plant}'; expected plants/{key.Plant}/lines/LINE/assets/ASSET or the asset's id.");
            }

            id = name.Asset;
        }

        if (layout is null)
        {
            return Unknown($"Plant '{key.Plant}' has no definition yet.");
        }

        var slot = layout.Assets.Find(id);
        if ((slot < 0 || layout.Assets.IsRetired(slot)) && FindElsewhere(layout, key, id) is var partition && partition >= 0)
        {
            return new SeriesBinding(
                RejectionCode.WrongPartition, default, partition, null, $"Asset '{id}' lives in partition {partition}, not in {key.Number}.");
        }

        return slot < 0 ? Unknown($"Plant '{key.Plant}' has no asset '{id}'.") : ResolveSignal(layout, key, slot, id, signal);
    }

    private static SeriesBinding ResolveSignal(PartitionLayout layout, PartitionKey key, int slot, string id, string signal)
    {
        // A retired signal is found after those in use: its history can still be read, under the id that it had last.
        var type = layout.TypeOf(slot)!;
        var found = type.OrdinalOf(signal) is var ordinal && ordinal >= 0
            ? type.Signals[ordinal]
            : type.Signals.LastOrDefault(one => one.Definition.Id == signal);
        if (found is null)
        {
            return Unknown($"Asset '{id}' of type '{type.Definition.Id}' has no signal '{signal}'; it has {NamesOf(type)}.");
        }

        var series = new SeriesId(slot, found.Ordinal);
        return layout.Assets.IsRetired(slot) || found.IsRetired
            ? new SeriesBinding(
                RejectionCode.Retired, series, key.Number, found.Definition, $"{(found.IsRetired ? $"Signal '{signal}' of asset" : "Asset")} '{id}' is retired.")
            : new SeriesBinding(RejectionCode.None, series, key.Number, found.Definition, null);
    }

    private static string NamesOf(TypeLayout type)
    {
        var names = type.Definition.Signals.Select(signal => signal.Id).ToList();
        return string.Join(", ", names.Take(Named)) + (names.Count > Named ? $" and {names.Count - Named} more" : "");
    }

    private static int FindElsewhere(PartitionLayout layout, PartitionKey key, string id)
    {
        foreach (var line in layout.Definition.Lines.Where(line => line.Partition != key.Number))
        {
            foreach (var asset in line.Assets)
            {
                if (asset.From is null ? asset.Id == id : IsInRange(asset.Id, id) && asset.EnumerateIds().Contains(id))
                {
                    return line.Partition;
                }
            }
        }

        return -1;
    }

    private static bool IsInRange(string pattern, string id) =>
        id.AsSpan().StartsWith(pattern.AsSpan(0, Math.Max(0, pattern.IndexOf('{', StringComparison.Ordinal))));

    private static SeriesBinding Unknown(string message) => new(RejectionCode.UnknownSignal, default, -1, null, message);
}
