using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TwinGrid.Contracts.Twins;
using TwinGrid.Contracts.Watches;
using TwinGrid.Grains.Aggregates;
using TwinGrid.Grains.Queries;
using TwinGrid.Grains.Watches;

namespace TwinGrid.Grains.Twins;

/// <summary>Registers queries, figures and watches. The partitions' directory, history and the document store are registered elsewhere.</summary>
public static class TwinServices
{
    /// <summary>Adds <see cref="ITwinQueries"/> with the figures behind it, and <see cref="IWatchHub"/>.</summary>
    /// <param name="services">The silo's services.</param>
    /// <param name="watches">Bounds of watches; null = the defaults.</param>
    public static IServiceCollection AddTwinGridTwins(this IServiceCollection services, WatchOptions? watches = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<PlantFiguresSource>();
        services.AddSingleton<ReadingStore>();
        services.AddSingleton<ITwinQueries, TwinQueries>();
        services.AddHostedService<FiguresRefresher>();
        services.AddSingleton(watches ?? new WatchOptions());
        services.AddSingleton<WatchHub>();
        services.AddSingleton<IWatchHub>(provider => provider.GetRequiredService<WatchHub>());
        services.AddHostedService(provider => provider.GetRequiredService<WatchHub>());
        return services;
    }
}
