using System.Runtime.InteropServices;

namespace TwinGrid.Grains.Alarms;

/// <summary>A condition that holds but has not been raised: its on-delay runs.</summary>
/// <param name="SinceNs">Source time of the first sample for which it held.</param>
/// <param name="Value">Value of the newest one.</param>
internal readonly record struct PendingAlarm(long SinceNs, double Value);

/// <summary>Alarms in their on-delay, by slot and alarm. The partition's writer changes it; the evaluator looks. Thread safe.</summary>
internal sealed class PendingAlarms
{
    private readonly Lock gate = new();
    private readonly Dictionary<long, PendingAlarm> pending = [];

    /// <summary>How many there are.</summary>
    public int Count => pending.Count;

    /// <summary>The condition of an alarm; null when it does not hold, or was raised.</summary>
    public PendingAlarm? Find(int slot, int alarmNumber)
    {
        lock (gate)
        {
            return pending.TryGetValue(Key(slot, alarmNumber), out var found) ? found : null;
        }
    }

    /// <summary>The condition holds at a sample. Returns since when.</summary>
    public long Hold(int slot, int alarmNumber, long timeNs, double value)
    {
        lock (gate)
        {
            ref var found = ref CollectionsMarshal.GetValueRefOrAddDefault(pending, Key(slot, alarmNumber), out var exists);
            found = new PendingAlarm(exists ? found.SinceNs : timeNs, value);
            return found.SinceNs;
        }
    }

    /// <summary>The condition does not hold any more, or was raised.</summary>
    public void End(int slot, int alarmNumber)
    {
        // Only the writer changes it, and only the writer asks here.
        if (pending.Count > 0)
        {
            lock (gate)
            {
                pending.Remove(Key(slot, alarmNumber));
            }
        }
    }

    /// <summary>Puts back what a snapshot held.</summary>
    public void Restore(int slot, int alarmNumber, PendingAlarm alarm)
    {
        lock (gate)
        {
            pending.Add(Key(slot, alarmNumber), alarm);
        }
    }

    /// <summary>All of them, by slot and alarm, so that a snapshot depends on nothing but the state.</summary>
    public IReadOnlyList<(int Slot, int AlarmNumber, PendingAlarm Alarm)> Copy()
    {
        lock (gate)
        {
            return pending.Count == 0
                ? []
                : [.. pending.OrderBy(pair => pair.Key).Select(pair => ((int)(pair.Key >> 32), (int)pair.Key, pair.Value))];
        }
    }

    private static long Key(int slot, int alarmNumber) => ((long)slot << 32) | (uint)alarmNumber;
}
