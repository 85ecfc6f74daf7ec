using System.Collections.Concurrent;
using TwinGrid.Client.Spool;

namespace TwinGrid.Client.Ingest;

/// <summary>
/// Sends a producer's telemetry: one reconnecting stream a partition, batches kept until they are acked (and a while longer, against a server
/// restored from a backup), nothing doubled. Declare series, then append samples or send columns. Sending waits while too much is unacked;
/// <see cref="FlushAsync"/> waits until all is. Thread-safe; batches of concurrent callers go in any order.
/// </summary>
/// <remarks>docs/durability.md says what an ack promises.</remarks>
public sealed class IngestProducer : IAsyncDisposable
{
    private readonly TwinGridClient client;
    private readonly IngestProducerOptions options;
    private readonly TimeProvider clock;
    private readonly SeriesRegistry series;
    private readonly SampleAppender appender;
    private readonly ConcurrentDictionary<uint, Lane> lanes = new();
    private readonly ConcurrentBag<Task> running = [];
    private readonly CancellationTokenSource stop = new();
    private readonly Lock starting = new();
    private readonly Random chance;
    private readonly ProducerSpool? spool;
    private readonly ulong firstEpoch;
    private Exception? fault;

    private IngestProducer(TwinGridClient client, IngestProducerOptions options)
    {
        this.client = client;
        this.options = options;
        clock = client.Options.TimeProvider;
        chance = options.Seed is { } seed ? new Random(seed) : new Random();
        spool = options.Spool is { } kept ? ProducerSpool.Open(kept, options.Plant, options.Producer, clock) : null;
        series = new SeriesRegistry(options.HomePartition, spool is null ? null : spool.Keep);
        series.Restore(spool?.Series ?? []);
        appender = new SampleAppender(options.MaxBatchSamples, options.Linger, clock, SendAsync);
        firstEpoch = options.Epoch ?? (ulong)clock.GetUtcNow().ToUnixTimeMilliseconds();
    }

    /// <summary>What it has done so far.</summary>
    public ProducerStatistics Statistics
    {
        get
        {
            var snapshots = new List<(LaneCounters, long)>();
            foreach (var lane in lanes.Values)
            {
                lane.AddTo(snapshots);
            }

            return LaneCounters.Sum(snapshots);
        }
    }

    /// <summary>Read-your-acks tokens, the newest of each partition: give one as <c>ReadOptions.at_least</c>.</summary>
    public IReadOnlyList<string> Tokens => [.. lanes.Values.Select(lane => lane.Token).Where(token => token.Length > 0)];

    /// <summary>The number that the next batch of each partition gets.</summary>
    public IReadOnlyDictionary<uint, ulong> NextSeqs => lanes.Values.ToDictionary(lane => lane.Partition, lane => lane.NextSeq);

    /// <summary>Starts to connect in the background.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="SpoolException">Another process has the spool, or it is another producer's.</exception>
    public static IngestProducer Start(TwinGridClient client, IngestProducerOptions options)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        var producer = new IngestProducer(client, options);
        foreach (var partition in producer.spool?.Partitions.ToList() ?? [])
        {
            producer.Lane(partition, string.Empty);
        }

