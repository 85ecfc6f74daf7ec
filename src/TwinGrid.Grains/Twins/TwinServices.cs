using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TwinGrid.Contracts.Twins;
using TwinGrid.Grains.Aggregates;
using TwinGrid.Grains.Queries;

namespace TwinGrid.Grains.Twins;

/// <summary>Registers queries and figures. The partitions' directory and the document store are registered elsewhere.</summary>
public static class TwinServices
{
    /// <summary>Adds <see cref="ITwinQueries"/> and the figures behind it.</summary>
    public static IServiceCollection AddTwinGridTwins(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<PlantFiguresSource>();
        services.AddSingleton<ReadingStore>();
        services.AddSingleton<ITwinQueries, TwinQueries>();
        services.AddHostedService<FiguresRefresher>();
        return services;
    }
}
