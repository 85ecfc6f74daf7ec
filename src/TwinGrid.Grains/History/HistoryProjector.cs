using Microsoft.Extensions.Logging;
using TwinGrid.Contracts.Storage;
using TwinGrid.Grains.Records;
using TwinGrid.Model.Names;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.History;

/// <summary>
/// Follows one partition's log and writes its samples and events to the history store, a few seconds behind. It holds a bounded number of bytes:
/// when the store is slow it simply reads the log later. After any error it starts again from what the store has.
/// </summary>
internal sealed class HistoryProjector(
    FollowedLog source, IHistoryStore store, HistoryOptions options, TimeProvider clock, ILogger logger)
    : IAsyncDisposable
{
    private readonly PartitionKey key = source.Key;
    private readonly IPartitionLog log = source.Log;
    private readonly CancellationTokenSource stopping = new();
    private volatile HistoryTail? tail;
    private Task running = Task.CompletedTask;

    public FollowedLog Source => source;

    /// <summary>What the store does not have yet; another one after an error.</summary>
    public HistoryTail Tail => tail ?? throw new InvalidOperationException($"History of {key} has not been started.");

    /// <summary>Finds where the store stands, takes back what it has of a lost end of the log, and begins to follow.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        tail = new HistoryTail(await FindStartAsync(LastBeforeTakeOver(), cancellationToken));
        running = RunAsync();
    }

    /// <summary>Waits until the commit is in memory or in the store; returns the tail that then has it.</summary>
    public async Task<HistoryTail> WaitForAsync(ulong commitIndex, CancellationToken cancellationToken)
    {
        while (true)
        {
            var present = Tail;
            if (await present.WaitForAsync(commitIndex, cancellationToken))
            {
                return present;
            }
        }
    }

    /// <summary>Writes what it has read, then ends. Called once.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await running;
        stopping.Dispose();
    }

    private async Task RunAsync()
    {
        await Task.Yield();
        for (var isFresh = true; !stopping.IsCancellationRequested; isFresh = false)
        {
            try
            {
                if (!isFresh)
                {
                    await RenewAsync();
                }

                await FollowAsync(Tail);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
            }
#pragma warning disable CA1031 // Whatever it was, history goes on from what is stored, or says again why it can't.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                HistoryLog.Restarting(logger, key, failure);
            }
        }
    }

    /// <summary>Begins anew from what the store has. Readers wait on the old tail until then.</summary>
    private async Task RenewAsync()
    {
        await Task.Delay(options.RetryAfter, clock, stopping.Token);
        var old = Tail;
        tail = new HistoryTail(await FindStartAsync(ulong.MaxValue, stopping.Token));
        old.Retire();
    }

    /// <summary>
    /// The last index that can have been indexed before this owner took the log over. The record of the take-over may bear the index of a commit
    /// that the log has lost, and looks the same by history and index.
    /// </summary>
    private ulong LastBeforeTakeOver()
    {
        using var reader = log.OpenReader(log.LastIndex);
        return reader.TryRead(out var record) && record.Kind == LogRecord.OwnerEpoch ? record.Index - 1 : ulong.MaxValue;
    }

    private async Task<ulong> FindStartAsync(ulong last, CancellationToken cancellationToken)
    {
        var stored = await store.GetPositionAsync(key, cancellationToken);
        bool IsPart(ulong index) => index <= last && log.Continues(stored.HistoryId, index);
        if (stored.Index == 0 || IsPart(stored.Index))
        {
            return stored.Index;
        }

        // The last index up to which the log still is what was indexed.
        var (low, high) = (0UL, stored.Index);
        while (low < high - 1)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = IsPart(middle) ? (middle, high) : (low, middle);
        }

        HistoryLog.Truncating(logger, key, stored.Index, low);
        await store.TruncateAsync(key, new HistoryPosition(log.HistoryId, low), cancellationToken);
        return low;
    }

    private async Task FollowAsync(HistoryTail into)
    {
        var first = Math.Max(into.Position + 1, log.FirstIndex);
        if (first > into.Position + 1)
        {
            HistoryLog.Missing(logger, key, into.Position + 1, first - 1);
        }

        using var reader = log.OpenReader(first);
        var flush = Task.CompletedTask;
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                var atEnd = ReadSome(reader, into);
                into.Announce();
                if (flush.IsCompleted)
                {
                    await flush;
                    flush = IsDue(into) ? FlushAsync(into) : Task.CompletedTask;
                }
                else if (into.ActiveBytes >= options.TailBytes / 2)
                {
                    await flush;
                    continue;
                }

                if (atEnd)
                {
                    await WaitAsync(reader, into, flush);
                }
            }
        }
        finally
        {
            await flush;
            await FlushAsync(into);
        }
    }

    /// <summary>Reads until the end of the log or until enough is in memory; true at the end.</summary>
    private bool ReadSome(ILogReader reader, HistoryTail into)
    {
        for (var i = 0; i < 1024 && into.ActiveBytes < options.TailBytes / 2; i++)
        {
            if (!reader.TryRead(out var record))
            {
                return true;
            }

            Index(record, into);
        }

        return false;
    }

    private void Index(LogRecord record, HistoryTail into)
    {
        switch (record.Kind)
        {
            case RecordKinds.Samples:
                into.Add(record.Index, new SamplesRecord(record.Payload.Span), source.Traits);
                break;
            case RecordKinds.EventsRaised:
                into.Add(record.Index, EventsRaisedRecord.Read(record.Payload.Span, record.Index), Nanoseconds.Now(clock));
                break;
            default:
                into.Skip(record.Index, Nanoseconds.Now(clock));
                break;
        }
    }

    private bool IsDue(HistoryTail into) =>
        into.ActiveBytes >= options.TailBytes / 2
        || (into.OldestNs is { } oldest && Nanoseconds.Now(clock) - oldest >= Nanoseconds.From(options.FlushAfter));

    private async Task WaitAsync(ILogReader reader, HistoryTail into, Task flush)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stopping.Token);
        var more = reader.WaitAsync(enough.Token).AsTask();
        var age = into.OldestNs is { } oldest ? Nanoseconds.Now(clock) - oldest : 0;
        var left = into.OldestNs is null ? Timeout.InfiniteTimeSpan
            : TimeSpan.FromTicks(Math.Max(TimeSpan.TicksPerMillisecond, options.FlushAfter.Ticks - (age / Nanoseconds.PerTick)));
        await Task.WhenAny(more, flush.IsCompleted ? Task.Delay(left, clock, enough.Token) : flush);
        await enough.CancelAsync();
        await more.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (more.IsFaulted)
        {
            await more;
        }
    }

    private async Task FlushAsync(HistoryTail from)
    {
        if (from.Freeze() is not { } generation)
        {
            return;
        }

        await Task.Yield();
        var started = clock.GetTimestamp();
        if (!await store.AppendAsync(key, Runs(generation), generation.Events, from.Position, new(log.HistoryId, generation.Through), CancellationToken.None))
        {
            throw new InvalidOperationException($"The index of {key} is no longer at {from.Position}.");
        }

        HistoryMetrics.Flushed(generation.Bytes, clock.GetElapsedTime(started));
        from.Stored();
    }

    private static IEnumerable<HistoryRun> Runs(TailGeneration generation)
    {
        var run = new HistoryRunBuilder();
        var chain = new List<int>();
        foreach (var series in generation.SeriesInOrder())
        {
            run.Clear();
            generation.CopyTo(series, run, chain);
            yield return run.Build(new SeriesId(series), generation.CommittedNs);
        }
    }
}
