using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace TwinGrid.Model.Time;

/// <summary>
/// What a tick of simulated time is worth. Event times are whole ticks, so that equal times are equal on every platform; seconds are doubles and used in physics and
/// statistics only. With the default of 1 us a replication may last 292 000 years.
/// </summary>
public sealed record SimClock
{
    /// <summary>A tick of one microsecond.</summary>
    public static readonly SimClock Microseconds = new(1e-6);

    private const double TicksBeyond = 9.2233720368547758e18;

    private readonly double ticksPerSecond;

    /// <summary>A clock with a tick.</summary>
    /// <param name="secondsPerTick">Length of a tick in s, 1e-12 to 86 400.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not within that.</exception>
    public SimClock(double secondsPerTick)
    {
        if (!(secondsPerTick is >= 1e-12 and <= 86_400))
        {
            throw new ArgumentOutOfRangeException(
                nameof(secondsPerTick), secondsPerTick, string.Create(CultureInfo.InvariantCulture, $"A tick of {secondsPerTick} s; from 1e-12 s to 86400 s."));
        }

        SecondsPerTick = secondsPerTick;
        // 1/1e-6 is exact while 1e-6 is not: times that are whole microseconds stay whole.
        ticksPerSecond = Math.Round(1 / secondsPerTick, 6, MidpointRounding.ToEven);
        ticksPerSecond = ticksPerSecond >= 1 ? ticksPerSecond : 1 / secondsPerTick;
    }

    /// <summary>Length of a tick, s.</summary>
    public double SecondsPerTick { get; }

    /// <summary>The instant in seconds since the start.</summary>
    public double Seconds(SimTime time) => time.Ticks / ticksPerSecond;

    /// <summary>The duration in seconds.</summary>
    public double Seconds(SimDuration duration) => duration.Ticks / ticksPerSecond;

    /// <summary>The nearest instant in ticks; halves go to even. Beyond what ticks hold: <see cref="SimTime.Never"/>.</summary>
    /// <param name="seconds">Since the start, s, not NaN.</param>
    public SimTime Time(double seconds) => new(Duration(seconds).Ticks);

    /// <summary>The first instant in ticks that is not before a time; one that is a whole tick but for rounding is that tick.</summary>
    /// <param name="seconds">Since the start, s, not NaN. Beyond what ticks hold: <see cref="SimTime.Never"/>.</param>
    public SimTime TimeAtOrAfter(double seconds)
    {
        const double Rounding = 8 * 2.2204460492503131e-16;
        var ticks = seconds * ticksPerSecond;
        var nearest = Math.Round(ticks, MidpointRounding.ToEven);
        ticks = Math.Abs(ticks - nearest) <= Rounding * Math.Abs(ticks) ? nearest : Math.Ceiling(ticks);
        return ticks >= 9.2233720368547758e18 ? SimTime.Never
            : ticks > -9.2233720368547758e18 ? new((long)ticks)
            : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{seconds} s is no time."), nameof(seconds));
    }

    /// <summary>The nearest duration in ticks; halves go to even. Infinity and what ticks can't hold give the longest duration.</summary>
    /// <param name="seconds">s, not NaN.</param>
    /// <exception cref="ArgumentException">NaN.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public SimDuration Duration(double seconds)
    {
        var ticks = seconds * ticksPerSecond;
        if (Sse2.X64.IsSupported)
        {
            // Rounds halves to even, as Math.Round does, in one step less; what does not fit gives the least number.
            var whole = Sse2.X64.ConvertToInt64(Vector128.CreateScalarUnsafe(ticks));
            return whole != long.MinValue ? new(whole) : Beyond(seconds);
        }

        ticks = Math.Round(ticks);
        return Math.Abs(ticks) < TicksBeyond ? new((long)ticks) : Beyond(seconds);
    }

    private static SimDuration Beyond(double seconds) => seconds > 0
        ? new(long.MaxValue)
        : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{seconds} s is no duration."), nameof(seconds));
}
