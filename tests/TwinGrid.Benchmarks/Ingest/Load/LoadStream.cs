using System.Diagnostics;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using TwinGrid.V1;

namespace TwinGrid.Benchmarks.Ingest.Load;

/// <summary>One producer's stream: keeps a window of batches in flight and notes how long each ack took.</summary>
internal sealed class LoadStream : IAsyncDisposable
{
    private const int Ring = 4096;

    private static readonly Method<OutgoingFrame, IngestResponse> Method = new(
        MethodType.DuplexStreaming,
        "twingrid.v1.TelemetryService",
        "Ingest",
        Marshallers.Create<OutgoingFrame>(Serialize, _ => throw new NotSupportedException("The client receives no requests.")),
        Marshallers.Create<IngestResponse>((_, _) => throw new NotSupportedException("The client sends no responses."), context => IngestResponse.Parser.ParseFrom(context.PayloadAsReadOnlySequence())));

    private readonly GrpcChannel channel;
    private readonly AsyncDuplexStreamingCall<OutgoingFrame, IngestResponse> call;
    private readonly long[] sentAt = new long[Ring];
    private readonly SemaphoreSlim window;
    private readonly List<double> ackSeconds = [];
    private readonly OutgoingFrame frame = new();
    private Task acks = Task.CompletedTask;
    private ulong acked;
    private ulong sent;
    private int rejected;

    private LoadStream(Uri address, int inFlight)
    {
        channel = GrpcChannel.ForAddress(address);
        call = channel.CreateCallInvoker().AsyncDuplexStreamingCall(Method, null, new CallOptions());
        window = new SemaphoreSlim(inFlight);
    }

    /// <summary>Samples acked since the last <see cref="Reset"/>.</summary>
    public long AckedSamples { get; private set; }

    /// <summary>Batches that were not wholly accepted.</summary>
    public int Rejected => rejected;

    /// <summary>Opens a stream and declares its series.</summary>
    public static async Task<LoadStream> OpenAsync(
        Uri address, string producer, IEnumerable<SeriesDeclaration> series, int inFlight, CancellationToken cancellationToken)
    {
        var stream = new LoadStream(address, inFlight);
        var opened = await stream.AskAsync(new IngestRequest { Open = new Open { Plant = "bench", Producer = producer, Epoch = 1 } }, cancellationToken);
        stream.sent = stream.acked = opened.Opened.HighWaterMark;
        foreach (var chunk in series.Chunk(20_000))
        {
            var answer = await stream.AskAsync(new IngestRequest { Declare = new DeclareSeries { Series = { chunk } } }, cancellationToken);
            if (answer.Declared.Results.FirstOrDefault(result => result.Code != "OK") is { } refused)
            {
                throw new InvalidOperationException($"Series {refused.Handle} was refused: {refused.Code} {refused.Message}");
            }
        }

        stream.acks = stream.ReadAcksAsync();
        return stream;
    }

    /// <summary>Sends templates in turn until the time is over, then waits for the last ack.</summary>
    /// <param name="templates">Batches.</param>
    /// <param name="duration">How long.</param>
    /// <param name="samplesPerSecond">Offered rate; 0 = as fast as the window allows.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public async Task SendAsync(BatchTemplate[] templates, TimeSpan duration, double samplesPerSecond, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var due = TimeSpan.Zero;
        for (var i = 0; Stopwatch.GetElapsedTime(start) < duration; i++)
        {
            var template = templates[i % templates.Length];
            if (samplesPerSecond > 0)
            {
                due += TimeSpan.FromSeconds(template.Samples / samplesPerSecond);
                var wait = due - Stopwatch.GetElapsedTime(start);
                if (wait > TimeSpan.Zero)
                {
                    await Task.Delay(wait, TimeProvider.System, cancellationToken);
                }
            }

            await window.WaitAsync(cancellationToken);
            frame.Use(template, ++sent);
            sentAt[sent % Ring] = Stopwatch.GetTimestamp();
            await call.RequestStream.WriteAsync(frame, cancellationToken);
            AckedSamples += template.Samples;
        }

        while (Volatile.Read(ref acked) < sent && !acks.IsCompleted)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, cancellationToken);
        }

        if (acks.IsCompleted)
        {
            await acks;
            throw new InvalidOperationException("The stream ended.");
        }
    }

    /// <summary>Forgets what was measured so far; returns the ack durations in seconds.</summary>
    public double[] Reset()
    {
        AckedSamples = 0;
        lock (ackSeconds)
        {
            var taken = ackSeconds.ToArray();
            ackSeconds.Clear();
            return taken;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await call.RequestStream.CompleteAsync();
        await ((Task)acks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        call.Dispose();
        channel.Dispose();
        window.Dispose();
    }

    private static void Serialize(OutgoingFrame frame, SerializationContext context)
    {
        if (frame.Template is { } template)
        {
            context.SetPayloadLength(template.Length);
            var writer = context.GetBufferWriter();
            template.Write(writer.GetSpan(template.Length), frame.Seq, frame.TimeNs);
            writer.Advance(template.Length);
        }
        else
        {
            context.SetPayloadLength(frame.Message!.CalculateSize());
            frame.Message.WriteTo(context.GetBufferWriter());
        }

        context.Complete();
    }

    private async Task<IngestResponse> AskAsync(IngestRequest message, CancellationToken cancellationToken)
    {
        frame.Use(message);
        await call.RequestStream.WriteAsync(frame, cancellationToken);
        return await call.ResponseStream.MoveNext(cancellationToken)
            ? call.ResponseStream.Current
            : throw new InvalidOperationException("The server ended the stream.");
    }

    private async Task ReadAcksAsync()
    {
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
        {
            if (call.ResponseStream.Current.Ack is { } ack)
            {
                var now = Stopwatch.GetTimestamp();
                Interlocked.Add(ref rejected, ack.Results.Count);
                var before = acked;
                lock (ackSeconds)
                {
                    for (var seq = before + 1; seq <= ack.ThroughSeq; seq++)
                    {
                        ackSeconds.Add(Stopwatch.GetElapsedTime(sentAt[seq % Ring], now).TotalSeconds);
                    }
                }

                Volatile.Write(ref acked, ack.ThroughSeq);
                if (ack.ThroughSeq > before)
                {
                    window.Release((int)(ack.ThroughSeq - before));
                }
            }
        }
    }

    /// <summary>What goes out next: a template or a message.</summary>
    private sealed class OutgoingFrame
    {
        public BatchTemplate? Template { get; private set; }

        public IngestRequest? Message { get; private set; }

        public ulong Seq { get; private set; }

        public long TimeNs { get; private set; }

        public void Use(IngestRequest message) => (Template, Message) = (null, message);

        public void Use(BatchTemplate template, ulong seq)
        {
            (Template, Message, Seq) = (template, null, seq);
            TimeNs = Model.Samples.Nanoseconds.Now(TimeProvider.System);
        }
    }
}
