using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using TwinGrid.Contracts.Partitions;
using TwinGrid.Contracts.Scenarios;
using TwinGrid.Contracts.Storage;
using TwinGrid.Grains.Cuts;
using TwinGrid.Grains.Hindcasts;
using TwinGrid.Grains.History;
using TwinGrid.Model.Names;
using PartitionPhase = TwinGrid.Contracts.Partitions.PartitionState;

namespace TwinGrid.Grains.Partitions;

/// <summary>
/// Owns a partition for as long as its activation lives. Two activations at a time are harmless: the log lets only the newest owner append, and
/// the other one finds itself fenced.
/// </summary>
[KeepAlive]
internal sealed class PartitionGrain(
    ILogStore store,
    ISnapshotStore snapshots,
    HistoryProjections history,
    IPartitionDirectory directory,
    PartitionCutter cutter,
    PartitionObserver observer,
    PartitionOptions options,
    TimeProvider clock,
    ILogger<PartitionGrain> logger) : Grain, IPartitionGrain
{
    private Partition? partition;
    private PartitionStatus? failure;

    private PartitionKey Key => PartitionKey.Parse(this.GetPrimaryKeyString());

    /// <inheritdoc/>
    public async Task<PartitionStatus> OpenAsync(CancellationToken cancellationToken)
    {
        if (partition is null)
        {
            await TakeOverAsync(cancellationToken);
        }

        return Status();
    }

    /// <inheritdoc/>
    public Task<PartitionStatus> GetStatusAsync(CancellationToken cancellationToken) => Task.FromResult(Status());

    /// <inheritdoc/>
    public async IAsyncEnumerable<PartitionCutPiece> CutAsync(PartitionCutRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var open = partition;
        foreach (var piece in await Task.Run(() => cutter.CutPackedAsync(open, Key, request, cancellationToken), cancellationToken))
        {
            yield return piece;
        }
    }

    /// <inheritdoc/>
    public Task<ObservationAnswer> ObserveAsync(ObservationRequest request, CancellationToken cancellationToken)
    {
        var open = partition;
        return Task.Run(() => observer.ObserveAsync(open, Key, request, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        await LetGoAsync();
        DeactivateOnIdle();
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => LetGoAsync();

    private async Task TakeOverAsync(CancellationToken cancellationToken)
    {
        failure = null;
        try
        {
            // Off the grain's scheduler: recovery computes for seconds and must not hold up calls for the state.
            var services = new PartitionServices(store, snapshots, history, options, clock, logger);
            partition = await Task.Run(() => Partition.OpenAsync(Key, services, cancellationToken), cancellationToken);
            directory.Add(partition);
            PartitionLog.Opened(logger, Key, partition.AppliedIndex, partition.Status.RecoverySeconds);
        }
        catch (DataLossException exception)
        {
            failure = Failed(PartitionPhase.DataLoss, exception.HistoryId, exception.Message);
            PartitionLog.Refused(logger, exception, Key);
        }
        catch (StoreFencedException exception)
        {
            failure = Failed(PartitionPhase.Fenced, Guid.Empty, exception.Message);
            PartitionLog.Refused(logger, exception, Key);
        }
    }

    private async Task LetGoAsync()
    {
        if (partition is { } open)
        {
            partition = null;
            await open.DisposeAsync();
            directory.Remove(open);
        }
    }

    private PartitionStatus Status() => partition?.Status ?? failure ?? Failed(PartitionPhase.Recovering, Guid.Empty, "The partition has not been opened.");

    private PartitionStatus Failed(PartitionPhase state, Guid history, string reason) =>
        new() { Key = Key.ToString(), State = state, HistoryId = history, Reason = reason };
}
