using System.Runtime.CompilerServices;
using TwinGrid.Contracts.Alarms;
using TwinGrid.Grains.Partitions;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.Alarms;

/// <summary>
/// Alarms of a partition as a fold of its log: samples by source time, and logged decisions where a clock or an operator is needed. Same log,
/// same states, same events. The partition's writer calls everything but the reads; reads are thread safe and do not hold the writer up.
/// </summary>
internal sealed class AlarmFold(IEventSink events)
{
    private readonly AlarmCells cells = new();
    private readonly AlarmTracks tracks = new();
    private readonly PendingAlarms pending = new();
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly List<string> ids = [];
    private AlarmPlan?[] plans = [];
    private IAssetCatalog? catalog;

    /// <summary>Slots with an alarm that is not normal.</summary>
    public IReadOnlyCollection<int> SlotsWithAlarms => cells.Abnormal;

    /// <summary>Alarms of the slot that are active or not acknowledged, at most 255.</summary>
    public int CountActive(int slot) => cells.CountActive(slot);

    /// <summary>Plan of a slot's type; null when it has no alarms.</summary>
    public AlarmPlan? PlanOf(int slot)
    {
        var known = Volatile.Read(ref plans);
        return (uint)slot < (uint)known.Length ? known[slot] : null;
    }

    /// <summary>A definition has come into force: plans are made anew, alarms that it no longer has end.</summary>
    public void OnDefinition(IAssetCatalog assets, ulong commitIndex, long serverTimeNs)
    {
        SetCatalog(assets);
        tracks.RemoveWhere((slot, number) => FindAlarm(slot, number) is null);
        foreach (var (slot, number, _) in pending.Copy().Where(one => FindAlarm(one.Slot, one.AlarmNumber) is null))
        {
            pending.End(slot, number);
        }

        foreach (var slot in cells.EnumerateSlots().ToList())
        {
            DropUndefined(slot, commitIndex, serverTimeNs);
        }
    }

    /// <summary>A sample became its series' current value.</summary>
    public void OnSample(int slot, int ordinal, long timeNs, double value, uint quality, ulong commitIndex)
    {
        if (PlanOf(slot)?.Watching(ordinal) is not { } watching)
        {
            return;
        }

        // A bad value says nothing about its condition: alarms stay as they are. It does prove that the signal still comes.
        var usable = !Quality.IsBad(quality) && double.IsFinite(value);
        foreach (var alarm in watching)
        {
            switch (alarm.Definition.Kind)
            {
                case AlarmKind.Stale:
                    OnFresh(slot, alarm, timeNs, commitIndex);
                    break;
                case AlarmKind.Stuck when usable:
                    OnStuck(slot, alarm, timeNs, value, commitIndex);
                    break;
                case AlarmKind.Rate when usable:
                    OnRate(slot, alarm, timeNs, value, commitIndex);
                    break;
                case var _ when usable:
                    OnCondition(slot, alarm, timeNs, value, commitIndex);
                    break;
            }
        }
    }

    /// <summary>Applies a logged decision. One that no longer fits (alarm gone, sample came in between) changes nothing.</summary>
    public void OnRecord(AlarmRecord record, ulong commitIndex)
    {
        if (!numbers.TryGetValue(record.Alarm, out var number) || FindAlarm(record.Slot, number) is not { } alarm)
        {
            return;
        }

        switch (record.Kind)
        {
            case AlarmRecordKind.FoundStale:
                if (IsStale(record.Slot, alarm, record.AtNs))
                {
                    Raise(record.Slot, alarm, record.AtNs, double.NaN, commitIndex);
                }

                break;
            case AlarmRecordKind.DelayElapsed:
                if (pending.Find(record.Slot, number) is { } condition && condition.SinceNs + alarm.DelayNs <= record.AtNs)
                {
                    pending.End(record.Slot, number);
                    Raise(record.Slot, alarm, condition.SinceNs + alarm.DelayNs, condition.Value, commitIndex);
                }

                break;
            case AlarmRecordKind.ShelvingExpired:
                ref var shelved = ref cells.Find(record.Slot, number);
                if (!Unsafe.IsNullRef(ref shelved) && shelved.State == AlarmState.Shelved && shelved.ShelvedUntilNs <= record.AtNs)
                {
                    Act(record, alarm, AlarmTrigger.Unshelve, commitIndex);
                }

                break;
            default:
                var trigger = record.Kind switch
                {
                    AlarmRecordKind.Acknowledge => AlarmTrigger.Acknowledge,
                    AlarmRecordKind.Shelve => AlarmTrigger.Shelve,
                    _ => AlarmTrigger.Unshelve,
                };
                Act(record, alarm, trigger, commitIndex);
                break;
        }
    }

