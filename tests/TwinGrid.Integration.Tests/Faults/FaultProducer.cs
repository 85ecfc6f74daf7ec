using Grpc.Core;
using TwinGrid.V1;

namespace TwinGrid.Integration.Tests.Faults;

/// <summary>
/// A producer that speaks the raw protocol and does what producers do in the field: crashes with its stream, resends from the high-water mark,
/// sends duplicates, leaves gaps, declares losses. It records what it was told; <see cref="FaultChecker"/> judges that.
/// </summary>
internal sealed class FaultProducer(int number, int seed, TelemetryService.TelemetryServiceClient client)
{
    private const int MaxInFlight = 32;

    private readonly Random random = new(unchecked((seed * 7919) + number));
    private readonly Dictionary<ulong, BatchResult> firstResults = [];
    private readonly HashSet<ulong> lost = [];
    private ulong next = 1;

    public int Number => number;

    /// <summary>Highest seq of an ack, over all streams.</summary>
    public ulong AckedThrough { get; private set; }

    /// <summary>Highest seq ever sent or declared.</summary>
    public ulong SentThrough { get; private set; }

    public IReadOnlySet<ulong> Lost => lost;

    public int Duplicates { get; private set; }

    public int Gaps { get; private set; }

    public int Reconnects { get; private set; }

    /// <summary>How streams ended, by the server's words.</summary>
    public Dictionary<string, int> Ends { get; } = [];

    /// <summary>Breaches of the contract seen on the way.</summary>
    public List<string> Breaches { get; } = [];

