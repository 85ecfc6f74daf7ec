using System.Text.Json;
using TwinGrid.Client;
using TwinGrid.Connectors.Emulation;
using TwinGrid.Host.Server;
using TwinGrid.V1;

namespace TwinGrid.Host.Demo;

/// <summary>Applies the pilot plant, lets its plant systems send through the ordinary client, and at the end checks what was acked.</summary>
internal static class DemoRun
{
    private const string Plant = "bottling";

    /// <summary>True when every acked sample can be read back.</summary>
    public static async Task<bool> RunAsync(TwinGridServer server, TimeSpan? length, CancellationToken cancellationToken)
    {
        using var client = new TwinGridClient(new Uri(server.GrpcAddress));
        await server.WaitUntilReadyAsync(cancellationToken);
        await ApplyAsync(client, cancellationToken);
        PrintWelcome(server);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(server.Stopping, cancellationToken);
        if (length is { } time)
        {
            stop.CancelAfter(time);
        }

        var summary = await new PlantEmulator(client, new PlantEmulatorOptions { Plant = Plant }).RunAsync(stop.Token, CancellationToken.None);
        var unreadable = await AckedSamples.CountUnreadableAsync(client, summary, CancellationToken.None);
        if (unreadable > 0)
        {
            await Console.Error.WriteLineAsync($"error: {unreadable} of {summary.Acked} acked samples can't be read back.");
        }

        Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["acked"] = summary.Acked,
            ["rejected"] = summary.Rejected.Values.Sum(),
            ["assets"] = summary.Assets,
            ["p50AckMs"] = Math.Round(summary.P50Ack.TotalMilliseconds, 3),
            ["p99AckMs"] = Math.Round(summary.P99Ack.TotalMilliseconds, 3),
        }));
        await server.StopAsync(CancellationToken.None);
        return unreadable == 0;
    }

    private static async Task ApplyAsync(TwinGridClient client, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "samples", "bottling-line");
        var request = new ApplyDefinitionRequest();
        foreach (var file in Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            request.Files.Add(new SourceFile
            {
                Path = Path.GetRelativePath(folder, file),
                Content = await File.ReadAllTextAsync(file, cancellationToken),
            });
        }

        await client.Definitions.ApplyDefinitionAsync(request, cancellationToken: cancellationToken);
    }

    private static void PrintWelcome(TwinGridServer server) => Console.WriteLine(
        $"""
        TwinGrid is running with the pilot plant 'plants/{Plant}': a bottling line of 12 machines and drives.
          gRPC     {server.GrpcAddress}
          health   {server.HttpAddress}/health/ready
          metrics  {server.HttpAddress}/metrics
        Try, in another terminal (add --endpoint {server.GrpcAddress} where it is not the default):
          dotnet run -c Release --project src/TwinGrid.Cli -- list assets
          dotnet run -c Release --project src/TwinGrid.Cli -- get filler-1
          dotnet run -c Release --project src/TwinGrid.Cli -- watch plants/{Plant}
          dotnet run -c Release --project src/TwinGrid.Cli -- experiment run deploy/samples/bottling-line/scenarios/tonight.yaml --wait
        """);
}
