using Google.Protobuf;
using Grpc.Core;
using TwinGrid.V1;

namespace TwinGrid.Client.Testing;

/// <summary>One ingest stream of the fake server.</summary>
internal sealed class FakeStream(FakeStore store, FakeScript script, Open open, IServerStreamWriter<IngestResponse> answers, ServerCallContext context)
{
    private readonly Dictionary<uint, (string Asset, string Signal)> series = [];
    private readonly List<BatchResult> results = [];

    public async Task RunAsync(IAsyncStreamReader<IngestRequest> requests)
    {
        script.Opened();
        if (open.Epoch < store.FencedBelow)
        {
            throw FakeTelemetry.Error(StatusCode.FailedPrecondition, "FENCED_EPOCH", $"Epochs below {store.FencedBelow} are fenced.");
        }

        if (open.HistoryId.Length > 0 && open.HistoryId != store.HistoryId)
        {
            throw FakeTelemetry.Error(StatusCode.FailedPrecondition, "HISTORY_MISMATCH", $"The history is {store.HistoryId}.");
        }

        await answers.WriteAsync(new IngestResponse
        {
            Opened = new Opened
            {
                HighWaterMark = Lane(OpenEpoch), HistoryId = store.HistoryId, Durability = Durability.PowerLoss, MaxBatchSamples = script.MaxBatchSamples,
                MaxBatchBytes = 4 << 20, Credit = script.Credit,
            },
        });
        while (await requests.MoveNext())
        {
            await HandleAsync(requests.Current);
        }
    }

    private ulong OpenEpoch(FakeLane lane)
    {
        if (open.Epoch < lane.Epoch)
        {
            throw FakeTelemetry.Error(StatusCode.FailedPrecondition, "FENCED_EPOCH", $"Epoch {lane.Epoch} was opened.");
        }

        if (open.Epoch > lane.Epoch)
        {
            lane.Epoch = open.Epoch;
            lane.HighWaterMark = 0;
            lane.Results.Clear();
        }

        return lane.HighWaterMark;
    }

    private async Task HandleAsync(IngestRequest request)
    {
        switch (request.MessageCase)
        {
            case IngestRequest.MessageOneofCase.Declare:
                var declared = new Declared();
                declared.Results.AddRange(request.Declare.Series.Select(Declare));
                await answers.WriteAsync(new IngestResponse { Declared = declared });
                break;
            case IngestRequest.MessageOneofCase.Batch:
                await BatchAsync(request.Batch);
                break;
            case IngestRequest.MessageOneofCase.Loss:
                Lane(lane =>
                {
                    lane.Losses.Add((request.Loss.FromSeq, request.Loss.ThroughSeq));
                    return lane.HighWaterMark = Math.Max(lane.HighWaterMark, request.Loss.ThroughSeq);
                });
                await AckAsync();
                break;
            case IngestRequest.MessageOneofCase.Close:
                script.Closed();
                break;
            default:
                throw FakeTelemetry.Error(StatusCode.InvalidArgument, "MALFORMED", $"Unexpected {request.MessageCase}.");
        }
    }

    private SeriesResult Declare(SeriesDeclaration declaration)
    {
        if (store.Partition(declaration.Asset, declaration.Signal) is not { } partition)
        {
            return new SeriesResult { Handle = declaration.Handle, Code = "UNKNOWN_SIGNAL", Message = $"{declaration.Asset} has no signal {declaration.Signal}." };
        }

        if (partition != open.Partition)
        {
            return new SeriesResult { Handle = declaration.Handle, Code = "WRONG_PARTITION", Partition = partition, Message = $"It lives in {partition}." };
        }

        series[declaration.Handle] = (declaration.Asset, declaration.Signal);
        return new SeriesResult { Handle = declaration.Handle, Code = "OK" };
    }

