using Grpc.Core;
using TwinGrid.Contracts.Ingest;
using TwinGrid.Contracts.Partitions;
using TwinGrid.Gateway.Errors;
using TwinGrid.Gateway.Ingest.Decoding;
using TwinGrid.Gateway.Ingest.Quotas;
using TwinGrid.Gateway.Tokens;
using TwinGrid.Model.Names;
using TwinGrid.Model.Samples;
using TwinGrid.V1;

namespace TwinGrid.Gateway.Ingest.Streams;

/// <summary>
/// One <c>Ingest</c> call: opens its lane, then runs three tasks until one of them ends it: the reader, the ack writer, and the one that waits for
/// the server's shutdown. Whatever ends it, acks of what is in flight still go out for a bounded time.
/// </summary>
internal sealed class IngestStream(
    StreamParts parts, IAsyncStreamReader<IngestFrame> requests, IServerStreamWriter<IngestResponse> answers, CancellationToken callAborted)
{
    /// <summary>Serves the call to its end.</summary>
    /// <exception cref="RefusalException">What the client is told; as is <see cref="LaneEndedException"/>.</exception>
    public async Task RunAsync()
    {
        if (parts.Draining.IsCancellationRequested)
        {
            throw Refusal.Draining("The server is about to stop; connect again.");
        }

        var open = await ReadOpenAsync();
        var plant = PartitionFinder.PlantId(open.Plant);
        var partition = await parts.Partitions.GetAsync(plant, open.Partition, callAborted);
        var quota = parts.Quotas.Of(plant);
        quota.OpenStream(partition.Definition?.Quotas ?? new());
        try
        {
            await RunLaneAsync(open, partition, quota);
        }
        catch (LaneEndedException e)
        {
            Audit(e, open, partition.Key);
            throw;
        }
        catch (RefusalException e)
        {
            parts.Metrics.StreamEnded(e.Row.Reason);
            throw;
        }
        finally
        {
            quota.CloseStream();
        }
    }

    private async Task<Open> ReadOpenAsync()
    {
        using var timeout = new CancellationTokenSource(parts.Options.OpenTimeout, parts.Clock);
        using var late = CancellationTokenSource.CreateLinkedTokenSource(callAborted, timeout.Token);
        try
        {
            if (!await requests.MoveNext(late.Token))
            {
                throw IngestRefusals.OutOfOrder("The stream ended before Open.");
            }
        }
        catch (OperationCanceledException) when (!callAborted.IsCancellationRequested)
        {
            throw IngestRefusals.OutOfOrder($"No Open came within {parts.Options.OpenTimeout.TotalSeconds} s.");
        }

        var frame = requests.Current;
        if (frame.Error is { } error)
        {
            throw IngestRefusals.Envelope(error);
        }

        if (frame.Message?.Open is { } open)
        {
            return open;
        }

        frame.Batch?.Dispose();
        throw IngestRefusals.OutOfOrder($"The first message was {frame.Message?.MessageCase.ToString() ?? "Batch"}; it must be Open.");
    }

    private async Task RunLaneAsync(Open open, IPartition partition, PlantQuota quota)
    {
        var lane = await partition.OpenLaneAsync(ToRequest(open), callAborted);
        try
        {
            await RunLaneAsync(open, lane, partition, quota);
        }
        finally
        {
            // A store that hangs must not hold the call: the lane goes on closing by itself.
            await lane.DisposeAsync().AsTask().WaitAsync(parts.Options.DrainTimeout, parts.Clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RunLaneAsync(Open open, ILane lane, IPartition partition, PlantQuota quota)
    {
        using var series = new SeriesTable(partition, quota);
        using var writer = new ResponseWriter(answers, parts.Options.WriteTimeout, parts.Clock);
        var flow = new FlowWindow(parts.Options.CreditBatches, parts.Options.CreditBytes, parts.Clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(callAborted);
        await writer.WriteAsync(new IngestResponse { Opened = ToOpened(lane, partition, flow) }, stop.Token);
        IngestLog.Opened(parts.Logger, open.Producer, open.Epoch, partition.Key.ToString(), lane.HighWaterMark, lane.Durability.ToString());

        using var stopReading = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        var acks = new AckWriter(parts, lane, partition, flow, writer, open.Producer).RunAsync(stop.Token);
        var reads = new BatchReader(parts, requests, lane, partition, quota, series, flow, writer).RunAsync(stopReading.Token);
        try
        {
            await EndAsync(reads, acks, flow, writer, stopReading);
        }
        finally
        {
            await stop.CancelAsync();
            await ((Task)Task.WhenAll(reads, acks)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            parts.Quotas.InFlight.Release(flow.Bytes);
            parts.Metrics.Left(flow.Bytes);
            IngestLog.Ended(parts.Logger, open.Producer, partition.Key.ToString(), (acks.Exception ?? reads.Exception)?.InnerException?.Message ?? "closed");
        }
    }

    /// <summary>Waits for the first thing that ends the stream, lets acks go out, and says why it ended.</summary>
    private async Task EndAsync(Task reads, Task acks, FlowWindow flow, ResponseWriter writer, CancellationTokenSource stopReading)
    {
        using var stopping = new TokenTask(parts.Draining);
        await Task.WhenAny(reads, acks, stopping.Task);
        var isDraining = parts.Draining.IsCancellationRequested && !reads.IsCompleted && !acks.IsCompleted;
        if (isDraining)
        {
            await DrainAsync(reads, acks, writer, stopReading);
        }

        if (acks.IsCompleted)
        {
            await acks; // throws why the lane ended, or that the client does not read
        }

        await Task.WhenAny(flow.CloseAsync(), acks, Task.Delay(parts.Options.DrainTimeout, parts.Clock, stopReading.Token));
        if (acks.IsCompleted)
        {
            await acks;
        }

        if (!isDraining)
        {
            await reads; // throws what the reader refused
        }
        else if (!reads.IsCompletedSuccessfully)
        {
            throw Refusal.Draining("The server is about to stop; everything acked is kept. Connect again.");
        }
    }

    private async Task DrainAsync(Task reads, Task acks, ResponseWriter writer, CancellationTokenSource stopReading)
    {
        var drain = new Drain { Reason = "the server is about to stop", RetryMs = (uint)parts.Options.ReconnectAfter.TotalMilliseconds };
        await writer.WriteAsync(new IngestResponse { Drain = drain }, callAborted);
        await Task.WhenAny(reads, acks, Task.Delay(parts.Options.ReconnectAfter, parts.Clock, stopReading.Token));
        await stopReading.CancelAsync();
        await ((Task)Task.WhenAny(reads, acks)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static LaneRequest ToRequest(Open open)
    {
        if (!Identifier.IsValid(open.Producer))
        {
            throw Refusal.InvalidName("open.producer", open.Producer, Identifier.Rule);
        }

        Guid? history = null;
        if (open.HistoryId.Length > 0)
        {
            history = Guid.TryParse(open.HistoryId, out var parsed)
                ? parsed
                : throw Refusal.InvalidArgument("open.history_id", $"'{open.HistoryId}' is no history id; give the one of Opened, or nothing.");
        }

        return new LaneRequest(open.Producer, open.Epoch, WireCodes.Of(open.Durability), history, open.ClockNs);
    }

    private Opened ToOpened(ILane lane, IPartition partition, FlowWindow flow) => new()
    {
        HighWaterMark = lane.HighWaterMark,
        HistoryId = partition.HistoryId.ToString(ReadPositions.HistoryIdFormat),
        Durability = WireCodes.Of(lane.Durability),
        MaxBatchSamples = IngestLimits.MaxBatchSamples,
        MaxBatchBytes = IngestLimits.MaxBatchBytes,
        Credit = flow.ToCredit(),
        ClockNs = Nanoseconds.Now(parts.Clock),
    };

    private void Audit(LaneEndedException ended, Open open, PartitionKey partition)
    {
        parts.Metrics.StreamEnded(ended.End.ToString());
        if (ended.End == LaneEnd.SequenceConflict)
        {
            IngestLog.Conflict(parts.Logger, open.Producer, open.Epoch, partition.ToString(), ended.Message);
        }
        else if (ended.End == LaneEnd.FencedEpoch)
        {
            IngestLog.Fenced(parts.Logger, open.Producer, open.Epoch, partition.ToString(), ended.Message);
        }
    }
}
