using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.Alarms;

/// <summary>
/// Decides what only a clock can: that a signal has gone stale, that a shelving is over, that a condition lasted for its on-delay. It changes nothing: the partition logs each decision,
/// and the fold applies the record. A decision may be found twice before its record is applied; the fold takes the first alone.
/// </summary>
internal sealed class AlarmEvaluator(AlarmFold fold, Func<int> slotCount, TimeProvider clock)
{
    /// <summary>Time between two looks.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(200);

    /// <summary>Slots that one look goes through: a million assets with stale alarms are seen within four seconds.</summary>
    public const int SlotsPerLook = 50_000;

    /// <summary>Decisions of one look at the most; the rest is found by the next.</summary>
    public const int MaxDecisions = 1_000;

    private readonly Dictionary<(int Slot, int Alarm), (long SinceNs, long SeenNs)> seen = [];
    private int next;

    /// <summary>Decisions that are due now.</summary>
    public IReadOnlyList<AlarmRecord> Look()
    {
        var now = Nanoseconds.Now(clock);
        var decisions = new List<AlarmRecord>();
        FindExpired(now, decisions);
        FindElapsed(now, decisions);
        FindStale(now, decisions);
        return decisions;
    }

    private void FindExpired(long now, List<AlarmRecord> decisions)
    {
        foreach (var slot in fold.SlotsWithAlarms)
        {
            foreach (var alarm in fold.ExpiredShelvings(slot, now))
            {
                if (decisions.Count == MaxDecisions)
                {
                    return;
                }

                decisions.Add(new AlarmRecord(AlarmRecordKind.ShelvingExpired, slot, alarm, now));
            }
        }
    }

    /// <summary>
    /// Signals that are sent only when they change say no more while a condition lasts. The delay is measured twice: by source time, and by how long
    /// the condition has stood here, so that recorded data which is still coming in decides by its own samples.
    /// </summary>
    private void FindElapsed(long now, List<AlarmRecord> decisions)
    {
        var pending = fold.GetPending();
        if (pending.Count == 0)
        {
            seen.Clear();
            return;
        }

        foreach (var gone in seen.Keys.Except(pending.Select(one => (one.Slot, one.Alarm.Number))).ToList())
        {
            seen.Remove(gone);
        }

        foreach (var (slot, alarm, condition) in pending)
        {
            if (!seen.TryGetValue((slot, alarm.Number), out var known) || known.SinceNs != condition.SinceNs)
            {
                seen[(slot, alarm.Number)] = known = (condition.SinceNs, now);
            }

            if (now - known.SeenNs >= alarm.DelayNs && now - condition.SinceNs >= alarm.DelayNs && decisions.Count < MaxDecisions)
            {
                decisions.Add(new AlarmRecord(AlarmRecordKind.DelayElapsed, slot, alarm.Definition.Id, now));
            }
        }
    }

    private void FindStale(long now, List<AlarmRecord> decisions)
    {
        var count = slotCount();
        for (var looked = Math.Min(count, SlotsPerLook); looked > 0 && decisions.Count < MaxDecisions; looked--)
        {
            next = next >= count - 1 ? 0 : next + 1;
            foreach (var alarm in fold.PlanOf(next)?.Stale ?? [])
            {
                if (fold.IsStale(next, alarm, now) && !fold.IsActive(next, alarm))
                {
                    decisions.Add(new AlarmRecord(AlarmRecordKind.FoundStale, next, alarm.Definition.Id, now));
                }
            }
        }
    }
}