        producer.Lane(options.HomePartition, string.Empty);
        producer.running.Add(producer.GuardAsync(() => producer.appender.LingerAsync(producer.stop.Token)));
        return producer;
    }

    /// <summary>Declares a series; the same description gives the same handle. A refusal comes by <see cref="IngestProducerOptions.OnRefused"/>.</summary>
    public SeriesHandle Declare(SeriesDescription description)
    {
        ArgumentNullException.ThrowIfNull(description);
        ThrowIfFaulted();
        var handle = series.Declare(description, out var isNew);
        if (isNew)
        {
            Home.Work.Fire();
        }

        return handle;
    }

    /// <summary>Waits until the server has said in which partition each of the series declared so far lives.</summary>
    public async Task RouteAsync(CancellationToken cancellationToken = default)
    {
        for (var number = 0; number < series.Count; number++)
        {
            await series.PartitionAsync(new SeriesHandle(number), cancellationToken);
        }
    }

    /// <summary>Appends a sample; it goes when its batch is full or <see cref="IngestProducerOptions.Linger"/> has passed. Waits while the buffer is full.</summary>
    /// <param name="handle">A declared series.</param>
    /// <param name="timeNs">Source time, ns since 1970 UTC.</param>
    /// <param name="value">In the declared unit; 0 or 1 for booleans, the ordinal for enumerations.</param>
    /// <param name="quality">OPC UA status code; 0 = good.</param>
    /// <param name="cancellationToken">Ends the waiting; the sample stays appended.</param>
    /// <exception cref="IngestException">The producer can't go on.</exception>
    public ValueTask AppendAsync(SeriesHandle handle, long timeNs, double value, uint quality = 0, CancellationToken cancellationToken = default)
    {
        ThrowIfFaulted();
        return appender.AppendAsync(handle, timeNs, value, null, quality, cancellationToken);
    }

    /// <summary>Appends a sample of a string signal.</summary>
    /// <inheritdoc cref="AppendAsync(SeriesHandle, long, double, uint, CancellationToken)"/>
    public ValueTask AppendAsync(SeriesHandle handle, long timeNs, string text, uint quality = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        ThrowIfFaulted();
        return appender.AppendAsync(handle, timeNs, 0, text, quality, cancellationToken);
    }

    /// <summary>
    /// Sends columns: one batch a partition that they touch, or as many as its limit asks for. The columns may be used again when it returns;
    /// the batches are then numbered and in the buffer. Waits while the buffer is full.
    /// </summary>
    /// <exception cref="IngestException">The producer can't go on.</exception>
    public async ValueTask SendAsync(SampleColumns columns, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ThrowIfFaulted();
        foreach (var (partition, part) in await BatchSplitter.SplitAsync(columns, series, Limits, cancellationToken))
        {
            await Lane(partition, string.Empty).EnqueueAsync(part.Count, BatchEncoder.Encode(part), cancellationToken);
        }
    }

    /// <summary>Sends what was appended and waits until everything sent before is acked.</summary>
    /// <exception cref="IngestException">The producer can't go on.</exception>
    public async Task FlushAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfFaulted();
        await appender.CutAsync(cancellationToken);
        foreach (var lane in lanes.Values)
        {
            await lane.WaitDecidedAsync(lane.Appended, cancellationToken);
        }
    }

    /// <summary>Stops at once; what is not acked stays in the spool, or is gone without one. <see cref="FlushAsync"/> first to leave nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!stop.IsCancellationRequested)
        {
            await stop.CancelAsync();
            await Task.WhenAll(running);
            Fail(new ObjectDisposedException(nameof(IngestProducer)));
            stop.Dispose();
            foreach (var lane in lanes.Values)
            {
                lane.Dispose();
            }

            spool?.Dispose();
        }
    }

    private Lane Home => lanes[options.HomePartition];

    private (int Samples, int Bytes) Limits(uint partition)
    {
        var lane = Lane(partition, string.Empty);
        return (lane.MaxBatchSamples, lane.MaxBatchBytes);
    }

    /// <summary>The partition's lane; started when it is the first time, moved when the server told another address.</summary>
    private Lane Lane(uint partition, string address)
    {
        if (lanes.TryGetValue(partition, out var known))
        {
            return known;
        }

        lock (starting)
        {
            if (lanes.TryGetValue(partition, out known))
            {
                return known;
            }

            var lane = NewLane(partition);
            lane.Address = address;
            lanes[partition] = lane;
            var runner = new LaneRunner(
                lane, client, options, () => new LaneSession(lane, series, options, clock, SeriesMoved), new Random(chance.Next()));
            running.Add(GuardAsync(() => runner.RunAsync(stop.Token)));
            return lane;
        }
    }

    private Lane NewLane(uint partition)
    {
        if (spool is null)
        {
            return new Lane(partition, options, new BatchLedger(firstEpoch, options.FirstSeqs.GetValueOrDefault(partition, 1UL), options.Repeatable), new BatchBodies(null, 0), clock);
        }

        var (laneSpool, ledger) = spool.OpenLane(partition, firstEpoch);
        return new Lane(partition, options, ledger, new BatchBodies(laneSpool, options.Spool!.MemoryBytes), clock);
    }

    private void SeriesMoved(uint partition, string address)
    {
        var lane = Lane(partition, address);
        if (address.Length > 0)
        {
            lane.Address = address;
        }

        lane.Work.Fire();
    }

    /// <summary>Turns the end of a background task into the producer's.</summary>
    private async Task GuardAsync(Func<Task> run)
    {
        try
        {
            await Task.Yield();
            await run();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // told to
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            Fail(error);
            await stop.CancelAsync();
        }
    }

    private void Fail(Exception error)
    {
        Interlocked.CompareExchange(ref fault, error, null);
        series.Fail(error);
        foreach (var lane in lanes.Values)
        {
            lane.Fail(error);
        }
    }

    private void ThrowIfFaulted()
    {
        if (Volatile.Read(ref fault) is { } error)
        {
            throw error;
        }
    }
}
