using Microsoft.Extensions.DependencyInjection;
using TwinGrid.Contracts.Scenarios;
using TwinGrid.Grains.Hindcasts;

namespace TwinGrid.Grains.Cuts;

/// <summary>Composition of cuts.</summary>
public static class CutServices
{
    /// <summary>Adds what takes cuts and keeps them, and what reads how a plant went on. Needs definitions, history, a partition directory, a document store and a grain factory.</summary>
    public static IServiceCollection AddTwinGridCuts(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddSingleton<ICutStore, CutStore>();
        services.AddSingleton<PastCutter>();
        services.AddSingleton<PartitionCutter>();
        services.AddSingleton<PlantCutter>();
        services.AddSingleton<PartitionObserver>();
        return services;
    }
}
