using System.Collections.Immutable;
using System.Runtime.InteropServices;
using TwinGrid.Contracts.History;
using TwinGrid.Contracts.Partitions;
using TwinGrid.Contracts.Twins;
using TwinGrid.Model.Cuts;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.Cuts;

/// <summary>
/// Cuts a partition out of history: what its samples up to an instant say, under the definition in force now. Reads nothing that was committed
/// after the position it names, so that the same request gives the same cut for as long as history is kept. Alarms and totals are not held.
/// </summary>
internal sealed class PastCutter(IHistoryReader history)
{
    /// <summary>The cut; null when no definition is in force.</summary>
    /// <exception cref="PartitionUnavailableException">Its history can't be read here.</exception>
    /// <exception cref="TimeoutException">The index did not come up with what is committed.</exception>
    public async Task<PlantCut?> CutAsync(IPartition partition, IReadOnlyList<string> lines, long atNs, CancellationToken cancellationToken)
    {
        if (partition.Definition is not { } definition)
        {
            return null;
        }

        var index = partition.AppliedIndex;
        var types = new SortedDictionary<string, CutType>(StringComparer.Ordinal);
        var assets = new List<CutAsset>();
        for (var slot = 0; slot < partition.SlotCount; slot++)
        {
            if (partition.GetAssetInfo(slot) is { IsRetired: false } info && (lines.Count == 0 || lines.Contains(info.Line)))
            {
                var type = CutBuilder.TypeOf(info.Type, types);
                assets.Add(await CutAsync(new PastSeries(history, partition, info, atNs, index), info, type, cancellationToken));
            }
        }

        return new PlantCut
        {
            Plant = partition.Key.Plant,
            DefinitionHash = definition.Hash,
            Kind = CutKind.Past,
            AtNs = atNs,
            Lines = [.. lines.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Positions = [new CutPosition(partition.Key.Number, partition.HistoryId, index)],
            Types = [.. types.Values],
            Assets = [.. assets.OrderBy(asset => asset.Id, StringComparer.Ordinal)],
        };
    }

    private static async Task<CutAsset> CutAsync(PastSeries series, AssetInfo info, CutType type, CancellationToken cancellationToken)
    {
        var signals = new CutSignal[info.Type.Signals.Length];
        for (var i = 0; i < signals.Length; i++)
        {
            signals[i] = await series.ReadAsync(info.Type.Signals[i], cancellationToken);
        }

        return new CutAsset
        {
            Id = info.Id,
            Type = type,
            Line = info.Line,
            Parameters = [.. type.Parameters.Select(id => info.Parameters[id])],
            Signals = ImmutableCollectionsMarshal.AsImmutableArray(signals),
            Production = info.Type.Production is { } production ? await ProductionOf(series, info.Type, production, cancellationToken) : null,
        };
    }

    private static async Task<CutProduction> ProductionOf(
        PastSeries series, AssetTypeDefinition type, ProductionDefinition production, CancellationToken cancellationToken)
    {
        var phase = production.StateSignal is { } state && type.Signals.FirstOrDefault(signal => signal.Id == state) is { } definition
            ? await series.ReadPhaseAsync(definition, production, cancellationToken)
            : PastPhase.Unknown;
        var lastUnit = long.MinValue;
        foreach (var counter in new[] { production.GoodCounter, production.RejectCounter })
        {
            if (counter is not null)
            {
                lastUnit = Math.Max(lastUnit, await series.ReadLastRiseAsync(counter, cancellationToken));
            }
        }

        return new CutProduction
        {
            State = phase.State, PhaseSinceNs = phase.SinceNs, RunningSecondsSinceDown = phase.RunningSecondsSinceDown, LastUnitNs = lastUnit,
        };
    }
}
