namespace TwinGrid.Client.Ingest;

/// <summary>Doubling waits with full jitter above a half: between 0.5 and 1.5 of the step.</summary>
internal sealed class Backoff(TimeSpan first, TimeSpan longest, Random chance)
{
    private int failures;

    /// <summary>The next wait; at least what the server asked for.</summary>
    public TimeSpan Next(TimeSpan? asked)
    {
        var step = Math.Min(first.TotalMilliseconds * Math.Pow(2, Math.Min(failures++, 30)), longest.TotalMilliseconds);
        var wait = step * (0.5 + chance.NextDouble());
        return TimeSpan.FromMilliseconds(Math.Max(Math.Min(wait, longest.TotalMilliseconds), (asked?.TotalMilliseconds ?? 0) * (1 + (0.2 * chance.NextDouble()))));
    }

    public void Reset() => failures = 0;
}
