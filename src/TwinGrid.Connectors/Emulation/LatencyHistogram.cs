namespace TwinGrid.Connectors.Emulation;

/// <summary>Quantiles of durations to 2 %, in bounded memory: counts by steps of the logarithm. Thread-safe.</summary>
internal sealed class LatencyHistogram
{
    private const double Step = 1.02;
    private const double LeastMilliseconds = 0.01;
    private readonly long[] counts = new long[1_200];
    private long total;

    public void Add(TimeSpan duration)
    {
        var index = (int)(Math.Log(Math.Max(duration.TotalMilliseconds, LeastMilliseconds) / LeastMilliseconds) / Math.Log(Step));
        Interlocked.Increment(ref counts[Math.Min(index, counts.Length - 1)]);
        Interlocked.Increment(ref total);
    }

    /// <summary>The duration below which the given share is; zero without any.</summary>
    public TimeSpan Quantile(double share)
    {
        var rank = (long)Math.Ceiling(share * Interlocked.Read(ref total));
        long seen = 0;
        for (var index = 0; index < counts.Length && rank > 0; index++)
        {
            seen += Interlocked.Read(ref counts[index]);
            if (seen >= rank)
            {
                return TimeSpan.FromMilliseconds(LeastMilliseconds * Math.Pow(Step, index + 0.5));
            }
        }

        return TimeSpan.Zero;
    }
}
