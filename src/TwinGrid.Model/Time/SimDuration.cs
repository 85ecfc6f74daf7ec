namespace TwinGrid.Model.Time;

/// <summary>A length of simulated time in whole ticks.</summary>
/// <param name="Ticks">May be negative as a difference; a delay is never negative.</param>
public readonly record struct SimDuration(long Ticks) : IComparable<SimDuration>
{
    /// <summary>Nothing.</summary>
    public static readonly SimDuration Zero;

    /// <inheritdoc/>
    public int CompareTo(SimDuration other) => Ticks.CompareTo(other.Ticks);

    /// <summary>Shorter.</summary>
    public static bool operator <(SimDuration left, SimDuration right) => left.Ticks < right.Ticks;

    /// <summary>Longer.</summary>
    public static bool operator >(SimDuration left, SimDuration right) => left.Ticks > right.Ticks;

    /// <summary>Shorter or equal.</summary>
    public static bool operator <=(SimDuration left, SimDuration right) => left.Ticks <= right.Ticks;

    /// <summary>Longer or equal.</summary>
    public static bool operator >=(SimDuration left, SimDuration right) => left.Ticks >= right.Ticks;

    /// <summary>Sum.</summary>
    public static SimDuration operator +(SimDuration left, SimDuration right) => new(left.Ticks + right.Ticks);

    /// <summary>Difference.</summary>
    public static SimDuration operator -(SimDuration left, SimDuration right) => new(left.Ticks - right.Ticks);
}
