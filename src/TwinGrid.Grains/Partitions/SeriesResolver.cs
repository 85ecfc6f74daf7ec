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
        if (slot < 0 || layout.Assets.IsRetired(slot))
        {
            return FindElsewhere(layout, key, id) is var partition && partition >= 0
                ? new SeriesBinding(
                    RejectionCode.WrongPartition, default, partition, null, $"Asset '{id}' lives in partition {partition}, not in {key.Number}.")
                : slot < 0
                    ? Unknown($"Plant '{key.Plant}' has no asset '{id}'.")
                    : new SeriesBinding(RejectionCode.Retired, default, key.Number, null, $"Asset '{id}' is retired.");
        }

        return ResolveSignal(layout, key, slot, id, signal);
    }

    private static SeriesBinding ResolveSignal(PartitionLayout layout, PartitionKey key, int slot, string id, string signal)
    {
        var type = layout.TypeOf(slot)!;
        var ordinal = type.OrdinalOf(signal);
        if (ordinal < 0)
        {
            return type.Signals.Any(one => one.IsRetired && one.Definition.Id == signal)
                ? new SeriesBinding(RejectionCode.Retired, default, key.Number, null, $"Signal '{signal}' of asset '{id}' is retired.")
                : Unknown($"Asset '{id}' of type '{type.Definition.Id}' has no signal '{signal}'; it has {NamesOf(type)}.");
        }

        var found = type.Signals[ordinal];
        return (found.Flags & SignalFlags.Derived) == 0
            ? new SeriesBinding(RejectionCode.None, new SeriesId(slot, ordinal), key.Number, found.Definition, null)
            : Unknown($"Signal '{signal}' of asset '{id}' is derived: the server computes it and takes no samples of it.");
    }

    private static string NamesOf(TypeLayout type)
    {
        var names = type.Definition.Signals.Where(signal => signal.Expression is null).Select(signal => signal.Id).ToList();
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
