using System.Diagnostics;
using System.Text.Json;
using Grpc.Net.Client;
using TwinGrid.Integration.Tests.Faults;
using TwinGrid.Integration.Tests.Processes;
using TwinGrid.Testing;
using TwinGrid.V1;
using Xunit;

namespace TwinGrid.Integration.Tests.Clients;

/// <summary>A client in another language works from the .proto files alone (tests/clients/node; tests/setup.sh installs its packages).</summary>
public sealed class NodeClientTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task NodeClient_DeclaresSendsResendsAndReads_AsTheContractSays()
    {
        var folder = Path.Combine(Repository.Root, "tests", "clients", "node");
        Assert.SkipUnless(Directory.Exists(Path.Combine(folder, "node_modules")), "Run tests/setup.sh first: it installs the packages of this client.");
        using var directory = new TempDirectory();
        await using var server = await ServerProcess.StartReadyAsync(directory.File("data"), 0, Token);
        using var channel = GrpcChannel.ForAddress(server.Grpc);
        await FaultPlant.ApplyAsync(new DefinitionService.DefinitionServiceClient(channel), Token);

        var start = new ProcessStartInfo("node")
        {
            ArgumentList =
            {
                Path.Combine(folder, "client.mjs"), server.Grpc.Authority, Path.Combine(Repository.Root, "src", "TwinGrid.Protocol"),
                FaultPlant.Plant, FaultPlant.Asset(0), "s0",
            },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var node = Process.Start(start)!;
        var errors = node.StandardError.ReadToEndAsync(Token);
        var output = await node.StandardOutput.ReadToEndAsync(Token);
        await node.WaitForExitAsync(Token);
        Assert.True(node.ExitCode == 0, await errors);
        Assert.Equal(590, JsonDocument.Parse(output).RootElement.GetProperty("accepted").GetInt32());
    }
}
