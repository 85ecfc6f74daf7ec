using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.TestingHost;
using TwinGrid.Contracts.Definitions;
using TwinGrid.Contracts.Scenarios;
using TwinGrid.Contracts.Storage;
using TwinGrid.Grains.Definitions;
using TwinGrid.Grains.Scenarios;
using TwinGrid.Grains.Tests.Partitions;
using TwinGrid.Simulation.Modules;
using TwinGrid.Storage.Embedded;
using TwinGrid.Storage.Embedded.Documents;
using TwinGrid.Storage.Embedded.History;
using TwinGrid.Storage.Embedded.Sqlite;
using TwinGrid.Testing;
using TwinGrid.Testing.Models;
using TwinGrid.Testing.Stores;
using Xunit;

namespace TwinGrid.Grains.Tests.Scenarios;

/// <summary>Silos of one process that share a store, with one plant defined. The store outlives the silos.</summary>
internal sealed class ScenarioCluster : IAsyncDisposable
{
    private readonly TempDirectory directory = new();
    private readonly DataDirectory data;
    private readonly SqliteDatabase database;
    private readonly MemoryLogStore logs = new();
    private readonly MemorySnapshotStore snapshots = new();
    private readonly int silos;
    private InProcessTestCluster? cluster;

    private ScenarioCluster(int silos)
    {
        this.silos = silos;
        data = DataDirectory.Open(directory.Path);
        database = SqliteDatabase.Open(data.DatabasePath, synced: false);
        Documents = new SqliteDocumentStore(database);
    }

    public IDocumentStore Documents { get; }

    public InProcessTestCluster Silos => cluster!;

    public IRuns Runs => On(0).GetRequiredService<IRuns>();

    public RunStore Store => On(0).GetRequiredService<RunStore>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<ScenarioCluster> StartAsync(int silos)
    {
        var started = new ScenarioCluster(silos);
        var definitions = new DefinitionDocuments(started.Documents);
        await definitions.PutVersionAsync(new DefinitionVersion(PumpPlant.Of(4), 1, [], 0, "test", false), Token);
        await definitions.PutHeadAsync("plant", new DefinitionDocuments.Head(1, false, 1), 0, Token);
        await started.RestartAsync();
        return started;
    }

    /// <summary>All silos anew, over the same store.</summary>
    public async Task RestartAsync()
    {
        if (cluster is not null)
        {
            await cluster.DisposeAsync();
        }

        var builder = new InProcessTestClusterBuilder((short)silos);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton(Documents);
            silo.Services.AddSingleton<ILogStore>(logs);
            silo.Services.AddSingleton<ISnapshotStore>(snapshots);
            silo.Services.AddSingleton<IHistoryStore>(new SqliteHistoryStore(database));
            silo.Services.AddSingleton(BuiltInModules.Catalog.With(new TestStation()));
            silo.Services.AddTwinGrains();
            silo.Services.AddSingleton(new ScenarioOptions { Workers = 1, KeptRuns = 20, SilentAfter = TimeSpan.FromSeconds(2), KeepEvery = TimeSpan.FromMilliseconds(100) });
            silo.Services.Configure<ClusterMembershipOptions>(options =>
            {
                options.ProbeTimeout = TimeSpan.FromMilliseconds(300);
                options.NumMissedProbesLimit = 2;
                options.NumVotesForDeathDeclaration = 1;
            });
        });
        cluster = builder.Build();
        await cluster.DeployAsync();
    }

    public IServiceProvider On(int silo) => cluster!.Silos[silo].ServiceProvider;

    /// <summary>Starts a run and waits for its end.</summary>
    public async Task<RunDocument> RunAsync(RunOrder order) => await EndOf(await Runs.StartAsync(order, Token));

    /// <summary>The run when it is over.</summary>
    public async Task<RunDocument> EndOf(RunDocument run)
    {
        var last = run;
        await foreach (var now in Runs.WatchAsync(run.Plant, run.Id, Token))
        {
            last = now;
        }

        Assert.True(last.IsOver, $"the watch ended while the run was {last.Phase}");
        return last;
    }

    public async ValueTask DisposeAsync()
    {
        await cluster!.DisposeAsync();
        await database.DisposeAsync();
        data.Dispose();
        directory.Dispose();
    }
}
