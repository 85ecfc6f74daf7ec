using Grpc.Core;
using TwinGrid.V1;
using Xunit;

namespace TwinGrid.Integration.Tests.BadClients;

/// <summary>One Ingest stream that sends whatever it is told to.</summary>
internal sealed class BadProducer(AsyncDuplexStreamingCall<IngestRequest, IngestResponse> call) : IDisposable
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public Task SendAsync(IngestRequest message) => call.RequestStream.WriteAsync(message, Token);

    public Task SendAsync(Batch batch) => SendAsync(new IngestRequest { Batch = batch });

    public async Task<Declared> DeclareAsync(params SeriesDeclaration[] series)
    {
        await SendAsync(new IngestRequest { Declare = new DeclareSeries { Series = { series } } });
        return (await ReadAsync(IngestResponse.MessageOneofCase.Declared)).Declared;
    }

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

    /// <summary>Codes of the items that an ack rejected, by their place in the batch.</summary>
    public async Task<Dictionary<uint, string>> RejectedAsync(Batch batch)
    {
        await SendAsync(batch);
        var ack = (await ReadAsync(IngestResponse.MessageOneofCase.Ack)).Ack;
        return ack.Results.SelectMany(r => r.Items).ToDictionary(i => i.Index, i => i.Code);
    }

    /// <summary>Reads to the end and returns the last seq acked; throws what the server refused.</summary>
    public async Task<ulong> ReadToEndAsync()
    {
        ulong through = 0;
        while (await call.ResponseStream.MoveNext(Token))
        {
            through = call.ResponseStream.Current.Ack?.ThroughSeq ?? through;
        }

        return through;
    }

    public static Batch Batch(ulong seq, params (uint Handle, long Time, double Value)[] samples)
    {
        var batch = new Batch { Seq = seq };
        foreach (var (handle, time, value) in samples)
        {
            batch.Series.Add(handle);
            batch.Time.Add(time);
            batch.Value.Add(value);
        }

        return batch;
    }

    public void Dispose() => call.Dispose();
}
