using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TwinGrid.Contracts.Storage;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.History;

/// <summary>
/// Merges short runs and applies retention, for the partitions that this process owns. It works in small transactions and rests as long as it
/// worked, so that it takes half a core at the most and ingest waits for one transaction at the longest.
/// </summary>
internal sealed class HistoryMaintenance(
    IHistoryStore store, HistoryProjections projections, HistoryOptions options, TimeProvider clock, ILogger<HistoryMaintenance> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var retentionAt = clock.GetTimestamp();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await MergeAsync(stoppingToken);
                if (clock.GetElapsedTime(retentionAt) >= options.RetentionEvery)
                {
                    retentionAt = clock.GetTimestamp();
                    await ApplyRetentionAsync(stoppingToken);
                }

                await Task.Delay(options.MergeEvery, clock, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>Merges until nothing is left to merge.</summary>
    internal async Task MergeAsync(CancellationToken cancellationToken)
    {
        foreach (var log in projections.Logs)
        {
            await GuardAsync(log, async () =>
            {
                for (var worked = -1; worked != 0;)
                {
                    var started = clock.GetTimestamp();
                    worked = await store.MergeAsync(log.Key, options.MergeSeries, cancellationToken);
                    HistoryMetrics.MergedSeries(worked);
                    await Task.Delay(clock.GetElapsedTime(started), clock, cancellationToken);
                }
            });
        }
    }

    /// <summary>Drops what the definitions no longer want to keep.</summary>
    internal async Task ApplyRetentionAsync(CancellationToken cancellationToken)
    {
        foreach (var log in projections.Logs)
        {
            await GuardAsync(log, async () =>
            {
                foreach (var bounds in log.Traits.BoundedClasses())
                {
                    long? before = bounds.Keep is { } keep ? Nanoseconds.Now(clock) - Nanoseconds.From(keep) : null;
                    HistoryMetrics.DroppedBytes(
                        await store.ApplyRetentionAsync(log.Key, bounds.Series, before, bounds.MaxBytes, cancellationToken));
                }
            });
        }
    }

    /// <summary>What fails for one partition is tried again next time and keeps no other one from its turn.</summary>
    private async Task GuardAsync(FollowedLog log, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException)
        {
            HistoryLog.MaintenanceFailed(logger, log.Key, failure);
        }
    }
}
