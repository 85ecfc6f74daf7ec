namespace TwinGrid.Gateway.Tests.Hosting;

/// <summary>The real clock, which a test can put forward: timers run as ever, only the time of day jumps.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private long shiftTicks;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Volatile.Read(ref shiftTicks));

    /// <summary>Puts the clock forward; dispose to put it back.</summary>
    public IDisposable Forward(TimeSpan by)
    {
        Interlocked.Add(ref shiftTicks, by.Ticks);
        return new Back(this, by);
    }

    private sealed class Back(ShiftedTime time, TimeSpan by) : IDisposable
    {
        public void Dispose() => Interlocked.Add(ref time.shiftTicks, -by.Ticks);
    }
}
