using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TwinGrid.Contracts.History;

namespace TwinGrid.Grains.History;

/// <summary>Composition of history.</summary>
public static class HistoryServices
{
    /// <summary>
    /// Adds the index that follows partitions' logs, its reader and its upkeep. Needs an <see cref="Contracts.Storage.IHistoryStore"/>.
    /// </summary>
    public static IServiceCollection AddTwinGridHistory(this IServiceCollection services, Action<HistoryOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = new HistoryOptions();
        configure?.Invoke(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<HistoryProjections>();
        services.AddSingleton<IHistoryReader, HistoryReader>();
        services.AddHostedService<HistoryMaintenance>();
        return services;
    }
}
