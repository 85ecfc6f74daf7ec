using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TwinGrid.Contracts.Storage;
using TwinGrid.Storage.Embedded.Log;

namespace TwinGrid.Storage.Embedded;

/// <summary>Registers the embedded store.</summary>
public static class EmbeddedStoreExtensions
{
    /// <summary>
    /// Adds the embedded store: one data directory, one process. It is opened, and locked, when it is first asked for.
    /// </summary>
    public static IServiceCollection AddEmbeddedStore(this IServiceCollection services, EmbeddedStoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(provider => DataDirectory.Open(options.Directory, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => EmbeddedLogStore.Open(
            provider.GetRequiredService<DataDirectory>(), options.Log, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ILogStore>(provider => provider.GetRequiredService<EmbeddedLogStore>());
        return services;
    }
}
