using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TwinGrid.Contracts.Scenarios;
using TwinGrid.Plugins;

namespace TwinGrid.Grains.Scenarios;

/// <summary>
/// Wakes runs that should go on: after a start of the cluster, or when the silo of a run's driver died and nobody else worked for it. Asking one that
/// goes on changes nothing.
/// </summary>
internal sealed class RunResumer(RunStore store, IGrainFactory grains, ScenarioOptions options, LoadedPlugins plugins, TimeProvider clock, ILogger<RunResumer> logger) : BackgroundService
{
    /// <summary>One look.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        foreach (var (plant, run) in await store.ListActiveAsync(plant: null, cancellationToken))
        {
            await grains.GetGrain<IScenarioGrain>(RunName.Of(plant, run)).GetAsync(afterRevision: 0, TimeSpan.Zero, cancellationToken);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var plugin in plugins.Plugins)
        {
            ScenarioLog.PluginLoaded(logger, plugin.File, plugin.Hash, string.Join(", ", plugin.Modules.Select(module => $"{module.Descriptor.Name}@{module.Descriptor.Version}")));
        }

        using var timer = new PeriodicTimer(options.LookEvery, clock);
        do
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                ScenarioLog.LookFailed(logger, exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
