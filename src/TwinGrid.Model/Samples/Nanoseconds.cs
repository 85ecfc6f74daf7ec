namespace TwinGrid.Model.Samples;

/// <summary>Instants as nanoseconds since 1970-01-01T00:00:00Z in an <see cref="long"/>: years 1677 to 2262.</summary>
public static class Nanoseconds
{
    /// <summary>Nanoseconds of one <see cref="TimeSpan"/> tick.</summary>
    public const long PerTick = 100;

    /// <summary>Nanoseconds of one second.</summary>
    public const long PerSecond = 1_000_000_000;

    /// <summary>The instant in nanoseconds since 1970.</summary>
    public static long From(DateTimeOffset instant) => checked((instant.UtcTicks - DateTime.UnixEpoch.Ticks) * PerTick);

    /// <summary>The length in nanoseconds, saturating at ±292 years.</summary>
    public static long From(TimeSpan length) =>
        length.Ticks > long.MaxValue / PerTick ? long.MaxValue
        : length.Ticks < long.MinValue / PerTick ? long.MinValue
        : length.Ticks * PerTick;

    /// <summary>The instant, rounded down to 100 ns.</summary>
    public static DateTimeOffset ToDateTimeOffset(long nanoseconds) =>
        new(DateTime.UnixEpoch.Ticks + (long)Math.Floor((decimal)nanoseconds / PerTick), TimeSpan.Zero);

    /// <summary>Now, by the given clock.</summary>
    public static long Now(TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return From(clock.GetUtcNow());
    }
}
