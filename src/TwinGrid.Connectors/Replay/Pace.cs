namespace TwinGrid.Connectors.Replay;

/// <summary>Holds blocks back until their time has come, at the asked speed. Each file starts at once.</summary>
internal sealed class Pace(ReplayOptions options, TimeProvider clock)
{
    private long? previous;
    private DateTimeOffset due;

    /// <summary>Waits until the block's last row is due.</summary>
    public async ValueTask WaitAsync(ReplayBlock block, CancellationToken cancellationToken)
    {
        if (options.Speed is not { } speed)
        {
            return;
        }

        if (previous is not { } last)
        {
            due = clock.GetUtcNow();
            last = block.FirstTime;
        }

        var step = Math.Clamp((block.LastTime - last) / 1e9 / speed, 0, options.LongestPause.TotalSeconds);
        due += TimeSpan.FromSeconds(step);
        previous = block.LastTime;
        var wait = due - clock.GetUtcNow();
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, clock, cancellationToken);
        }
    }
}
