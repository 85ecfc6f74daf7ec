using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using TwinGrid.Contracts.Partitions;
using TwinGrid.Grains.Aggregates;
using TwinGrid.Grains.Cuts;
using TwinGrid.Grains.Definitions;
using TwinGrid.Grains.History;
using TwinGrid.Grains.Tests.Partitions;
using TwinGrid.Storage.Embedded;
using TwinGrid.Storage.Embedded.Log;
using TwinGrid.Testing;
using Xunit;

namespace TwinGrid.Grains.Tests.Twins;

/// <summary>One silo in the process over a partition in memory, shared by all grain tests: starting and stopping it is slow.</summary>
public sealed class TwinCluster : IAsyncLifetime
{
    private readonly TempDirectory data = new();
    private InProcessTestCluster? cluster;

    internal TestPartition Partition { get; } = new(TestPlant.Of(
        ("a", 0, [TestPlant.Range("pump-{0}", "pump", 3)]), ("b", 0, [TestPlant.Asset("fill-1", "filler")])));

    internal PlantFiguresSource Figures { get; } = new();

    internal IGrainFactory Grains => cluster!.Client;

    public async ValueTask InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton<IPartitionDirectory>(new TestDirectory(Partition));
            silo.Services.AddSingleton(Figures);
            silo.Services.AddSingleton(TimeProvider.System);
            silo.Services.AddEmbeddedStore(new EmbeddedStoreOptions { Directory = data.Path, Log = new EmbeddedLogOptions { Io = LogIo.Unsynced, ReserveBytes = 0 } });
            silo.Services.AddTwinGridHistory();
            silo.Services.AddTwinGridDefinitions();
            silo.Services.AddTwinGridCuts();
        });
        cluster = builder.Build();
        await cluster.DeployAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (cluster is not null)
        {
            await cluster.DisposeAsync();
        }

        data.Dispose();
    }
}
