namespace TwinGrid.Gateway.Ingest.Quotas;

/// <summary>
/// A rate with a burst of one second. May go into debt: whoever takes more than there is waits for as long as the debt lasts, so that one
/// batch larger than the burst still passes. Thread safe.
/// </summary>
internal sealed class TokenBucket(TimeProvider clock)
{
    private readonly Lock guard = new();
    private double tokens = double.NaN;
    private long last;

    /// <summary>Takes tokens, unless the wait for them would exceed the bound.</summary>
    /// <param name="amount">Tokens.</param>
    /// <param name="perSecond">Rate and burst; 0 = no bound.</param>
    /// <param name="atMost">Longest acceptable wait.</param>
    /// <param name="wait">How long to wait before using them; when refused, until it is worth trying again.</param>
    public bool TryTake(long amount, long perSecond, TimeSpan atMost, out TimeSpan wait)
    {
        wait = TimeSpan.Zero;
        if (perSecond <= 0)
        {
            return true;
        }

        lock (guard)
        {
            var now = clock.GetTimestamp();
            var refill = double.IsNaN(tokens) ? perSecond : clock.GetElapsedTime(last, now).TotalSeconds * perSecond;
            tokens = Math.Min(perSecond, (double.IsNaN(tokens) ? 0 : tokens) + refill);
            last = now;
            var debt = TimeSpan.FromSeconds(Math.Max(0, -tokens) / perSecond);
            if (debt > atMost)
            {
                wait = debt - atMost;
                return false;
            }

            tokens -= amount;
            wait = TimeSpan.FromSeconds(Math.Max(0, -tokens) / perSecond);
            return true;
        }
    }
}
