using System.Collections.Immutable;
using TwinGrid.Contracts.Alarms;
using TwinGrid.Contracts.Ingest;
using TwinGrid.Contracts.Partitions;
using TwinGrid.Contracts.Storage;
using TwinGrid.Contracts.Twins;
using TwinGrid.Model.Cuts;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Names;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.Tests.Partitions;

/// <summary>
/// A partition's reads over plain memory: tests put values, indexes and alarms where they want them, and hold durability back. Readers, one writer.
/// </summary>
internal sealed class TestPartition : IPartition
{
    private readonly Lock gate = new();
    private readonly AssetInfo[] assets;
    private readonly SignalView[][] signals;
    private readonly ulong[] revisions;
    private readonly Dictionary<string, int> byId = new(StringComparer.Ordinal);
    private readonly Dictionary<int, AlarmStatus[]> alarms = [];
    private readonly Dictionary<int, ProductionTotals> production = [];
    private TaskCompletionSource durable = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TestPartition(PlantDefinition plant, int number = 0)
    {
        Definition = plant;
        Key = new PartitionKey(plant.Id, number);
        var all = new List<AssetInfo>();
        foreach (var line in plant.Lines.Where(line => line.Partition == number))
        {
            foreach (var entry in line.Assets)
            {
                foreach (var id in entry.EnumerateIds())
                {
                    all.Add(InfoOf(plant.Id, all.Count, id, line, entry, plant.Types[entry.Type]));
                }
            }
        }

        assets = [.. all];
        revisions = new ulong[assets.Length];
        signals = [.. assets.Select(asset => Enumerable.Repeat(new SignalView { TimeNs = long.MinValue, Value = double.NaN }, asset.Type.Signals.Length).ToArray())];
        foreach (var asset in assets)
        {
            byId[asset.Id] = asset.Slot;
        }
    }

    public PartitionKey Key { get; }

    public Guid HistoryId { get; } = new("6f1d2c5e-0000-4000-8000-000000000001");

    public ulong AppliedIndex { get; private set; }

    public ulong DurableIndex { get; private set; }

    public bool HoldsDurability { get; set; }

    public PartitionStatus Status => new() { Key = Key.ToString(), AppliedIndex = AppliedIndex, DurableIndex = DurableIndex };

    public bool IsStale => false;

    public PlantDefinition? Definition { get; set; }

    public IPartitionLog Log => throw new NotSupportedException("This partition has no log.");

    public int SlotCount => assets.Length;

    public IReadOnlyCollection<int> SlotsWithAlarms
    {
        get
        {
            lock (gate)
            {
                return [.. alarms.Keys.Order()];
            }
        }
    }

    /// <summary>Commits one sample.</summary>
    public void Set(string asset, string signal, double value, long timeNs, uint quality = Quality.Good)
    {
        lock (gate)
        {
            var slot = byId[asset];
            var index = assets[slot].Type.Signals.Select(s => s.Id).ToList().IndexOf(signal);
            ref var state = ref signals[slot][index];
            state.Value = value;
            state.TimeNs = timeNs;
            state.Quality = quality;
            state.Samples++;
            revisions[slot] = AppliedIndex + 1;
        }

        Commit();
    }

    /// <summary>One commit with a sample of every asset that has the signal.</summary>
    public void SetAll(string signal, double value, long timeNs)
    {
        lock (gate)
        {
            foreach (var asset in assets)
            {
                ref var state = ref signals[asset.Slot][asset.Type.Signals.Select(s => s.Id).ToList().IndexOf(signal)];
                (state.Value, state.TimeNs) = (value, timeNs);
                state.Samples++;
                revisions[asset.Slot] = AppliedIndex + 1;
            }
        }

        Commit();
    }

    public void Retire(string asset)
    {
        lock (gate)
        {
            var slot = byId[asset];
            assets[slot] = assets[slot] with { IsRetired = true };
            revisions[slot] = AppliedIndex + 1;
        }

        Commit();
    }

    public void SetAlarms(string asset, params AlarmStatus[] all)
    {
        lock (gate)
        {
            alarms[byId[asset]] = all;
            revisions[byId[asset]] = AppliedIndex + 1;
        }

        Commit();
    }

    public void SetProduction(string asset, ProductionTotals totals)
    {
        lock (gate)
        {
            production[byId[asset]] = totals;
            revisions[byId[asset]] = AppliedIndex + 1;
        }

        Commit();
    }