    /// <summary>Whether a stale alarm could be raised at the instant: the signal came once, but not for its stale-after.</summary>
    public bool IsStale(int slot, PlannedAlarm alarm, long nowNs)
    {
        var newest = catalog?.GetNewestNs(slot, alarm.Ordinal) ?? long.MinValue;
        return newest != long.MinValue && alarm.StaleAfterNs > 0 && newest < nowNs - alarm.StaleAfterNs;
    }

    /// <summary>Conditions whose on-delay runs and that last until a sample says otherwise, with their alarms.</summary>
    public IReadOnlyList<(int Slot, PlannedAlarm Alarm, PendingAlarm Condition)> GetPending()
    {
        var found = new List<(int, PlannedAlarm, PendingAlarm)>();
        foreach (var (slot, number, condition) in pending.Copy())
        {
            // A rate is one of two samples: without a third it does not last.
            if (FindAlarm(slot, number) is { Definition.Kind: not AlarmKind.Rate } alarm)
            {
                found.Add((slot, alarm, condition));
            }
        }

        return found;
    }

    /// <summary>Whether the alarm is active now.</summary>
    public bool IsActive(int slot, PlannedAlarm alarm)
    {
        lock (cells.Gate)
        {
            ref var cell = ref cells.Find(slot, alarm.Number);
            return !Unsafe.IsNullRef(ref cell) && cell.IsActive;
        }
    }

    /// <summary>All alarms of the slot, in the order of its type, those in the normal state too.</summary>
    public IReadOnlyList<AlarmStatus> GetAlarms(int slot)
    {
        if (PlanOf(slot) is not { } plan || catalog?.GetAssetInfo(slot) is not { } asset)
        {
            return [];
        }

        var result = new AlarmStatus[plan.Alarms.Length];
        lock (cells.Gate)
        {
            for (var i = 0; i < result.Length; i++)
            {
                ref var cell = ref cells.Find(slot, plan.Alarms[i].Number);
                result[i] = AlarmText.Status(asset.Name, plan.Alarms[i], Unsafe.IsNullRef(ref cell) ? default : cell);
            }
        }

        return result;
    }

    /// <summary>Alarms of the slot that are not normal, by id in ordinal order.</summary>
    public IReadOnlyList<(string Id, AlarmCell Cell)> GetAbnormal(int slot)
    {
        lock (cells.Gate)
        {
            return [.. cells.EnumerateCopies(slot)
                .Where(cell => cell.State != AlarmState.Normal)
                .Select(cell => (ids[cell.AlarmNumber], cell))
                .OrderBy(one => one.Item1, StringComparer.Ordinal)];
        }
    }

    /// <summary>Shelved alarms of the slot whose time is over, by id.</summary>
    public IReadOnlyList<string> ExpiredShelvings(int slot, long nowNs)
    {
        lock (cells.Gate)
        {
            return [.. cells.EnumerateCopies(slot)
                .Where(cell => cell.State == AlarmState.Shelved && cell.ShelvedUntilNs <= nowNs)
                .Select(cell => ids[cell.AlarmNumber])];
        }
    }

    /// <summary>Writes the state; equal states give equal bytes.</summary>
    public void Save(BinaryWriter writer) => AlarmSnapshot.Write(writer, ids, cells, tracks, pending);

    /// <summary>Reads what <see cref="Save"/> wrote, into a fold that has seen nothing. The catalogue is that of the snapshot's index.</summary>
    public void Load(BinaryReader reader, IAssetCatalog assets)
    {
        AlarmSnapshot.Read(reader, ids, cells, tracks, pending);
        for (var i = 0; i < ids.Count; i++)
        {
            numbers.Add(ids[i], i);
        }

        SetCatalog(assets);
    }

