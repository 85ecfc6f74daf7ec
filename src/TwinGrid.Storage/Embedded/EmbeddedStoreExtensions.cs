using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans;
using Orleans.Hosting;
using Orleans.Providers;
using Orleans.Runtime.Hosting;
using TwinGrid.Contracts.Storage;
using TwinGrid.Storage.Embedded.Backup;
using TwinGrid.Storage.Embedded.Documents;
using TwinGrid.Storage.Embedded.GrainState;
using TwinGrid.Storage.Embedded.History;
using TwinGrid.Storage.Embedded.Log;
using TwinGrid.Storage.Embedded.Reminders;
using TwinGrid.Storage.Embedded.Snapshots;
using TwinGrid.Storage.Embedded.Sqlite;

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
        AddDatabase(services, options);
        return services;
    }

    private static void AddDatabase(IServiceCollection services, EmbeddedStoreOptions options)
    {
        services.AddSingleton(provider => SqliteDatabase.Open(
            provider.GetRequiredService<DataDirectory>().DatabasePath, synced: options.Log.Io != LogIo.Unsynced));
        services.AddSingleton<IDocumentStore, SqliteDocumentStore>();
        services.AddSingleton<ISnapshotStore, SqliteSnapshotStore>();
        services.AddSingleton<IHistoryStore, SqliteHistoryStore>();
        services.AddSingleton<IStoreBackup, EmbeddedBackup>();
        services.AddSingleton<IReminderTable, SqliteReminderTable>();
        services.AddGrainStorage(
            ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME,
            (provider, _) => ActivatorUtilities.CreateInstance<SqliteGrainStorage>(provider));
    }
}
