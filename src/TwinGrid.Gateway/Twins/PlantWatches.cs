using Grpc.Core;
using TwinGrid.Contracts.Partitions;
using TwinGrid.Contracts.Storage;
using TwinGrid.Contracts.Watches;
using TwinGrid.Gateway.Errors;
using TwinGrid.Gateway.Hosting;
using TwinGrid.Gateway.Metering;
using TwinGrid.Gateway.Requests;
using TwinGrid.Gateway.Tokens;
using TwinGrid.V1;

namespace TwinGrid.Gateway.Twins;

/// <summary>
/// WatchPlant: aggregates by the clock and events in commit order on one stream. Every message carries the token of the last event before it, so
/// that a watch which ends for any reason goes on without a gap.
/// </summary>
internal sealed class PlantWatches(
    Locator locator, FigureReads figures, IWatchHub hub, WatchPlaces places, ServerLifecycle lifecycle, GatewayMetrics metrics, TimeProvider clock)
{
    private const string Method = "WatchPlant";
    private const uint DefaultIntervalMilliseconds = 1_000;

    /// <summary>Runs until the caller goes, falls behind, or the server drains.</summary>
    public async Task WatchAsync(WatchPlantRequest request, IServerStreamWriter<WatchPlantResponse> responses, CancellationToken cancellationToken)
    {
        var interval = AssetWatches.Interval(request.MinIntervalMs, DefaultIntervalMilliseconds);
        var resume = EventToken.Decode(request.ResumeToken, "resume_token");
        var both = !request.Aggregates && !request.Events;
        using var place = places.Enter();
        using var call = new DrainableCall(lifecycle, cancellationToken);
        var partitions = await locator.FindPlantAsync(request.Name, "name", cancellationToken);
        var plant = partitions[0].Key.Plant;
        var stream = new Stream(responses, new EventCursor(plant, partitions, resume), metrics);
        metrics.Watch(Method, +1);
        try
        {
            await RunAsync(
                [
                    .. request.Aggregates || both ? [token => SendAggregatesAsync(plant, interval, stream, token)] : Array.Empty<Func<CancellationToken, Task>>(),
                    .. request.Events || both ? [token => SendEventsAsync(plant, stream, token)] : Array.Empty<Func<CancellationToken, Task>>(),
                ],
                call.Token);
        }
        catch (OperationCanceledException) when (call.IsDraining)
        {
            throw DrainableCall.Ended().With("resume_token", stream.Cursor.Token);
        }
        catch (WatchTooSlowException slow)
        {
            throw DomainErrors.Map(slow)!.With("resume_token", stream.Cursor.Token);
        }
        finally
        {
            metrics.Watch(Method, -1);
        }
    }

    // Ends all when one ends, and tells the error of the one that ended first.
    private static async Task RunAsync(IReadOnlyList<Func<CancellationToken, Task>> parts, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = parts.Select(part => part(end.Token)).ToList();
        var first = await Task.WhenAny(running);
        await end.CancelAsync();
        await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await first;
    }

    private async Task SendAggregatesAsync(string plant, TimeSpan interval, Stream stream, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(interval, clock);
        var computedAt = long.MinValue;
        do
        {
            var mapped = await figures.MapPlantAsync(plant, cancellationToken) ?? throw Refusal.NotFound("plant", plant);
            if (mapped.Aggregate.ComputedAt != computedAt)
            {
                computedAt = mapped.Aggregate.ComputedAt;
                await stream.SendAsync(new WatchPlantResponse { Plant = mapped }, null, cancellationToken);
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    private async Task SendEventsAsync(string plant, Stream stream, CancellationToken cancellationToken)
    {
        // The watch stands: what happens from here on is told. A caller that loses it before the first event has a token too.
        await stream.SendAsync(new WatchPlantResponse(), null, cancellationToken);
        await foreach (var (partition, told) in hub.WatchEventsAsync(plant, stream.Cursor.Positions, cancellationToken))
        {
            await stream.SendAsync(new WatchPlantResponse { Event = Map(partition, told) }, (partition, told.Position), cancellationToken);
        }
    }

    private static Event Map(int partition, HistoryEvent told)
    {
        var mapped = new Event
        {
            Kind = told.Kind,
            Subject = told.Subject,
            Time = told.TimeNs,
            CommitIndex = told.Position.CommitIndex,
            Partition = (uint)partition,
            Message = told.Message,
        };
        foreach (var (key, value) in told.Attributes)
        {
            mapped.Attributes[key] = value;
        }

        return mapped;
    }

    /// <summary>The answer stream of both parts: gRPC writers take one message at a time.</summary>
    private sealed class Stream(IServerStreamWriter<WatchPlantResponse> responses, EventCursor cursor, GatewayMetrics metrics)
    {
        private readonly SemaphoreSlim turn = new(1, 1);

        public EventCursor Cursor { get; } = cursor;

        public async Task SendAsync(WatchPlantResponse message, (int Partition, EventPosition Position)? moved, CancellationToken cancellationToken)
        {
            await turn.WaitAsync(cancellationToken);
            try
            {
                if (moved is { } to)
                {
                    Cursor.MoveTo(to.Partition, to.Position);
                }

                message.ResumeToken = Cursor.Token;
                await responses.WriteAsync(message, cancellationToken);
                metrics.WatchMessage(Method);
            }
            finally
            {
                turn.Release();
            }
        }
    }
}
