using TwinGrid.Gateway.Errors;
using TwinGrid.Model.Definitions;

namespace TwinGrid.Gateway.Ingest.Quotas;

/// <summary>What one plant uses of its quotas, over all its streams. The bounds come with every call: a new definition changes them at once.</summary>
internal sealed class PlantQuota(string plant, TimeProvider clock)
{
    private readonly TokenBucket samples = new(clock);
    private readonly TokenBucket bytes = new(clock);
    private int streams;
    private int series;

    /// <summary>Series declared now.</summary>
    public int Series => Volatile.Read(ref series);

    /// <summary>Takes a stream; give it back with <see cref="CloseStream"/>.</summary>
    public void OpenStream(QuotaDefinition quota)
    {
        if (Interlocked.Increment(ref streams) > quota.Streams && quota.Streams > 0)
        {
            Interlocked.Decrement(ref streams);
            throw Refusal.QuotaExceeded($"plants/{plant}/streams", $"{quota.Streams} ingest streams are open, as many as the plant may have.", TimeSpan.FromSeconds(2));
        }
    }

    public void CloseStream() => Interlocked.Decrement(ref streams);

    /// <summary>Takes one declared series; false when there are as many as the plant may have.</summary>
    public bool TryAddSeries(QuotaDefinition quota)
    {
        if (Interlocked.Increment(ref series) <= quota.Series || quota.Series <= 0)
        {
            return true;
        }

        Interlocked.Decrement(ref series);
        return false;
    }

    public void RemoveSeries(int count) => Interlocked.Add(ref series, -count);

    /// <summary>Takes a batch's samples and bytes out of the rates. Returns how long to wait before going on.</summary>
    /// <exception cref="RefusalException">The wait would be longer than <paramref name="atMost"/>.</exception>
    public TimeSpan Take(QuotaDefinition quota, int sampleCount, int byteCount, TimeSpan atMost)
    {
        if (!samples.TryTake(sampleCount, quota.SamplesPerSecond, atMost, out var waitSamples))
        {
            throw Refusal.QuotaExceeded($"plants/{plant}/samples_per_second", $"the plant sends more than its {quota.SamplesPerSecond} samples/s.", waitSamples);
        }

        if (!bytes.TryTake(byteCount, quota.BytesPerSecond, atMost, out var waitBytes))
        {
            throw Refusal.QuotaExceeded($"plants/{plant}/bytes_per_second", $"the plant sends more than its {quota.BytesPerSecond} bytes/s.", waitBytes);
        }

        return waitSamples > waitBytes ? waitSamples : waitBytes;
    }
}
