using System.Diagnostics;
using Grpc.Core;
using TwinGrid.Contracts.Ingest;
using TwinGrid.Contracts.Partitions;
using TwinGrid.Gateway.Errors;
using TwinGrid.Gateway.Ingest.Decoding;
using TwinGrid.Gateway.Ingest.Quotas;
using TwinGrid.V1;

namespace TwinGrid.Gateway.Ingest.Streams;

/// <summary>
/// First task of a stream: takes messages in the order they came and hands batches to the lane, within the credit, the plant's rates and the
/// process's budget. Allocates nothing for a batch.
/// </summary>
internal sealed class BatchReader(
    StreamParts parts,
    IAsyncStreamReader<IngestFrame> requests,
    ILane lane,
    IPartition partition,
    PlantQuota quota,
    SeriesTable series,
    FlowWindow flow,
    ResponseWriter responses)
{
    private readonly ActivityLink[] streamTrace = Activity.Current is { } current ? [new ActivityLink(current.Context)] : [];

    /// <summary>Reads until the client closes or ends its side.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        Activity.Current = null; // a batch is the root of its own trace, else one decision would sample the whole stream
        while (await requests.MoveNext(cancellationToken))
        {
            var frame = requests.Current;
            if (frame.Batch is not null)
            {
                await TakeBatchAsync(frame.TakeBatch(), cancellationToken);
            }
            else if (frame.Error is { } error)
            {
                throw IngestRefusals.Envelope(error);
            }
            else if (!await TakeMessageAsync(frame.Message!, cancellationToken))
            {
                return;
            }
        }
    }

    private async ValueTask TakeBatchAsync(SampleBatch batch, CancellationToken cancellationToken)
    {
        using var activity = parts.Metrics.Activities.HasListeners() ? StartActivity(batch) : null;
        try
        {
            await AdmitAsync(batch, cancellationToken);
            series.Translate(batch);
        }
        catch
        {
            batch.Dispose();
            throw;
        }

        await lane.EnqueueAsync(batch, cancellationToken);
    }

    /// <summary>Passes the batch through the credit, the process's budget and the plant's rates, in that order.</summary>
    private async ValueTask AdmitAsync(SampleBatch batch, CancellationToken cancellationToken)
    {
        flow.Check(batch.WireBytes);
        var wait = partition.Definition is { } plant ? quota.Take(plant.Quotas, batch.Count, batch.WireBytes, parts.Options.MaxThrottle) : TimeSpan.Zero;
        await parts.Quotas.InFlight.AcquireAsync(batch.WireBytes, cancellationToken);
        flow.Take(batch.WireBytes);
        parts.Metrics.Received(batch.WireBytes);
        if (wait > TimeSpan.Zero)
        {
            parts.Metrics.Throttled(wait);
            await Task.Delay(wait, parts.Clock, cancellationToken);
        }
    }

    private async ValueTask<bool> TakeMessageAsync(IngestRequest message, CancellationToken cancellationToken)
    {
        switch (message.MessageCase)
        {
            case IngestRequest.MessageOneofCase.Declare:
                await responses.WriteAsync(new IngestResponse { Declared = Declare(message.Declare) }, cancellationToken);
                return true;
            case IngestRequest.MessageOneofCase.Loss:
                await DeclareLossAsync(message.Loss, cancellationToken);
                return true;
            case IngestRequest.MessageOneofCase.Close:
                return false;
            case IngestRequest.MessageOneofCase.Open:
                throw IngestRefusals.OutOfOrder("Open came a second time; a stream is one lane.");
            default:
                return true; // a message of a newer protocol: as with an unknown field, nothing is lost by passing over it
        }
    }

    private Declared Declare(DeclareSeries declaration)
    {
        var declared = new Declared();
        foreach (var entry in declaration.Series)
        {
            var result = series.Declare(entry);
            parts.Metrics.Declared(result.Code);
            declared.Results.Add(result);
        }

        return declared;
    }

    private async ValueTask DeclareLossAsync(LossDeclaration loss, CancellationToken cancellationToken)
    {
        if (loss.FromSeq == 0 || loss.FromSeq > loss.ThroughSeq)
        {
            throw Refusal.InvalidArgument("loss", $"from_seq {loss.FromSeq} through_seq {loss.ThroughSeq} is no range; 1 <= from_seq <= through_seq.");
        }

        if (loss.Reason.Length > MaxReasonLength)
        {
            throw Refusal.InvalidArgument("loss.reason", $"{loss.Reason.Length} characters; at most {MaxReasonLength}.");
        }

        flow.TakeLoss(loss.ThroughSeq);
        await lane.EnqueueLossAsync(new LossRange(loss.FromSeq, loss.ThroughSeq, loss.Reason), cancellationToken);
    }

    private Activity? StartActivity(SampleBatch batch)
    {
        var activity = parts.Metrics.Activities.StartActivity(ActivityKind.Consumer, links: streamTrace, name: "ingest batch");
        activity?.SetTag("twingrid.batch.samples", batch.Count);
        activity?.SetTag("twingrid.batch.bytes", batch.WireBytes);
        return activity;
    }

    private const int MaxReasonLength = 1024;
}