    private async Task BatchAsync(Batch batch)
    {
        var fault = script.Received(batch);
        if (fault == FakeFault.DieBeforeCommit)
        {
            Die();
        }

        if (fault == FakeFault.Unavailable)
        {
            throw FakeTelemetry.Error(StatusCode.Unavailable, "STORE_UNAVAILABLE", "The store takes no writes.", TimeSpan.FromMilliseconds(1));
        }

        Commit(batch);
        if (fault == FakeFault.DieAfterCommit)
        {
            Die();
        }

        if (fault == FakeFault.Drain)
        {
            await answers.WriteAsync(new IngestResponse { Drain = new Drain { Reason = "stopping", RetryMs = script.DrainRetryMs } });
        }

        if (fault != FakeFault.HoldAck)
        {
            await AckAsync();
        }
    }

    private void Commit(Batch batch) => Lane(lane =>
    {
        var payload = batch.ToByteString();
        if (batch.Seq <= lane.HighWaterMark)
        {
            results.Add(Again(lane, batch.Seq, payload));
            return 0;
        }

        if (batch.Seq > lane.HighWaterMark + 1)
        {
            throw FakeTelemetry.Error(StatusCode.FailedPrecondition, "SEQUENCE_GAP", $"Expected {lane.HighWaterMark + 1}, got {batch.Seq}.");
        }

        var result = Fold(lane, batch);
        lane.HighWaterMark = batch.Seq;
        lane.Results[batch.Seq] = (payload, result);
        if (result.Rejected.Count > 0)
        {
            results.Add(result);
        }

        return 0;
    });

    private static BatchResult Again(FakeLane lane, ulong seq, ByteString payload)
    {
        lane.Duplicates++;
        if (!lane.Results.TryGetValue(seq, out var known))
        {
            return new BatchResult { Seq = seq, Code = "DUPLICATE", ResultsExpired = true };
        }

        if (known.Payload != payload)
        {
            throw FakeTelemetry.Error(StatusCode.Aborted, "SEQUENCE_CONFLICT", $"Batch {seq} was committed with another payload.");
        }

        var result = known.Result.Clone();
        result.Code = "DUPLICATE";
        return result;
    }

    private BatchResult Fold(FakeLane lane, Batch batch)
    {
        var result = new BatchResult { Seq = batch.Seq, Code = "ACCEPTED" };
        var handles = batch.RunLength.Count == 0 ? [.. batch.Series] : batch.Series.Zip(batch.RunLength, (s, n) => Enumerable.Repeat(s, (int)n)).SelectMany(s => s).ToList();
        for (var i = 0; i < batch.Time.Count; i++)
        {
            var quality = batch.Quality.Count == 0 ? 0 : batch.Quality[i];
            var code = series.TryGetValue(handles[i], out var known) ? store.Reject(batch.Value[i]) : "UNKNOWN_SIGNAL";
            if (code is null)
            {
                var text = batch.Text.Count > 0 && batch.Value[i] is >= 0 and var number && number < batch.Text.Count ? batch.Text[(int)number] : null;
                lane.Samples.Add(new FakeSample(known.Asset, known.Signal, batch.Time[i], batch.Value[i], quality, text));
                continue;
            }

            var count = result.Rejected.FirstOrDefault(rejected => rejected.Code == code);
            if (count is null)
            {
                result.Rejected.Add(count = new RejectedCount { Code = code });
            }

            count.Count++;
            result.Items.Add(new ItemError { Index = (uint)i, Code = code });
        }

        return result;
    }

    private async Task AckAsync()
    {
        var mark = Lane(lane => lane.HighWaterMark);
        var ack = new Ack { ThroughSeq = mark, CommitIndex = mark, Durability = Durability.PowerLoss, Token = $"token-{open.Partition}-{mark}" };
        ack.Results.AddRange(results);
        results.Clear();
        script.Acked();
        await answers.WriteAsync(new IngestResponse { Ack = ack });
    }

    private T Lane<T>(Func<FakeLane, T> step) => store.Lane(open.Producer, open.Partition, step);

    private void Die()
    {
        context.GetHttpContext().Abort();
        throw new IOException("Killed by the script.");
    }
}
