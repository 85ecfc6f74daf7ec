using TwinGrid.Contracts.Alarms;
using TwinGrid.Contracts.Partitions;
using TwinGrid.Contracts.Twins;
using TwinGrid.Model.Names;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.Twins;

/// <summary>
/// A twin as other grains know it. Holds nothing itself: its state is the slot in the partition's live table, which it reads directly. So it costs
/// nothing while nobody calls it, and can't disagree with what queries tell.
/// </summary>
internal sealed class AssetGrain(IPartitionDirectory directory, TimeProvider clock) : Grain, IAssetGrain
{
    private readonly AssetView view = new();

    /// <inheritdoc/>
    public Task<AssetState?> GetStateAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Find() is var (partition, slot) && partition.TryRead(slot, view) ? State() : null);

    /// <inheritdoc/>
    public Task<IReadOnlyList<AlarmStatus>> GetAlarmsAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Find() is var (partition, slot) ? partition.GetAlarms(slot) : []);

    /// <inheritdoc/>
    public async Task<AlarmStatus?> ActOnAlarmAsync(string alarm, AlarmAction action, CancellationToken cancellationToken) =>
        Find() is var (partition, slot) ? await partition.ActOnAlarmAsync(slot, alarm, action, cancellationToken) : null;

    private (IPartition Partition, int Slot)? Find()
    {
        var key = this.GetPrimaryKeyString();
        if (!ResourceName.TryParse(key, out var name) || name.Asset is null)
        {
            throw new ArgumentException($"'{key}' is no asset; expected plants/{{plant}}/lines/{{line}}/assets/{{asset}}.");
        }

        foreach (var partition in directory.OfPlant(name.Plant))
        {
            var slot = partition.FindAsset(name.Asset);
            if (slot >= 0 && (name.Line == ResourceName.Any || partition.GetAssetInfo(slot)?.Line == name.Line))
            {
                return (partition, slot);
            }
        }

        return null;
    }

    private AssetState State()
    {
        var now = Nanoseconds.Now(clock);
        var signals = new SignalReading[view.Count];
        for (var i = 0; i < signals.Length; i++)
        {
            var definition = view.Info.Type.Signals[i];
            ref readonly var signal = ref view.Signals[i];
            signals[i] = new SignalReading(
                definition.Id, definition.Unit, signal.Value, signal.Text, signal.TimeNs, LiveQuality.At(now, signal, definition, view.ProducerGone));
        }

        return new AssetState { Name = view.Info.Name, Type = view.Info.Type.Id, Revision = view.Revision, Signals = signals };
    }
}
