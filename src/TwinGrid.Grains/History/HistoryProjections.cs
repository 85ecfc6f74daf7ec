using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using TwinGrid.Contracts.Partitions;
using TwinGrid.Contracts.Storage;
using TwinGrid.Model.Names;

namespace TwinGrid.Grains.History;

/// <summary>Projectors of the partitions that this process owns. The partition's activation attaches and detaches it.</summary>
internal sealed class HistoryProjections(
    IHistoryStore store, HistoryOptions options, TimeProvider clock, ILogger<HistoryProjections> logger)
{
    private readonly ConcurrentDictionary<PartitionKey, HistoryProjector> attached = new();

    /// <summary>Logs that are followed now.</summary>
    public IReadOnlyList<FollowedLog> Logs => [.. attached.Values.Select(projector => projector.Source)];

    /// <summary>Begins to follow a log; what was indexed of an end that the log has lost is taken back.</summary>
    public async Task AttachAsync(FollowedLog source, CancellationToken cancellationToken)
    {
        var projector = new HistoryProjector(source, store, options, clock, logger);
        await projector.StartAsync(cancellationToken);
        if (!attached.TryAdd(source.Key, projector))
        {
            await projector.DisposeAsync();
            throw new InvalidOperationException($"History follows {source.Key} already.");
        }
    }

    /// <summary>Begins to follow a partition's log.</summary>
    public Task AttachAsync(IPartition partition, CancellationToken cancellationToken) => AttachAsync(FollowedLog.Of(partition), cancellationToken);

    /// <summary>
    /// Writes what has been read of the log and ends. Nothing happens when the partition is not followed, or by now another one of its key. Reads
    /// that begin before the end find the tail: samples on their way to the store are in neither place for sure but there.
    /// </summary>
    public async Task DetachAsync(PartitionKey key, IPartitionLog log)
    {
        if (attached.TryGetValue(key, out var projector) && ReferenceEquals(projector.Source.Log, log))
        {
            await projector.DisposeAsync();
            attached.TryRemove(KeyValuePair.Create(key, projector));
        }
    }

    /// <summary>
    /// Commit index through which the partition's history is stored: the log need not keep more for its sake. 0 when it is not followed.
    /// </summary>
    public ulong IndexedThrough(PartitionKey key) => attached.TryGetValue(key, out var projector) ? projector.Tail.Position : 0;

    /// <summary>The projector of a partition, if it is followed.</summary>
    public bool TryGet(PartitionKey key, [NotNullWhen(true)] out HistoryProjector? projector) => attached.TryGetValue(key, out projector);
}
