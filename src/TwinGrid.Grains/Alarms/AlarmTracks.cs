using System.Runtime.InteropServices;

namespace TwinGrid.Grains.Alarms;

/// <summary>What the fold remembers of an alarm of kind rate or stuck between two samples.</summary>
internal struct AlarmTrack
{
    /// <summary>Source time of the sample before, for rate; since when the value is the same, for stuck. long.MinValue = none.</summary>
    public long TimeNs;

    /// <summary>Value of the sample before.</summary>
    public double Value;

    /// <summary>Nothing remembered.</summary>
    public static readonly AlarmTrack Empty = new() { TimeNs = long.MinValue };
}

/// <summary>Tracks by slot and alarm: only alarms of kind rate and stuck have one. Touched by the partition's writer alone.</summary>
internal sealed class AlarmTracks
{
    private readonly Dictionary<long, AlarmTrack> tracks = [];

    /// <summary>How many there are.</summary>
    public int Count => tracks.Count;

    /// <summary>The track, made when there is none. Valid until the next call.</summary>
    public ref AlarmTrack GetOrAdd(int slot, int alarmNumber)
    {
        ref var track = ref CollectionsMarshal.GetValueRefOrAddDefault(tracks, Key(slot, alarmNumber), out var exists);
        if (!exists)
        {
            track = AlarmTrack.Empty;
        }

        return ref track;
    }

    /// <summary>Forgets the tracks that the predicate names.</summary>
    public void RemoveWhere(Func<int, int, bool> match)
    {
        foreach (var key in tracks.Keys.Where(key => match((int)(key >> 32), (int)key)).ToList())
        {
            tracks.Remove(key);
        }
    }

    /// <summary>All tracks, by slot and alarm, so that a snapshot depends on nothing but the state.</summary>
    public IEnumerable<(int Slot, int AlarmNumber, AlarmTrack Track)> EnumerateOrdered() =>
        tracks.OrderBy(pair => pair.Key).Select(pair => ((int)(pair.Key >> 32), (int)pair.Key, pair.Value));

    private static long Key(int slot, int alarmNumber) => ((long)slot << 32) | (uint)alarmNumber;
}