    /// <summary>Streams until the stop, then until everything sent is acked.</summary>
    public async Task RunAsync(CancellationToken stop, CancellationToken cancellationToken)
    {
        while (!stop.IsCancellationRequested || AckedThrough < SentThrough)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                await StreamAsync(stop, cancellationToken);
            }
            catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable or StatusCode.Cancelled or StatusCode.Internal or StatusCode.FailedPrecondition or StatusCode.Unknown)
            {
                Reconnects++;
                Ends[e.Status.Detail] = Ends.GetValueOrDefault(e.Status.Detail) + 1;
                await Task.Delay(TimeSpan.FromMilliseconds(50 + random.Next(100)), TimeProvider.System, cancellationToken);
            }
            catch (InvalidOperationException)
            {
                // grpc-dotnet: the request stream was closed under the writer.
                Reconnects++;
            }
        }
    }

    private async Task StreamAsync(CancellationToken stop, CancellationToken cancellationToken)
    {
        using var call = client.Ingest(deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(60), cancellationToken: cancellationToken);
        await call.RequestStream.WriteAsync(
            new IngestRequest { Open = new Open { Plant = FaultPlant.Plant, Producer = $"p{number}", Epoch = 1 } }, cancellationToken);
        if (!await call.ResponseStream.MoveNext(cancellationToken))
        {
            return;
        }

        Resume(call.ResponseStream.Current.Opened.HighWaterMark);
        await DeclareAsync(call, cancellationToken);
        var reading = ReadAsync(call, cancellationToken);
        while (!reading.IsCompleted && (!stop.IsCancellationRequested || next <= SentThrough))
        {
            await SendOneAsync(call, stop.IsCancellationRequested, cancellationToken);
            while (SentThrough - AckedThrough > MaxInFlight && !reading.IsCompleted)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, cancellationToken);
            }
        }

        if (!reading.IsCompleted)
        {
            await call.RequestStream.WriteAsync(new IngestRequest { Close = new Close() }, cancellationToken);
            await call.RequestStream.CompleteAsync();
        }

        await reading;
    }

    private void Resume(ulong highWaterMark)
    {
        if (highWaterMark < AckedThrough)
        {
            Breaches.Add($"I4: p{number} opened at {highWaterMark} although {AckedThrough} was acked");
        }

        if (highWaterMark > SentThrough)
        {
            Breaches.Add($"I2: p{number} opened at {highWaterMark} although only {SentThrough} was sent");
        }

        AckedThrough = Math.Max(AckedThrough, highWaterMark);
        next = highWaterMark + 1;
    }

    private async Task DeclareAsync(AsyncDuplexStreamingCall<IngestRequest, IngestResponse> call, CancellationToken cancellationToken)
    {
        var declare = new DeclareSeries();
        for (var signal = 0; signal < FaultPlant.Signals; signal++)
        {
            declare.Series.Add(new SeriesDeclaration { Handle = (uint)signal, Asset = FaultPlant.Asset(number), Signal = $"s{signal}" });
        }

        await call.RequestStream.WriteAsync(new IngestRequest { Declare = declare }, cancellationToken);
    }

    private async Task SendOneAsync(AsyncDuplexStreamingCall<IngestRequest, IngestResponse> call, bool onlyResend, CancellationToken cancellationToken)
    {
        var dice = random.Next(100);
        if (dice < 5 && next > 2)
        {
            // A resend of something decided long ago, or just now.
            var old = 1 + (ulong)random.NextInt64((long)next - 1);
            if (!lost.Contains(old))
            {
                Duplicates++;
                await WriteAsync(call, SentBatch.Create(number, old), cancellationToken);
            }
        }
        else if (lost.Contains(next))
        {
            await DeclareLossAsync(call, next, cancellationToken);
        }
        else if (dice == 5 && !onlyResend && next > SentThrough)
        {
            lost.Add(next);
            await DeclareLossAsync(call, next, cancellationToken);
        }
        else if (dice == 6 && random.Next(10) == 0 && !onlyResend)
        {
            // A gap that nobody declared: refused, and the stream ends.
            Gaps++;
            await WriteAsync(call, SentBatch.Create(number, next + 5), cancellationToken);
        }
        else
        {
            var seq = next++;
            SentThrough = Math.Max(SentThrough, seq);
            await WriteAsync(call, SentBatch.Create(number, seq), cancellationToken);
        }
    }

    private async Task DeclareLossAsync(AsyncDuplexStreamingCall<IngestRequest, IngestResponse> call, ulong seq, CancellationToken cancellationToken)
    {
        next = seq + 1;
        SentThrough = Math.Max(SentThrough, seq);
        var loss = new LossDeclaration { FromSeq = seq, ThroughSeq = seq, Reason = "buffer overrun" };
        await call.RequestStream.WriteAsync(new IngestRequest { Loss = loss }, cancellationToken);
    }

    private static Task WriteAsync(AsyncDuplexStreamingCall<IngestRequest, IngestResponse> call, Batch batch, CancellationToken cancellationToken) =>
        call.RequestStream.WriteAsync(new IngestRequest { Batch = batch }, cancellationToken);

    private async Task ReadAsync(AsyncDuplexStreamingCall<IngestRequest, IngestResponse> call, CancellationToken cancellationToken)
    {
        await foreach (var response in call.ResponseStream.ReadAllAsync(cancellationToken))
        {
            if (response.Ack is { } ack)
            {
                Record(ack);
            }
        }
    }

    private void Record(Ack ack)
    {
        AckedThrough = Math.Max(AckedThrough, ack.ThroughSeq);
        foreach (var result in ack.Results)
        {
            if (result.ResultsExpired || result.Code == "LOSS_DECLARED")
            {
                continue;
            }

            // I7: what a batch was answered first, it is answered for ever, but for the code.
            if (firstResults.TryGetValue(result.Seq, out var first))
            {
                if (!first.Rejected.Equals(result.Rejected) || !first.Items.Equals(result.Items))
                {
                    Breaches.Add($"I7: p{number} seq {result.Seq} was answered {first}, then {result}");
                }
            }
            else
            {
                firstResults.Add(result.Seq, result);
                if (SentBatch.HasRejectedItem(result.Seq) != (result.Rejected.Count > 0))
                {
                    Breaches.Add($"p{number} seq {result.Seq} was answered {result}");
                }
            }
        }
    }
}
