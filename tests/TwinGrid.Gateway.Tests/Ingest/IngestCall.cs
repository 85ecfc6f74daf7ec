using Google.Rpc;
using Grpc.Core;
using TwinGrid.Model.Samples;
using TwinGrid.V1;
using Xunit;

namespace TwinGrid.Gateway.Tests.Ingest;

/// <summary>One Ingest stream of the generated client.</summary>
internal sealed class IngestCall(AsyncDuplexStreamingCall<IngestRequest, IngestResponse> call)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static long NowNs => Nanoseconds.Now(TimeProvider.System);

    public Task SendAsync(IngestRequest message) => call.RequestStream.WriteAsync(message, Token);

    public Task SendAsync(Batch batch) => SendAsync(new IngestRequest { Batch = batch });

    /// <summary>A batch of one sample a handle, all at the same time.</summary>
    public static Batch Batch(ulong seq, params (uint Handle, double Value)[] samples)
    {
        var batch = new Batch { Seq = seq };
        foreach (var (handle, value) in samples)
        {
            batch.Series.Add(handle);
            batch.Time.Add(NowNs);
            batch.Value.Add(value);
        }

        return batch;
    }

    public async Task<Declared> DeclareAsync(params SeriesDeclaration[] series)
    {
        await SendAsync(new IngestRequest { Declare = new DeclareSeries { Series = { series } } });
        return (await ReadAsync(IngestResponse.MessageOneofCase.Declared)).Declared;
    }

    public Task<Declared> DeclareAsync(uint handle, string signal, string unit = "", string asset = "pump-1") =>
        DeclareAsync(new SeriesDeclaration { Handle = handle, Asset = asset, Signal = signal, Unit = unit });

    /// <summary>Reads on to a message of this kind.</summary>
    public async Task<IngestResponse> ReadAsync(IngestResponse.MessageOneofCase kind)
    {
        while (await call.ResponseStream.MoveNext(Token))
        {
            if (call.ResponseStream.Current.MessageCase == kind)
            {
                return call.ResponseStream.Current;
            }
        }

        throw new InvalidOperationException($"The stream ended with {call.GetStatus()} before {kind} came.");
    }

    /// <summary>Reads acks until one covers the batch; gives the results of all of them.</summary>
    public async Task<(Ack Ack, List<BatchResult> Results)> AckOfAsync(ulong seq)
    {
        var results = new List<BatchResult>();
        while (true)
        {
            var ack = (await ReadAsync(IngestResponse.MessageOneofCase.Ack)).Ack;
            results.AddRange(ack.Results);
            if (ack.ThroughSeq >= seq)
            {
                return (ack, results);
            }
        }
    }

    /// <summary>Reads to the end: the error, with its details.</summary>
    public async Task<(StatusCode Code, ErrorInfo Info, Google.Rpc.Status Status)> ErrorAsync()
    {
        var error = await Assert.ThrowsAsync<RpcException>(DrainAsync);
        var status = error.GetRpcStatus()!;
        return (error.StatusCode, status.GetDetail<ErrorInfo>(), status);
    }

    /// <summary>Closes and reads to the end, which must be good; gives the last ack.</summary>
    public async Task<Ack?> CloseAsync()
    {
        await SendAsync(new IngestRequest { Close = new Close() });
        return await DrainAsync();
    }

    private async Task<Ack?> DrainAsync()
    {
        Ack? last = null;
        while (await call.ResponseStream.MoveNext(Token))
        {
            last = call.ResponseStream.Current.Ack ?? last;
        }

        return last;
    }
}