    private void SetCatalog(IAssetCatalog assets)
    {
        catalog = assets;
        var byType = new Dictionary<AssetTypeDefinition, AlarmPlan>(ReferenceEqualityComparer.Instance);
        var next = new AlarmPlan?[assets.SlotCount];
        for (var slot = 0; slot < next.Length; slot++)
        {
            if (assets.LiveTypeOf(slot) is { Alarms.Length: > 0 } type)
            {
                if (!byType.TryGetValue(type, out var plan))
                {
                    byType.Add(type, plan = AlarmPlan.Make(type, assets, NumberOf));
                }

                next[slot] = plan;
            }
        }

        Volatile.Write(ref plans, byType.Count == 0 ? [] : next);
    }

    private int NumberOf(string id)
    {
        if (!numbers.TryGetValue(id, out var number))
        {
            lock (cells.Gate)
            {
                numbers.Add(id, number = ids.Count);
                ids.Add(id);
            }
        }

        return number;
    }

    private PlannedAlarm? FindAlarm(int slot, int number)
    {
        foreach (var alarm in PlanOf(slot)?.Alarms ?? [])
        {
            if (alarm.Number == number)
            {
                return alarm;
            }
        }

        return null;
    }

    private void OnFresh(int slot, PlannedAlarm alarm, long timeNs, ulong commitIndex)
    {
        // Recorded data arrives long after its time and would clear an alarm that the clock must raise again at once.
        ref var cell = ref cells.Find(slot, alarm.Number);
        if (!Unsafe.IsNullRef(ref cell) && cell.IsActive && timeNs > cell.RaisedNs - alarm.StaleAfterNs)
        {
            Clear(slot, alarm, timeNs, commitIndex);
        }
    }

    private void OnStuck(int slot, PlannedAlarm alarm, long timeNs, double value, ulong commitIndex)
    {
        ref var track = ref tracks.GetOrAdd(slot, alarm.Number);
        if (track.TimeNs == long.MinValue || track.Value != value)
        {
            track.TimeNs = timeNs;
            track.Value = value;
            Clear(slot, alarm, timeNs, commitIndex);
        }
        else if (timeNs - track.TimeNs >= alarm.DelayNs)
        {
            Raise(slot, alarm, timeNs, value, commitIndex);
        }
    }

    private void OnRate(int slot, PlannedAlarm alarm, long timeNs, double value, ulong commitIndex)
    {
        ref var track = ref tracks.GetOrAdd(slot, alarm.Number);
        var (beforeNs, before) = (track.TimeNs, track.Value);
        track.TimeNs = timeNs;
        track.Value = value;
        if (beforeNs != long.MinValue && timeNs > beforeNs)
        {
            OnCondition(slot, alarm, timeNs, (value - before) / ((timeNs - beforeNs) / (double)Nanoseconds.PerSecond), commitIndex);
        }
    }

    private void OnCondition(int slot, PlannedAlarm alarm, long timeNs, double value, ulong commitIndex)
    {
        switch (AlarmCondition.Judge(alarm.Definition, value))
        {
            case ConditionVerdict.Holds when alarm.DelayNs == 0:
                Raise(slot, alarm, timeNs, value, commitIndex);
                break;
            case ConditionVerdict.Holds when !IsActiveUnlocked(slot, alarm):
                if (timeNs - pending.Hold(slot, alarm.Number, timeNs, value) >= alarm.DelayNs)
                {
                    pending.End(slot, alarm.Number);
                    Raise(slot, alarm, timeNs, value, commitIndex);
                }

                break;
            case ConditionVerdict.Holds:
                break;
            case var verdict:
                // The on-delay asks that the condition itself holds all the time; the hysteresis only keeps a raised alarm up.
                pending.End(slot, alarm.Number);
                if (verdict == ConditionVerdict.Gone)
                {
                    Clear(slot, alarm, timeNs, commitIndex);
                }

                break;
        }
    }

    private bool IsActiveUnlocked(int slot, PlannedAlarm alarm)
    {
        ref var cell = ref cells.Find(slot, alarm.Number);
        return !Unsafe.IsNullRef(ref cell) && cell.IsActive;
    }

