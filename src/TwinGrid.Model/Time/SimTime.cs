using System.Runtime.CompilerServices;

namespace TwinGrid.Model.Time;

/// <summary>An instant of simulated time: whole ticks since the start of the replication. What a tick is, the document says (<see cref="SimClock"/>).</summary>
/// <param name="Ticks">0 = start of the replication; never negative while a model runs.</param>
public readonly record struct SimTime(long Ticks) : IComparable<SimTime>
{
    /// <summary>The start of a replication.</summary>
    public static readonly SimTime Zero;

    /// <summary>Later than every event.</summary>
    public static readonly SimTime Never = new(long.MaxValue);

    /// <inheritdoc/>
    public int CompareTo(SimTime other) => Ticks.CompareTo(other.Ticks);

    /// <summary>Earlier.</summary>
    public static bool operator <(SimTime left, SimTime right) => left.Ticks < right.Ticks;

    /// <summary>Later.</summary>
    public static bool operator >(SimTime left, SimTime right) => left.Ticks > right.Ticks;

    /// <summary>Earlier or equal.</summary>
    public static bool operator <=(SimTime left, SimTime right) => left.Ticks <= right.Ticks;

    /// <summary>Later or equal.</summary>
    public static bool operator >=(SimTime left, SimTime right) => left.Ticks >= right.Ticks;

    /// <summary>The instant a duration later; <see cref="Never"/> when that is beyond what a tick count holds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimTime operator +(SimTime time, SimDuration duration)
    {
        var sum = unchecked(time.Ticks + duration.Ticks);
        return duration.Ticks > 0 && sum < time.Ticks ? Never : new(sum);
    }

    /// <summary>How much later the left one is.</summary>
    public static SimDuration operator -(SimTime left, SimTime right) => new(left.Ticks - right.Ticks);
}
