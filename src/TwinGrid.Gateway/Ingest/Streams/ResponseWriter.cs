using Grpc.Core;
using TwinGrid.V1;

namespace TwinGrid.Gateway.Ingest.Streams;

/// <summary>
/// The one way out of a stream: gRPC's writer takes one message at a time, and a client that never reads must not hold its stream, so each write
/// has a bound.
/// </summary>
internal sealed class ResponseWriter(IServerStreamWriter<IngestResponse> responses, TimeSpan timeout, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);

    /// <summary>Writes a message; it may be reused once this returns.</summary>
    /// <exception cref="Errors.RefusalException">The client does not read.</exception>
    public async ValueTask WriteAsync(IngestResponse message, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            var write = responses.WriteAsync(message);
            if (!write.IsCompletedSuccessfully)
            {
                await write.WaitAsync(timeout, clock, cancellationToken);
            }
        }
        catch (TimeoutException)
        {
            throw IngestRefusals.ReaderTooSlow(timeout);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();
}
