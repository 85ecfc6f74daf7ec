using System.Net;
using Grpc.Health.V1;
using TwinGrid.Gateway.Tests.Hosting;
using Xunit;

namespace TwinGrid.Gateway.Tests.Health;

public sealed class HealthTests(GatewayServer server)
{
    [Theory]
    [InlineData("/health/startup")]
    [InlineData("/health/ready")]
    [InlineData("/health/live")]
    public async Task Http_Serving_IsOk(string path) => Assert.Equal(HttpStatusCode.OK, await server.GetHttpAsync(path));

    [Theory]
    [InlineData("")]
    [InlineData("twingrid.v1.TwinService")]
    [InlineData("twingrid.v1.TelemetryService")]
    [InlineData("twingrid.v1.DefinitionService")]
    [InlineData("twingrid.v1.OperationsService")]
    public async Task Grpc_Serving_IsServing(string service)
    {
        var client = new Grpc.Health.V1.Health.HealthClient(server.Channel);

        var response = await client.CheckAsync(new HealthCheckRequest { Service = service }, cancellationToken: GatewayServer.Cancelled);

        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, response.Status);
    }
}
