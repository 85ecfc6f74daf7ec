namespace TwinGrid.Contracts.Ingest;

/// <summary>
/// A decoded batch in pooled columns. Series come as runs: run k is <see cref="RunSeries"/>[k] repeated <see cref="RunLength"/>[k] times, and the
/// lengths add up to <see cref="Count"/>. Whoever holds it disposes it; after that its columns belong to somebody else.
/// </summary>
public sealed class SampleBatch : IDisposable
{
    /// <summary>Highest number of samples in a batch.</summary>
    public const int MaxSamples = 65_536;

    private static readonly FreeList Cache = new(64);

    private SampleBatch()
    {
    }

    /// <summary>Sequence number in the lane.</summary>
    public ulong Seq { get; set; }

    /// <summary>XxHash3 of the batch as it came, to tell a resend from a conflict.</summary>
    public ulong PayloadHash { get; set; }

    /// <summary>Bytes as it came, for credits and quotas.</summary>
    public int WireBytes { get; set; }

    /// <summary>Samples.</summary>
    public int Count { get; private set; }

    /// <summary>Runs.</summary>
    public int Runs { get; private set; }

    /// <summary>Series of each run; <see cref="UnknownSeries"/> where a handle was not declared or refused.</summary>
    public uint[] RunSeries { get; private set; } = [];

    /// <summary>Length of each run, >= 1.</summary>
    public int[] RunLength { get; private set; } = [];

    /// <summary>Source times, ns since 1970 UTC; the first <see cref="Count"/> count.</summary>
    public long[] Times { get; private set; } = [];

    /// <summary>Values.</summary>
    public double[] Values { get; private set; } = [];

    /// <summary>Status codes; null = all good.</summary>
    public uint[]? Qualities { get; private set; }

    /// <summary>Text table of string samples; empty without any.</summary>
    public IReadOnlyList<string> Texts { get; set; } = [];

    /// <summary>Why a run's samples are refused before any other check, by run; null = none are.</summary>
    public RejectionCode[]? RunRejections { get; set; }

    /// <summary>Stands for a series that is not known.</summary>
    public const uint UnknownSeries = uint.MaxValue;

    /// <summary>Takes one from the pool with room for so many samples and runs. Contents are left over from earlier use.</summary>
    public static SampleBatch Rent(int samples, int runs, bool qualities)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(samples);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(samples, MaxSamples);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(runs, samples);
        var batch = Cache.TryTake() ?? new SampleBatch();
        batch.Count = samples;
        batch.Runs = runs;
        batch.RunSeries = Fit(batch.RunSeries, runs);
        batch.RunLength = Fit(batch.RunLength, runs);
        batch.Times = Fit(batch.Times, samples);
        batch.Values = Fit(batch.Values, samples);
        batch.Qualities = qualities ? Fit(batch.spareQualities, samples) : null;
        batch.spareQualities = batch.Qualities ?? batch.spareQualities;
        return batch;
    }

    /// <summary>States how many runs there are when fewer came than room was taken for.</summary>
    public void TrimRuns(int runs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(runs);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(runs, Runs);
        Runs = runs;
    }

    /// <summary>The column of qualities; when there was none, one that says good for all.</summary>
    public uint[] EnsureQualities()
    {
        if (Qualities is null)
        {
            Qualities = spareQualities = Fit(spareQualities, Count);
            Qualities.AsSpan(0, Count).Clear();
        }

        return Qualities;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Texts = [];
        RunRejections = null;
        Qualities = null;
        Count = 0;
        Cache.Return(this);
    }

    private uint[] spareQualities = [];

    private static T[] Fit<T>(T[] array, int length) =>
        array.Length >= length ? array : GC.AllocateUninitializedArray<T>((int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)length));

    /// <summary>Bounded stack: the columns used last are the ones still in a cache. Allocates nothing itself.</summary>
    private sealed class FreeList(int capacity)
    {
        private readonly SampleBatch?[] free = new SampleBatch?[capacity];
        private readonly Lock guard = new();
        private int count;

        public SampleBatch? TryTake()
        {
            lock (guard)
            {
                if (count == 0)
                {
                    return null;
                }

                var taken = free[--count];
                free[count] = null;
                return taken;
            }
        }

        public void Return(SampleBatch batch)
        {
            lock (guard)
            {
                if (count < free.Length)
                {
                    free[count++] = batch;
                }
            }
        }
    }
}
