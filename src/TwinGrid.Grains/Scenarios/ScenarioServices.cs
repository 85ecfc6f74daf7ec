using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Hosting;
using TwinGrid.Contracts.Scenarios;
using TwinGrid.Grains.Hindcasts;
using TwinGrid.Plugins;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Grains.Scenarios;

/// <summary>Composition of scenarios and experiments.</summary>
public static class ScenarioServices
{
    /// <summary>Adds <see cref="IRuns"/> and what runs replications on this silo. Needs cuts, definitions and a document store.</summary>
    /// <param name="services">The silo's services.</param>
    /// <param name="configure">Changes bounds; null = the defaults.</param>
    /// <exception cref="PluginException">A plug-in can't be used.</exception>
    public static IServiceCollection AddTwinGridScenarios(this IServiceCollection services, Action<ScenarioOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = new ScenarioOptions();
        configure?.Invoke(options);
        services.TryAddSingleton(TimeProvider.System);
        var plugins = options.Plugins.Length == 0 ? new LoadedPlugins([], BuiltInModules.Catalog) : PluginFolder.Load(options.Plugins, BuiltInModules.Catalog);
        services.AddSingleton(plugins);
        services.TryAddSingleton(plugins.Catalog);
        services.AddSingleton(options);
        services.AddSingleton<RunStore>();
        services.AddSingleton<RunPreparation>();
        services.AddSingleton<PreparedRuns>();
        services.AddSingleton<RunRetention>();
        services.AddSingleton<RunReplications>();
        services.AddSingleton<RunReporter>();
        services.AddSingleton<RunTracer>();
        services.AddSingleton<RunExporter>();
        services.AddSingleton<RunComparer>();
        services.AddSingleton<PlantObserver>();
        services.AddSingleton<HindcastTaker>();
        services.AddSingleton<RunVerifier>();
        services.AddSingleton<WorkerPool>();
        services.AddSingleton<ReplicationCrew>();
        services.AddSingleton<IRuns, Runs>();
        services.AddHostedService<RunResumer>();
        services.AddPlacementDirector<NamedSiloPlacement, NamedSiloDirector>();
        return services;
    }
}
