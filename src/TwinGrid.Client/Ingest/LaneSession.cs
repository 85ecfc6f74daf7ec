using System.Runtime.ExceptionServices;
using Grpc.Core;
using TwinGrid.V1;

namespace TwinGrid.Client.Ingest;

/// <summary>
/// One stream of a lane, from open to end. Reading and writing are separate tasks: a stream in which both sides only write deadlocks. Only the
/// writing task touches the call's writer, which is not thread-safe.
/// </summary>
internal sealed class LaneSession(Lane lane, SeriesRegistry series, IngestProducerOptions options, TimeProvider clock, Action<uint, string> movedTo)
{
    /// <summary>Series in one declaration.</summary>
    private const int DeclareAtOnce = 1_000;

    /// <summary>How long to wait for the results of batches that were committed before the stream opened.</summary>
    private static readonly TimeSpan ResultsTimeout = TimeSpan.FromSeconds(5);

    private readonly HashSet<int> declared = [];
    private long declaredVersion = -1;
    private volatile Credit credit = new() { Batches = 1, Bytes = 1 << 20 };
    private volatile Drain? drain;
    private Durability durability;

    /// <summary>Whether the server answered the open.</summary>
    public bool Opened { get; private set; }

    /// <summary>The answer asks for another epoch: open again at once.</summary>
    public bool NewEpoch { get; private set; }

    /// <summary>What the server asked for when it drained; null when it did not.</summary>
    public Drain? Drained => drain;

    /// <summary>Runs until the stream ends, by whichever side, or the token is cancelled.</summary>
    public async Task RunAsync(CallInvoker invoker, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var call = invoker.AsyncDuplexStreamingCall(IngestFrame.Method, null, new CallOptions(cancellationToken: stop.Token));
        if (await OpenAsync(call, stop.Token) is not { } plan)
        {
            return;
        }

        var reading = ReadAsync(call, stop.Token);
        var writing = WriteAsync(call, plan, stop.Token);
        await Task.WhenAny(reading, writing);
        if (writing.IsCompletedSuccessfully)
        {
            await reading; // we said goodbye: the server's last acks and its status are still to come
            return;
        }

        await stop.CancelAsync();
        // The reader sees the server's status; the writer only that the call is over.
        await EndedAsync(reading, writing);
    }

    private async Task<OpenPlan?> OpenAsync(AsyncDuplexStreamingCall<IngestFrame, IngestResponse> call, CancellationToken cancellationToken)
    {
        await call.RequestStream.WriteAsync(
            new IngestFrame(new IngestRequest
            {
                Open = new Open
                {
                    Plant = options.Plant,
                    Partition = lane.Partition,
                    Producer = options.Producer,
                    Epoch = lane.Epoch,
                    Durability = options.Durability,
                    HistoryId = lane.HistoryId,
                    ClockNs = Timestamp.Now(clock),
                },
            }),
            cancellationToken);
        if (!await call.ResponseStream.MoveNext(cancellationToken).WaitAsync(options.OpenTimeout, clock, cancellationToken)
            || call.ResponseStream.Current.Opened is not { } opened)
        {
            throw new RpcException(new Status(StatusCode.Internal, "The server did not answer the open with Opened."));
        }

        var plan = lane.Open(opened);
        NewEpoch = plan.NewEpoch;
        if (NewEpoch)
        {
            return null;
        }

        Opened = true;
        durability = opened.Durability;
        credit = opened.Credit ?? credit;
        options.OnLane?.Invoke(new LaneNotice(lane.Partition, lane.Epoch, true, opened.HighWaterMark, null));
        return plan;
    }

