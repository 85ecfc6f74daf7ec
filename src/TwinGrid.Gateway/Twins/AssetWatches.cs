using Grpc.Core;
using TwinGrid.Contracts.Partitions;
using TwinGrid.Contracts.Twins;
using TwinGrid.Contracts.Watches;
using TwinGrid.Gateway.Errors;
using TwinGrid.Gateway.Hosting;
using TwinGrid.Gateway.Metering;
using TwinGrid.Gateway.Requests;
using TwinGrid.Gateway.Tokens;
using TwinGrid.Model.Names;
using TwinGrid.V1;
using AssetChange = TwinGrid.Contracts.Watches.AssetChange;

namespace TwinGrid.Gateway.Twins;

/// <summary>WatchAssets: the hub's conflated changes, in messages that every gRPC client takes.</summary>
internal sealed class AssetWatches(
    Locator locator, ReadGate gate, AssetMapper mapper, IWatchHub hub, WatchPlaces places, ServerLifecycle lifecycle, GatewayMetrics metrics)
{
    private const string Method = "WatchAssets";
    private const uint DefaultIntervalMilliseconds = 100;
    private const uint MaxIntervalMilliseconds = 60_000;

    // About 100 bytes a signal: far below the 4 MiB that clients take.
    private const int MaxSignalsPerMessage = 8_000;

    /// <summary>Runs until the caller goes or the server drains.</summary>
    public async Task WatchAsync(WatchAssetsRequest request, IServerStreamWriter<WatchAssetsResponse> responses, CancellationToken cancellationToken)
    {
        var terms = ReadTerms.From(request.Read);
        var interval = Interval(request.MinIntervalMs, DefaultIntervalMilliseconds);
        var selection = SignalSelection.From(request.Signals);
        var parent = Parents.Canonical(request.Parent);
        if (ResourceName.TryParse(parent, out var name) && name.Plant == ResourceName.Any)
        {
            throw Refusal.InvalidArgument("parent", "a watch is of one plant; open one for each.");
        }

        using var place = places.Enter();
        using var call = new DrainableCall(lifecycle, cancellationToken);
        metrics.Watch(Method, +1);
        try
        {
            var partitions = await locator.FindBelowAsync(parent, "parent", call.Token);
            await gate.EnterAsync(partitions, terms, call.Token);
            var watch = new AssetWatch(new AssetQuery(parent, request.Filter), [.. request.Signals], interval);
            await foreach (var changes in hub.WatchAssetsAsync(watch, call.Token))
            {
                await SendAsync(changes, partitions, selection, responses, call.Token);
            }
        }
        catch (OperationCanceledException) when (call.IsDraining)
        {
            throw DrainableCall.Ended();
        }
        finally
        {
            metrics.Watch(Method, -1);
        }
    }

    /// <summary>Reads an interval field in milliseconds.</summary>
    internal static TimeSpan Interval(uint requested, uint whenZero) =>
        requested > MaxIntervalMilliseconds
            ? throw Refusal.InvalidArgument("min_interval_ms", $"{requested} ms is above {MaxIntervalMilliseconds} ms.")
            : TimeSpan.FromMilliseconds(requested == 0 ? whenZero : requested);

    private async Task SendAsync(
        AssetChanges changes,
        IReadOnlyList<IPartition> partitions,
        SignalSelection selection,
        IServerStreamWriter<WatchAssetsResponse> responses,
        CancellationToken cancellationToken)
    {
        var now = mapper.NowNs;
        var message = new WatchAssetsResponse { Initial = changes.IsInitial };
        var signals = 0;
        foreach (var change in changes.Changes)
        {
            if (signals >= MaxSignalsPerMessage)
            {
                await WriteAsync(message, responses, cancellationToken);
                message = new WatchAssetsResponse { Initial = changes.IsInitial };
                signals = 0;
            }

            var mapped = Map(change, selection, now);
            signals += mapped.Signals.Count;
            message.Changes.Add(mapped);
        }

        // Only the last piece of a tick says where it stood: all before it belong to the same state.
        message.Synced = changes.IsSynced;
        message.Position = PositionOf(changes.Positions, partitions);
        await WriteAsync(message, responses, cancellationToken);
    }

    private async Task WriteAsync(WatchAssetsResponse message, IServerStreamWriter<WatchAssetsResponse> responses, CancellationToken cancellationToken)
    {
        await responses.WriteAsync(message, cancellationToken);
        metrics.WatchMessage(Method);
    }

    private static V1.AssetChange Map(AssetChange change, SignalSelection selection, long nowNs)
    {
        var view = change.View;
        var shape = TypeShape.Of(view.Info.Type);
        var mapped = new V1.AssetChange { Name = view.Info.Name, Revision = view.Revision, Missed = change.Missed, Left = change.Left };
        foreach (var index in change.SignalIndexes)
        {
            if (selection.Includes(shape.Signals[index].Id))
            {
                mapped.Signals.Add(AssetMapper.MapSignal(shape.Signals[index], in view.Signals[index], view.ProducerGone, nowNs));
            }
        }

        return mapped;
    }

    private static ReadPosition PositionOf(IReadOnlyDictionary<int, ulong> indexes, IReadOnlyList<IPartition> partitions)
    {
        var marks = new List<KeyValuePair<PartitionKey, ReadToken.Mark>>(partitions.Count);
        var position = new ReadPosition();
        foreach (var partition in partitions)
        {
            if (indexes.TryGetValue(partition.Key.Number, out var index))
            {
                marks.Add(new(partition.Key, new ReadToken.Mark(partition.HistoryId, index)));
            }

            position.Stale |= partition.IsStale;
        }

        position.Token = ReadToken.Encode(marks);
        position.HistoryId = partitions.Count == 1 ? partitions[0].HistoryId.ToString(ReadPositions.HistoryIdFormat) : "";
        return position;
    }
}
