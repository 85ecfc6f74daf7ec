using Grpc.Core;
using TwinGrid.Gateway.Errors;
using TwinGrid.Gateway.Ingest.Decoding;

namespace TwinGrid.Gateway.Ingest.Streams;

/// <summary>The client's messages. A frame that gRPC itself can't read (its length or its flags) is the client's fault, as is a malformed message.</summary>
internal sealed class RequestReader(IAsyncStreamReader<IngestFrame> inner, CancellationToken callAborted) : IAsyncStreamReader<IngestFrame>
{
    /// <inheritdoc/>
    public IngestFrame Current => inner.Current;

    /// <inheritdoc/>
    public Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        var next = inner.MoveNext(cancellationToken);
        return next.IsCompletedSuccessfully ? next : AwaitAsync(next);
    }

    private async Task<bool> AwaitAsync(Task<bool> next)
    {
        try
        {
            return await next;
        }
        catch (Exception e) when (e is IOException or InvalidDataException && !callAborted.IsCancellationRequested)
        {
            throw new RefusalException(ErrorTable.MalformedMessage, e.Message, e);
        }
    }
}
