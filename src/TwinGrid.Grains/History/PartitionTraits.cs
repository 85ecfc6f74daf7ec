using TwinGrid.Contracts.Partitions;
using TwinGrid.Contracts.Twins;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.History;

/// <summary>Traits from the definition in force.</summary>
internal sealed class PartitionTraits(IPartition partition) : ISeriesTraits
{
    private readonly Dictionary<SeriesId, bool> kept = [];
    private PlantDefinition? definition;
    private bool everythingIsKept;

    public bool IsText(SeriesId series) => partition.Describe(series)?.Signal.Type == SignalType.String;

    public bool IsKept(SeriesId series)
    {
        if (!ReferenceEquals(definition, partition.Definition))
        {
            definition = partition.Definition;
            everythingIsKept = definition is null || definition.Types.Values.All(type => type.Signals.All(signal => signal.Retention.IsKept));
            kept.Clear();
        }

        if (everythingIsKept)
        {
            return true;
        }

        if (!kept.TryGetValue(series, out var isKept))
        {
            isKept = partition.Describe(series)?.Signal.Retention.IsKept ?? true;
            kept.Add(series, isKept);
        }

        return isKept;
    }

    public IReadOnlyList<RetentionClass> BoundedClasses()
    {
        var present = partition.Definition;
        if (present is null || !present.Types.Values.Any(type => type.Signals.Any(IsBounded)))
        {
            return [];
        }

        return [.. AllSeries().Where(info => IsBounded(info.Signal)).GroupBy(info => info.Signal.Retention)
            .Select(group => new RetentionClass(group.Key.Keep, ShareOf(group.Key, present), [.. group.Select(info => info.Series)]))];
    }

    private static bool IsBounded(SignalDefinition signal) => signal.Retention.Keep is not null || signal.Retention.MaxBytes is not null;

    /// <summary>A class' bytes are the plant's; its partitions share them alike.</summary>
    private static long? ShareOf(RetentionDefinition retention, PlantDefinition plant) => retention.MaxBytes / Math.Max(1, plant.Partitions);

    private IEnumerable<SeriesInfo> AllSeries()
    {
        for (var slot = 0; slot < partition.SlotCount; slot++)
        {
            if (partition.GetAssetInfo(slot) is not { } asset)
            {
                continue;
            }

            // Signals that were retired keep their ordinals: there may be more of them than the type has signals now.
            var missing = 0;
            for (var ordinal = 0; ordinal < SeriesId.MaxOrdinals && missing < asset.Type.Signals.Length + 64; ordinal++)
            {
                if (partition.Describe(new SeriesId(slot, ordinal)) is { } info)
                {
                    yield return info;
                }
                else
                {
                    missing++;
                }
            }
        }
    }
}
