using TwinGrid.Client;
using TwinGrid.Client.Ingest;

namespace TwinGrid.Connectors.Replay;

/// <summary>
/// Streams recorded CSV files through the ordinary ingest path. Batches are a function of files and map, so a replay that is repeated or resumed
/// with its state directory adds nothing that is there; it outlives restarts of the server, and refills a restored one.
/// </summary>
public sealed class CsvReplay(TwinGridClient client, ReplayOptions options)
{
    private static readonly TimeSpan SaveEvery = TimeSpan.FromSeconds(1);

    private readonly TimeProvider clock = client.Options.TimeProvider;

    /// <summary>Replays the files in the order given.</summary>
    /// <exception cref="ReplayDataException">A file can't be read as the map says.</exception>
    /// <exception cref="ReplayStateException">The state directory belongs to another input.</exception>
    /// <exception cref="IngestException">The server refuses the producer, or is gone for too long.</exception>
    public async Task<ReplaySummary> RunAsync(ReplayMap map, IReadOnlyList<string> files, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(files);
        var started = clock.GetTimestamp();
        using var state = ReplayState.Open(options, map, files, (ulong)clock.GetUtcNow().ToUnixTimeMilliseconds());
        var summary = ReplaySummary.Empty;
        while (true)
        {
            var tracker = new CheckpointTracker();
            var producer = IngestProducer.Start(client, ProducerOptions(state.Record, tracker));
            await using (producer)
            {
                try
                {
                    var badRows = await RunPassAsync(producer, map, files, state, tracker, cancellationToken);
                    return summary.Add(producer.Statistics) with { BadRows = badRows, Elapsed = clock.GetElapsedTime(started) };
                }
                catch (BatchesGoneException)
                {
                    // A restored or another server: make the batches again from the start; it skips those that it has.
                    summary = summary.Add(producer.Statistics);
                    state.Save(ReplayCheckpoint.Start);
                }
            }
        }
    }

    private IngestProducerOptions ProducerOptions(ReplayRecord record, CheckpointTracker tracker) => new()
    {
        Plant = options.Plant,
        Producer = options.Producer,
        Epoch = record.Epoch,
        Repeatable = true,
        FirstSeqs = record.Checkpoint.NextSeqs,
        LossPolicy = LossPolicy.Fail,
        MaxBatchSamples = BlockRule.TargetSamples,
        Durability = options.Durability,
        GiveUpFirstAfter = options.ConnectTimeout,
        GiveUpAfter = options.GiveUpAfter,
        MaxReconnectDelay = TimeSpan.FromSeconds(2),
        OnDecided = tracker.Decided,
        OnRefused = options.OnRefused,
        OnLane = options.OnLane,
    };

    private async Task<long> RunPassAsync(
        IngestProducer producer, ReplayMap map, IReadOnlyList<string> files, ReplayState state, CheckpointTracker tracker, CancellationToken cancellationToken)
    {
        var series = map.Columns.Select(column => producer.Declare(new SeriesDescription(column.Asset, column.Signal, column.Unit, column.Type))).ToList();
        await producer.RouteAsync(cancellationToken);
        var sizes = files.Select(file => new FileInfo(file).Length).ToList();
        var resume = state.Record.Checkpoint;
        var saved = clock.GetTimestamp();
        long badRows = 0;
        for (var file = resume.File; file < files.Count; file++)
        {
            using var rows = new CsvRows(map, files[file]);
            var pace = new Pace(options, clock);
            var skip = file == resume.File ? resume.Blocks : 0;
            long blocks = 0;
            foreach (var block in ReplayBlocks.Cut(rows.Read(), series, state.Record.Rule))
            {
                if (++blocks <= skip)
                {
                    continue;
                }

                await pace.WaitAsync(block, cancellationToken);
                await producer.SendAsync(block.Columns, cancellationToken);
                tracker.Sent(new ReplayCheckpoint(file, blocks, producer.NextSeqs));
                if (clock.GetElapsedTime(saved) >= SaveEvery)
                {
                    saved = clock.GetTimestamp();
                    Save(state, tracker);
                }

                Tell(producer, files[file], sizes.Take(file).Sum() + rows.Position, sizes.Sum());
            }

            badRows += rows.BadRows;
        }

        await FlushAsync(producer, files, sizes, cancellationToken);
        Save(state, tracker);
        return badRows;
    }

    /// <summary>Waits for the last acks, telling how they come in.</summary>
    private async Task FlushAsync(IngestProducer producer, IReadOnlyList<string> files, List<long> sizes, CancellationToken cancellationToken)
    {
        var flush = producer.FlushAsync(cancellationToken);
        while (!flush.IsCompleted)
        {
            Tell(producer, files[^1], sizes.Sum(), sizes.Sum());
            await Task.WhenAny(flush, Task.Delay(TimeSpan.FromMilliseconds(200), clock, cancellationToken));
        }

        await flush;
        Tell(producer, files[^1], sizes.Sum(), sizes.Sum());
    }

    private void Tell(IngestProducer producer, string file, long bytes, long totalBytes)
    {
        if (options.OnProgress is { } tell)
        {
            var statistics = producer.Statistics;
            tell(new ReplayProgress(file, bytes, totalBytes, statistics.SentSamples, statistics.AckedSamples));
        }
    }

    private static void Save(ReplayState state, CheckpointTracker tracker)
    {
        if (tracker.Take() is { } reached)
        {
            state.Save(reached);
        }
    }
}
