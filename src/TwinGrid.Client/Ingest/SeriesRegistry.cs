using TwinGrid.V1;

namespace TwinGrid.Client.Ingest;

/// <summary>The producer's series: their handles, and which partition each lives in. Thread-safe.</summary>
/// <param name="homePartition">Where series are looked for first.</param>
/// <param name="keep">Takes note of a new or moved series before it is used; null = nobody.</param>
internal sealed class SeriesRegistry(uint homePartition, Action<int, uint, SeriesDescription>? keep = null)
{
    /// <summary>Handles that the wire allows.</summary>
    public const int MaxSeries = 1 << 20;

    private readonly Lock gate = new();
    private readonly List<Entry> entries = [];
    private readonly Dictionary<SeriesDescription, int> byDescription = [];
    private long version;
    private Exception? fault;

    /// <summary>Changes whenever a series is added or looked for elsewhere.</summary>
    public long Version => Interlocked.Read(ref version);

    public int Count
    {
        get
        {
            lock (gate)
            {
                return entries.Count;
            }
        }
    }

    /// <summary>The series' handle, the same for the same description.</summary>
    public SeriesHandle Declare(SeriesDescription series, out bool isNew)
    {
        ArgumentException.ThrowIfNullOrEmpty(series.Asset);
        ArgumentException.ThrowIfNullOrEmpty(series.Signal);
        lock (gate)
        {
            isNew = !byDescription.TryGetValue(series, out var number);
            if (!isNew)
            {
                return new SeriesHandle(number);
            }

            if (entries.Count == MaxSeries)
            {
                throw new InvalidOperationException($"A producer has at most {MaxSeries} series.");
            }

            number = entries.Count;
            keep?.Invoke(number, homePartition, series);
            entries.Add(new Entry(series, homePartition));
            byDescription.Add(series, number);
            Interlocked.Increment(ref version);
            Fail(entries[number]);
            return new SeriesHandle(number);
        }
    }

    /// <summary>Puts back what an earlier run knew.</summary>
    public void Restore(IReadOnlyList<(SeriesDescription Series, uint Partition)> known)
    {
        lock (gate)
        {
            foreach (var (series, partition) in known)
            {
                var entry = new Entry(series, partition);
                entry.Routed.TrySetResult();
                byDescription.TryAdd(series, entries.Count);
                entries.Add(entry);
            }

            Interlocked.Increment(ref version);
        }
    }

    public SeriesDescription this[int number]
    {
        get
        {
            lock (gate)
            {
                return entries[number].Series;
            }
        }
    }

    /// <summary>Series that are looked for in the partition and not yet in <paramref name="declared"/>, which takes them.</summary>
    public List<SeriesDeclaration> Undeclared(uint partition, HashSet<int> declared)
    {
        var result = new List<SeriesDeclaration>();
        lock (gate)
        {
            for (var number = 0; number < entries.Count; number++)
            {
                var entry = entries[number];
                if (entry.Partition == partition && declared.Add(number))
                {
                    result.Add(new SeriesDeclaration
                    {
                        Handle = (uint)number, Asset = entry.Series.Asset, Signal = entry.Series.Signal, Unit = entry.Series.Unit, Type = entry.Series.Type,
                    });
                }
            }
        }

        return result;
    }

    /// <summary>Takes an answer. True when the series is now looked for elsewhere.</summary>
    public bool Answered(uint askedPartition, SeriesResult result)
    {
        const string WrongPartition = "WRONG_PARTITION";
        lock (gate)
        {
            if (result.Handle >= (uint)entries.Count)
            {
                return false;
            }

            var entry = entries[(int)result.Handle];
            if (result.Code == WrongPartition && result.Partition != askedPartition)
            {
                keep?.Invoke((int)result.Handle, result.Partition, entry.Series);
                entry.Partition = result.Partition;
                Interlocked.Increment(ref version);
                return true;
            }

            entry.Routed.TrySetResult();
            return false;
        }
    }

    /// <summary>The partition of a series, waiting until the server has told it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such series was declared.</exception>
    public ValueTask<uint> PartitionAsync(SeriesHandle series, CancellationToken cancellationToken)
    {
        var entry = Find(series);
        return entry.Routed.Task.IsCompletedSuccessfully ? ValueTask.FromResult(entry.Partition) : WaitAsync(entry, cancellationToken);
    }

    /// <summary>Ends the waiting of all.</summary>
    public void Fail(Exception error)
    {
        lock (gate)
        {
            fault ??= error;
            entries.ForEach(Fail);
        }
    }

    private void Fail(Entry entry)
    {
        if (fault is not null && entry.Routed.TrySetException(fault))
        {
            _ = entry.Routed.Task.Exception; // seen: nobody may be waiting
        }
    }

    private static async ValueTask<uint> WaitAsync(Entry entry, CancellationToken cancellationToken)
    {
        await entry.Routed.Task.WaitAsync(cancellationToken);
        return entry.Partition;
    }

    private Entry Find(SeriesHandle series)
    {
        lock (gate)
        {
            if ((uint)series.Number >= (uint)entries.Count)
            {
                throw new ArgumentOutOfRangeException(nameof(series), series.Number, $"The producer has {entries.Count} series.");
            }

            return entries[series.Number];
        }
    }

    private sealed class Entry(SeriesDescription series, uint partition)
    {
        public SeriesDescription Series { get; } = series;

        public uint Partition { get; set; } = partition;

        public TaskCompletionSource Routed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
