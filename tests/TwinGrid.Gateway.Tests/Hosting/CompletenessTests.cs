using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TwinGrid.Gateway.Errors;
using TwinGrid.Testing;
using TwinGrid.V1;
using Xunit;

namespace TwinGrid.Gateway.Tests.Hosting;

public sealed class CompletenessTests(GatewayServer server)
{
    private static readonly Google.Protobuf.Reflection.ServiceDescriptor[] All =
        [TelemetryService.Descriptor, TwinService.Descriptor, DefinitionService.Descriptor, ScenarioService.Descriptor, OperationsService.Descriptor];

    private static readonly string Api = File.ReadAllText(Path.Combine(Repository.Root, "docs", "api.md"));

    public static TheoryData<string> Methods => [.. All.SelectMany(service => service.Methods).Select(method => $"{method.Service.FullName}/{method.Name}")];

    [Fact]
    public void Services_OfTheProtocol_AreAllListed()
    {
        var declared = new[] { CommonReflection.Descriptor, TelemetryReflection.Descriptor, TwinsReflection.Descriptor, DefinitionsReflection.Descriptor, ScenariosReflection.Descriptor, OperationsReflection.Descriptor };

        Assert.Equal(declared.SelectMany(file => file.Services).Select(s => s.FullName), All.Select(s => s.FullName));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Rpc_OfTheProtocol_IsMappedAndImplemented(string method)
    {
        var routes = server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();
        Assert.Contains(routes, endpoint => endpoint.RoutePattern.RawText == "/" + method);
        var name = method.Split('/')[1];
        var services = typeof(ErrorTable).Assembly.GetTypes().Where(type => !type.IsAbstract && type.GetMethod(name) is { } found && found.DeclaringType == type);
        Assert.NotEmpty(services);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Rpc_OfTheProtocol_IsDocumentedWithAnExample(string method)
    {
        var name = method.Split('/')[1];
        var start = Api.IndexOf($"\n### {name}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"docs/api.md has no section '### {name}'");
        var end = Api.IndexOf("\n##", start + 5, StringComparison.Ordinal);
        var section = end < 0 ? Api[start..] : Api[start..end];
        Assert.Contains($"{method["twingrid.v1.".Length..]} ", section, StringComparison.Ordinal);
        Assert.Contains("```sh", section, StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_OfTheTable_AreDocumentedWithTheirStatus()
    {
        foreach (var row in ErrorTable.Rows)
        {
            var code = string.Concat(row.Code.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $"_{c}" : $"{char.ToUpperInvariant(c)}"));
            Assert.Contains($"| `{row.Reason}` | {code.ToUpperInvariant()} |", Api, StringComparison.Ordinal);
        }
    }
}
