using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TwinGrid.Contracts.Partitions;
using TwinGrid.Grains.Cuts;
using TwinGrid.Grains.Definitions;
using TwinGrid.Grains.History;
using TwinGrid.Grains.Partitions;
using TwinGrid.Grains.Scenarios;
using TwinGrid.Grains.Twins;

namespace TwinGrid.Grains;

/// <summary>Composition of the silo side.</summary>
public static class TwinGrains
{
    /// <summary>
    /// Adds partitions, history, queries, the definition catalog and what they need. The host brings a store (log, history, documents, snapshots) and a silo; grains are
    /// found by the silo itself.
    /// </summary>
    /// <param name="services">The silo's services.</param>
    /// <param name="configure">Changes settings of partitions; null = the defaults.</param>
    /// <param name="configureScenarios">Changes bounds of scenarios; null = the defaults.</param>
    public static IServiceCollection AddTwinGrains(
        this IServiceCollection services, Action<PartitionOptions>? configure = null, Action<ScenarioOptions>? configureScenarios = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = new PartitionOptions();
        configure?.Invoke(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<IPartitionDirectory, PartitionDirectory>();
        services.AddTwinGridHistory();
        services.AddTwinGridTwins();
        services.AddTwinGridDefinitions();
        services.AddTwinGridCuts();
        services.AddTwinGridScenarios(configureScenarios);
        return services;
    }
}
