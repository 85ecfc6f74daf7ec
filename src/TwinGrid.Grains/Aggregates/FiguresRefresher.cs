using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TwinGrid.Contracts.Partitions;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.Aggregates;

/// <summary>
/// Works out the figures of all plants of this process, twice a second: one look over what changed, no call per sample, asset or line.
/// </summary>
internal sealed partial class FiguresRefresher(
    IPartitionDirectory directory, PlantFiguresSource source, ReadingStore readings, TimeProvider clock, ILogger<FiguresRefresher> log) : BackgroundService
{
    /// <summary>Time between two looks: figures are never older than a second, a slow look included.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<string, PlantAggregator> aggregators = new(StringComparer.Ordinal);

    /// <summary>One look at every plant.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var plants = directory.Plants;
        foreach (var plant in plants)
        {
            var partitions = directory.OfPlant(plant);
            if (partitions.Select(partition => partition.Definition).FirstOrDefault(known => known is not null) is { } definition)
            {
                await LookAsync(plant, definition, partitions, cancellationToken);
            }
        }

        source.Keep(plants);
        foreach (var gone in aggregators.Keys.Except(plants).ToList())
        {
            aggregators.Remove(gone);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // A plant that can't be looked at now is looked at again: figures stay as old as they say.
                LookFailed(log, e);
            }
        }
    }

    private async Task LookAsync(
        string plant, PlantDefinition definition, IReadOnlyList<IPartition> partitions, CancellationToken cancellationToken)
    {
        var now = Nanoseconds.Now(clock);
        var longest = Nanoseconds.From(definition.Lines.Length == 0 ? TimeSpan.Zero : definition.Lines.Max(line => line.KpiWindow));

        // A window starts with the newest reading that is at least as old as the window: a step more than the window is needed.
        var needed = now - longest - Math.Max(120 * Nanoseconds.PerSecond, longest / 100);
        if (!aggregators.TryGetValue(plant, out var aggregator))
        {
            aggregators.Add(plant, aggregator = await RestoreAsync(plant, definition, needed, cancellationToken));
        }

        var taken = new List<(string, ProductionReading)>();
        if (aggregator.Look(partitions, now, (line, reading) => taken.Add((line, reading))) is { } figures)
        {
            source.Publish(plant, figures);
        }

        if (taken.Count > 0)
        {
            try
            {
                await readings.SaveAsync(plant, now, taken, needed, cancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                SaveFailed(log, plant, e);
            }
        }
    }

    private async Task<PlantAggregator> RestoreAsync(string plant, PlantDefinition definition, long sinceNs, CancellationToken cancellationToken)
    {
        var aggregator = new PlantAggregator();
        try
        {
            var windows = definition.Lines.ToDictionary(line => line.Id, line => line.KpiWindow, StringComparer.Ordinal);
            foreach (var (line, reading) in await readings.LoadAsync(plant, sinceNs, cancellationToken))
            {
                if (windows.TryGetValue(line, out var window))
                {
                    aggregator.Restore(line, window, reading);
                }
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Windows start anew and say so by their start.
            RestoreFailed(log, plant, e);
        }

        return aggregator;
    }

    [LoggerMessage(1, LogLevel.Error, "Figures could not be worked out")]
    private static partial void LookFailed(ILogger logger, Exception exception);

    [LoggerMessage(2, LogLevel.Warning, "KPI readings of plant {Plant} could not be stored")]
    private static partial void SaveFailed(ILogger logger, string plant, Exception exception);

    [LoggerMessage(3, LogLevel.Warning, "KPI readings of plant {Plant} could not be read: its windows start anew")]
    private static partial void RestoreFailed(ILogger logger, string plant, Exception exception);
}
