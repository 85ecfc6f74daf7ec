using Microsoft.Extensions.DependencyInjection;
using TwinGrid.Contracts.Partitions;
using TwinGrid.Contracts.Storage;
using TwinGrid.Gateway.Hosting;
using TwinGrid.V1;
using Xunit;

namespace TwinGrid.Gateway.Tests.Hosting;

public sealed class RestartTests
{
    [Fact]
    public async Task Restart_PlantsAndTheirState_AreServedAgain()
    {
        var server = new GatewayServer();
        await server.StartAsync();
        await using (server)
        {
            await server.Definitions.ApplyDefinitionAsync(TestPlants.Request(TestPlants.Mill), cancellationToken: GatewayServer.Cancelled);
            var token = await server.PublishAsync("mill", "roll-1", ("speed", server.NowNs, new Value { Number = 812.5 }));
            await server.Twins.UpdateAssetAsync(new UpdateAssetRequest { Asset = new Asset { Name = "roll-1", DisplayName = "First" } }, cancellationToken: GatewayServer.Cancelled);

            await server.StopAsync();
            await server.StartAsync();

            var asset = await server.Twins.GetAssetAsync(
                new GetAssetRequest { Name = "roll-1", Read = new ReadOptions { AtLeast = token } }, cancellationToken: GatewayServer.Cancelled);
            Assert.Equal((812.5, "First"), (asset.Signals[0].Value.Number, asset.DisplayName));
            var plant = await server.Twins.GetPlantAsync(new GetPlantRequest { Name = "mill" }, cancellationToken: GatewayServer.Cancelled);
            Assert.Equal(1UL, plant.DefinitionVersion);
        }
    }

    [Fact]
    public async Task Restart_VersionStoredButNotInForce_IsPutInForce()
    {
        var server = new GatewayServer();
        await server.StartAsync();
        await using (server)
        {
            await server.Definitions.ApplyDefinitionAsync(TestPlants.Request(TestPlants.Small("crash")), cancellationToken: GatewayServer.Cancelled);
            await server.Definitions.RetireDefinitionAsync(new RetireDefinitionRequest { Plant = "crash" }, cancellationToken: GatewayServer.Cancelled);

            // As a crash leaves it between the document and the partition: the head says in use, the partition still has every series retired.
            var documents = server.Services.GetRequiredService<IDocumentStore>();
            var head = await documents.GetAsync("definitions", "crash", GatewayServer.Cancelled);
            var text = System.Text.Encoding.UTF8.GetString(head!.Content.Span).Replace("true", "false", StringComparison.Ordinal);
            await documents.PutAsync("definitions", "crash", System.Text.Encoding.UTF8.GetBytes(text), head.Revision, GatewayServer.Cancelled);

            await server.StopAsync();
            await server.StartAsync();

            var partition = server.Services.GetRequiredService<IPartitionDirectory>().OfPlant("crash")[0];
            Assert.Single(partition.Definition!.Lines);
            await server.PublishAsync("crash", "crash-pump", ("flow", server.NowNs, new Value { Number = 1 }));
        }
    }

    [Fact]
    public async Task Drain_OpenWatches_EndWithTheirToken()
    {
        var server = new GatewayServer();
        await server.StartAsync();
        await using (server)
        {
            await server.Definitions.ApplyDefinitionAsync(TestPlants.Request(TestPlants.Small("drain")), cancellationToken: GatewayServer.Cancelled);
            using var watch = server.Twins.WatchPlant(new WatchPlantRequest { Name = "drain", Events = true }, cancellationToken: GatewayServer.Cancelled);
            Assert.True(await watch.ResponseStream.MoveNext(GatewayServer.Cancelled));

            server.Services.GetRequiredService<ServerLifecycle>().BeginDrain("test");

            var status = await Refusals.ExpectAsync("DRAINING", async () =>
            {
                while (await watch.ResponseStream.MoveNext(GatewayServer.Cancelled))
                {
                }
            });
            Assert.NotEmpty(status.GetDetail<Google.Rpc.ErrorInfo>().Metadata["resume_token"]);
            Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, await server.GetHttpAsync("/health/ready"));
            Assert.Equal(System.Net.HttpStatusCode.OK, await server.GetHttpAsync("/health/live"));
        }
    }
}