    private void Raise(int slot, PlannedAlarm alarm, long timeNs, double value, ulong commitIndex)
    {
        if (IsActiveUnlocked(slot, alarm))
        {
            return;
        }

        bool isEvent;
        AlarmCell copy;
        lock (cells.Gate)
        {
            ref var cell = ref cells.GetOrAdd(slot, alarm.Number);
            (cell.State, isEvent) = AlarmTransitions.Next(cell.State, true, AlarmTrigger.Raise);
            cell.IsActive = true;
            cell.RaisedNs = timeNs;
            cell.ClearedNs = 0;
            cell.AcknowledgedNs = 0;
            cell.By = "";
            cell.Value = value;
            cell.Revision = commitIndex;
            copy = cell;
            cells.Refresh(slot);
        }

        Tell(isEvent, "alarm.raised", slot, alarm, copy, timeNs, commitIndex);
    }

    private void Clear(int slot, PlannedAlarm alarm, long timeNs, ulong commitIndex)
    {
        if (!cells.HasAny(slot) || !IsActiveUnlocked(slot, alarm))
        {
            return;
        }

        bool isEvent;
        AlarmCell copy;
        lock (cells.Gate)
        {
            ref var cell = ref cells.Find(slot, alarm.Number);
            (cell.State, isEvent) = AlarmTransitions.Next(cell.State, false, AlarmTrigger.Clear);
            cell.IsActive = false;
            cell.ClearedNs = timeNs;
            cell.Revision = commitIndex;
            copy = cell;
            cells.Refresh(slot);
        }

        Tell(isEvent, "alarm.cleared", slot, alarm, copy, timeNs, commitIndex);
    }

    private void Act(AlarmRecord record, PlannedAlarm alarm, AlarmTrigger trigger, ulong commitIndex)
    {
        ref var known = ref cells.Find(record.Slot, alarm.Number);
        var (state, isActive) = Unsafe.IsNullRef(ref known) ? (AlarmState.Normal, false) : (known.State, known.IsActive);
        var (next, isEvent) = AlarmTransitions.Next(state, isActive, trigger);
        if (!isEvent)
        {
            return;
        }

        AlarmCell copy;
        lock (cells.Gate)
        {
            ref var cell = ref cells.GetOrAdd(record.Slot, alarm.Number);
            cell.State = next;
            cell.Comment = record.Comment;
            cell.Revision = commitIndex;
            cell.ShelvedUntilNs = record.UntilNs;
            if (trigger == AlarmTrigger.Acknowledge)
            {
                cell.AcknowledgedNs = record.AtNs;
                cell.By = record.By;
            }

            copy = cell;
            cells.Refresh(record.Slot);
        }

        var kind = trigger switch
        {
            AlarmTrigger.Acknowledge => "alarm.acknowledged",
            AlarmTrigger.Shelve => "alarm.shelved",
            _ => "alarm.unshelved",
        };
        Tell(true, kind, record.Slot, alarm, copy, record.AtNs, commitIndex, record);
    }

    private void DropUndefined(int slot, ulong commitIndex, long serverTimeNs)
    {
        foreach (var cell in cells.EnumerateCopies(slot).Where(cell => FindAlarm(slot, cell.AlarmNumber) is null).ToList())
        {
            lock (cells.Gate)
            {
                cells.RemoveWhere(slot, other => other.AlarmNumber == cell.AlarmNumber);
                cells.Refresh(slot);
            }

            if (cell.IsActive && catalog?.GetAssetInfo(slot) is { } asset)
            {
                var attributes = new SortedDictionary<string, string>(StringComparer.Ordinal)
                {
                    ["alarm"] = ids[cell.AlarmNumber],
                    ["reason"] = asset.IsRetired ? "asset retired" : "alarm no longer defined",
                };
                events.Raise(commitIndex, "alarm.cleared", asset.Name, serverTimeNs, $"{ids[cell.AlarmNumber]}: {attributes["reason"]}", attributes);
            }
        }
    }

    private void Tell(
        bool isEvent, string kind, int slot, PlannedAlarm alarm, in AlarmCell cell, long timeNs, ulong commitIndex, AlarmRecord? cause = null)
    {
        if (isEvent && catalog?.GetAssetInfo(slot) is { } asset)
        {
            events.Raise(commitIndex, kind, asset.Name, timeNs, AlarmText.Message(alarm), AlarmText.Attributes(alarm, cell, cause));
        }
    }
}