    private async Task WriteAsync(AsyncDuplexStreamingCall<IngestFrame, IngestResponse> call, OpenPlan plan, CancellationToken cancellationToken)
    {
        var writer = call.RequestStream;
        await DeclareAsync(writer, cancellationToken);
        if (plan.Missing is { } missing)
        {
            var loss = new LossDeclaration { FromSeq = missing.From, ThroughSeq = missing.Through, Reason = "no longer held by the producer" };
            await writer.WriteAsync(new IngestFrame(new IngestRequest { Loss = loss }), cancellationToken);
        }

        while (true)
        {
            var work = lane.Work.Next;
            await DeclareAsync(writer, cancellationToken);
            while (drain is null && lane.Next(credit) is { } batch)
            {
                await writer.WriteAsync(batch, cancellationToken);
            }

            if (drain is not null && lane.NothingInFlight)
            {
                await writer.WriteAsync(new IngestFrame(new IngestRequest { Close = new Close() }), cancellationToken);
                await writer.CompleteAsync();
                return;
            }

            await WaitAsync(work, cancellationToken);
        }
    }

    private async Task DeclareAsync(IClientStreamWriter<IngestFrame> writer, CancellationToken cancellationToken)
    {
        var version = series.Version;
        if (version == declaredVersion)
        {
            return;
        }

        declaredVersion = version;
        foreach (var chunk in series.Undeclared(lane.Partition, declared).Chunk(DeclareAtOnce))
        {
            var request = new DeclareSeries();
            request.Series.AddRange(chunk);
            await writer.WriteAsync(new IngestFrame(new IngestRequest { Declare = request }), cancellationToken);
        }
    }

    private async Task WaitAsync(Task work, CancellationToken cancellationToken)
    {
        if (!lane.AllSent || !lane.AwaitsOnlyResults)
        {
            await work.WaitAsync(cancellationToken);
            return;
        }

        try
        {
            await work.WaitAsync(ResultsTimeout, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            lane.GiveUpResults(durability);
        }
    }

    private async Task ReadAsync(AsyncDuplexStreamingCall<IngestFrame, IngestResponse> call, CancellationToken cancellationToken)
    {
        while (await call.ResponseStream.MoveNext(cancellationToken))
        {
            var message = call.ResponseStream.Current;
            switch (message.MessageCase)
            {
                case IngestResponse.MessageOneofCase.Declared:
                    Declared(message.Declared);
                    break;
                case IngestResponse.MessageOneofCase.Ack:
                    lane.Acknowledge(message.Ack);
                    break;
                case IngestResponse.MessageOneofCase.Credit:
                    credit = message.Credit;
                    lane.Work.Fire();
                    break;
                case IngestResponse.MessageOneofCase.Drain:
                    drain = message.Drain;
                    lane.Work.Fire();
                    break;
                case IngestResponse.MessageOneofCase.None: // of a newer server
                case IngestResponse.MessageOneofCase.Opened:
                default:
                    break;
            }
        }
    }

    private void Declared(Declared answer)
    {
        foreach (var result in answer.Results)
        {
            if (series.Answered(lane.Partition, result))
            {
                movedTo(result.Partition, result.Address);
            }
            else if (result.Code != "OK" && result.Handle < (uint)series.Count)
            {
                options.OnRefused?.Invoke(new SeriesRefusal(series[(int)result.Handle], result.Code, result.Message));
            }
        }
    }

    /// <summary>Throws what ended the stream: the server's status before our own cancelling of the other task.</summary>
    private static async Task EndedAsync(Task reading, Task writing)
    {
        var errors = new List<Exception>();
        foreach (var task in new[] { reading, writing })
        {
            try
            {
                await task;
            }
            catch (Exception error) when (error is RpcException or OperationCanceledException or InvalidOperationException or IngestException)
            {
                errors.Add(error);
            }
        }

        var cause = errors.Find(error => error is IngestException)
            ?? errors.Find(error => error is RpcException { StatusCode: not StatusCode.Cancelled })
            ?? errors.Find(error => error is RpcException);
        if (cause is not null)
        {
            ExceptionDispatchInfo.Throw(cause);
        }
    }
}