    public void MakeDurable()
    {
        TaskCompletionSource waiters;
        lock (gate)
        {
            DurableIndex = AppliedIndex;
            waiters = durable;
            durable = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        waiters.TrySetResult();
    }

    public ValueTask WaitForAppliedAsync(ulong index, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public async ValueTask WaitForDurableAsync(ulong index, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task wait;
            lock (gate)
            {
                if (DurableIndex >= index)
                {
                    return;
                }

                wait = durable.Task;
            }

            await wait.WaitAsync(cancellationToken);
        }
    }

    public int FindAsset(ReadOnlySpan<char> assetId) => byId.GetValueOrDefault(assetId.ToString(), -1);

    /// <summary>How often somebody asked for metadata: the cost of a query.</summary>
    public int InfoReads { get; private set; }

    public List<int> InfoReadMarks { get; } = [];

    public void MarkInfoReads()
    {
        InfoReadMarks.Add(InfoReads);
        InfoReads = 0;
    }

    public AssetInfo? GetAssetInfo(int slot)
    {
        InfoReads++;
        return (uint)slot < (uint)assets.Length ? assets[slot] : null;
    }

    public bool TryRead(int slot, AssetView into)
    {
        if ((uint)slot >= (uint)assets.Length)
        {
            return false;
        }

        lock (gate)
        {
            into.Info = assets[slot];
            into.Revision = revisions[slot];
            into.Count = signals[slot].Length;
            into.ActiveAlarms = alarms.TryGetValue(slot, out var some) ? some.Count(alarm => alarm.IsActive) : 0;
            if (into.Signals.Length < into.Count)
            {
                into.Signals = new SignalView[into.Count];
            }

            signals[slot].CopyTo(into.Signals, 0);
        }

        return true;
    }

    public int CollectChanged(ulong sinceIndex, Span<int> slots)
    {
        var count = 0;
        lock (gate)
        {
            for (var slot = 0; slot < revisions.Length; slot++)
            {
                if (revisions[slot] > sinceIndex)
                {
                    if (count == slots.Length)
                    {
                        return -1;
                    }

                    slots[count++] = slot;
                }
            }
        }

        return count;
    }

    public IReadOnlyList<AlarmStatus> GetAlarms(int slot)
    {
        lock (gate)
        {
            return alarms.GetValueOrDefault(slot, []);
        }
    }

    public bool TryReadProduction(int slot, out ProductionTotals totals)
    {
        lock (gate)
        {
            return production.TryGetValue(slot, out totals);
        }
    }

    public ValueTask<PlantCut?> CutAsync(IReadOnlyList<string> lines, long atNs, CancellationToken cancellationToken) =>
        throw new NotSupportedException("This partition has no writer that could cut it.");

    public ValueTask<AlarmStatus?> ActOnAlarmAsync(int slot, string alarm, AlarmAction action, CancellationToken cancellationToken) =>
        throw new NotSupportedException("This partition takes no writes.");

    public ValueTask<ILane> OpenLaneAsync(LaneRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException("This partition takes no writes.");

    public SeriesBinding Resolve(string asset, string signal) => throw new NotSupportedException("This partition takes no writes.");

    public SeriesInfo? Describe(SeriesId series) => null;

    public IReadOnlyList<ProducerStatus> ListProducers() => [];

    public ValueTask<(ulong BelowEpoch, ulong CommitIndex)> FenceProducerAsync(
        string producer, ulong belowEpoch, string reason, CancellationToken cancellationToken) =>
        throw new NotSupportedException("This partition takes no writes.");

    public ValueTask<ulong> ApplyDefinitionAsync(PlantDefinition definition, ulong version, CancellationToken cancellationToken) =>
        throw new NotSupportedException("This partition takes no writes.");

    public ValueTask<AssetInfo?> UpdateMetadataAsync(int slot, MetadataUpdate update, CancellationToken cancellationToken) =>
        throw new NotSupportedException("This partition takes no writes.");

    private static AssetInfo InfoOf(string plant, int slot, string id, LineDefinition line, AssetDefinition entry, AssetTypeDefinition type) => new()
    {
        Slot = slot,
        Id = id,
        Name = new ResourceName(plant, line.Id, id).ToString(),
        Line = line.Id,
        Type = type,
        DisplayName = entry.DisplayName ?? id,
        Labels = entry.Labels,
        Parameters = type.Parameters.ToImmutableDictionary(p => p.Key, p => entry.Parameters.GetValueOrDefault(p.Key, p.Value.Default)),
    };

    private void Commit()
    {
        lock (gate)
        {
            AppliedIndex++;
        }

        if (!HoldsDurability)
        {
            MakeDurable();
        }
    }
}
