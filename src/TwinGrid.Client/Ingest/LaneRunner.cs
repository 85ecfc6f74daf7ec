using Grpc.Core;
using TwinGrid.Client.Resilience;

namespace TwinGrid.Client.Ingest;

/// <summary>Keeps a lane's stream open: reconnects with jittered back-off until it is told to stop, or can't go on.</summary>
internal sealed class LaneRunner(Lane lane, TwinGridClient client, IngestProducerOptions options, Func<LaneSession> newSession, Random chance)
{
    private readonly TimeProvider clock = client.Options.TimeProvider;
    private readonly Backoff backoff = new(options.ReconnectDelay, options.MaxReconnectDelay, chance);
    private DateTimeOffset lastOpen = client.Options.TimeProvider.GetUtcNow();
    private bool everOpen;

    /// <summary>Runs until cancelled.</summary>
    /// <exception cref="IngestException">The lane can't go on.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var session = newSession();
            var error = await RunOnceAsync(session, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            if (session.Opened)
            {
                lastOpen = clock.GetUtcNow();
                everOpen = true;
                backoff.Reset();
            }

            if (session.NewEpoch)
            {
                continue;
            }

            options.OnLane?.Invoke(new LaneNotice(lane.Partition, lane.Epoch, false, 0, error is null ? null : Describe(error)));
            var asked = session.Drained is { } drain ? TimeSpan.FromMilliseconds(drain.RetryMs) : RetryAfter(error);
            ThrowIfHopeless(error);
            await Task.Delay(backoff.Next(asked), clock, cancellationToken);
        }
    }

    private async Task<Exception?> RunOnceAsync(LaneSession session, CancellationToken cancellationToken)
    {
        try
        {
            await session.RunAsync(client.Invoker(lane.Address), cancellationToken);
            return null;
        }
        catch (Exception error) when (error is RpcException or TimeoutException or InvalidOperationException or HttpRequestException or IOException
            || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return error;
        }
    }

    private void ThrowIfHopeless(Exception? error)
    {
        if (error is RpcException rpc)
        {
            ThrowIfRefused(rpc);
        }

        var patience = everOpen ? options.GiveUpAfter : options.GiveUpFirstAfter ?? options.GiveUpAfter;
        if (patience is { } longest && clock.GetUtcNow() - lastOpen > longest)
        {
            throw new IngestUnavailableException(
                $"{Who}: no stream for {longest.TotalSeconds:0.#} s at {client.Endpoint}: {(error is null ? "it was closed" : Describe(error))}", error);
        }
    }

    private void ThrowIfRefused(RpcException error)
    {
        switch (ServerError.Reason(error))
        {
            case "FENCED_EPOCH":
                throw new ProducerFencedException($"{Who} is fenced: {error.Status.Detail}", error);
            case "SEQUENCE_CONFLICT":
                throw new SequenceConflictException($"{Who}: another sender uses this identity: {error.Status.Detail}", error);
            case "HISTORY_MISMATCH":
                lane.HistoryId = string.Empty; // a restored store: learn its new one
                return;
            case "WRONG_PARTITION":
                lane.Address = ServerError.Metadata(error, "address") ?? string.Empty;
                return;
            case "DURABILITY_UNAVAILABLE" or "RETIRED":
                throw new IngestRefusedException($"{Who} is refused: {error.Status.Detail}", error);
            default:
                break;
        }

        var final = error.StatusCode is StatusCode.InvalidArgument or StatusCode.Unauthenticated or StatusCode.PermissionDenied or StatusCode.Unimplemented
            || (error.StatusCode == StatusCode.NotFound && !everOpen);
        if (final)
        {
            throw new IngestRefusedException($"{Who} is refused: {error.StatusCode}: {error.Status.Detail}", error);
        }
    }

    private string Who => $"Producer {options.Producer}, epoch {lane.Epoch}, partition {lane.Partition} of {options.Plant}";

    private static TimeSpan? RetryAfter(Exception? error) => error is RpcException rpc ? ServerError.RetryAfter(rpc) : null;

    private static string Describe(Exception error) =>
        error is RpcException rpc ? $"{rpc.StatusCode}: {rpc.Status.Detail}" : error.Message;
}
