using Grpc.Core;
using TwinGrid.Gateway.Tests.Hosting;
using TwinGrid.V1;
using Xunit;

namespace TwinGrid.Gateway.Tests.Scenarios;

/// <summary>The process plant of the samples in a server: its folder is applied as it is, with its modules and questions, and replications start from its twins.</summary>
public sealed class ProcessPlantTests(GatewayServer server)
{
    private const string Question = """
        apiVersion: twingrid/v1
        kind: Scenario
        metadata: {name: next-ten-minutes}
        spec:
          plant: creamery
          start: {from: live, stateUncertainty: false}
          horizon: 10 min
          replications: 2
          solver: {relativeTolerance: 1e-4, absoluteTolerance: 1e-6}
          kpis:
            - {id: coldest, of: heater-1.plates.coldOut.min, unit: Cel}
            - {id: fullest, of: balance-tank-1.tank.h.max, unit: m}
            - {id: product, of: diversion-1.valve.passed.final, unit: m3}
        """;

    /// <summary>The line at work, its balance tank a little too full.</summary>
    private static readonly (string Asset, (string Signal, object Value)[] Values)[] Twins =
    [
        ("balance-tank-1", [("level", 1.1), ("inletValve", 57.0), ("temperature", 5.0), ("fat", 3.1)]),
        ("feed-pump-1", [("speed", 85.0), ("winding", 70.0), ("vibration", 1.6)]),
        ("product-pipe-1", [("flow", 10.0), ("valve", 57.0)]),
        ("regenerator-1", [("heatedOut", 65.3), ("cooledOut", 12.7)]),
        ("heater-1", [("out", 73.0), ("waterOut", 68.0), ("valve", 21.0)]),
        ("cooler-1", [("out", 4.0), ("waterOut", 9.0), ("valve", 32.0)]),
        ("diversion-1", [("diverted", false)]),
        ("standardiser-1", [("fat", 3.5), ("creamValve", 11.0)]),
        ("product-tank-1", [("level", 2.0), ("filling", false)]),
        ("hot-water-1", [("temperature", 84.0), ("heaterOn", true)]),
        ("ice-water-1", [("temperature", 1.5), ("compressor", 6)]),
        ("battery-1", [("charge", 50.0)]),
        ("homogeniser-1", [("vibration", 2.0), ("oil", 65.0), ("winding", 80.0)]),
    ];

    private static CancellationToken Token => GatewayServer.Cancelled;

    [Fact]
    public async Task ApplyDefinition_FolderOfTheSample_StartsLiveFromItsTwins()
    {
        var folder = new ApplyDefinitionRequest();
        folder.Files.AddRange(Directory.EnumerateFiles(Folder(), "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => new SourceFile { Path = Path.GetRelativePath(Folder(), file).Replace('\\', '/'), Content = File.ReadAllText(file) }));
        await server.Definitions.ApplyDefinitionAsync(folder, cancellationToken: Token);
        foreach (var (asset, values) in Twins)
        {
            await server.PublishAsync("creamery", asset, [.. values.Select(v => (v.Signal, server.NowNs, ValueOf(v.Value)))]);
        }

        var request = new RunScenarioRequest { Parent = "plants/creamery", Files = { new SourceFile { Path = "question.yaml", Content = Question } } };
        var run = await EndOf(await server.Scenarios.RunScenarioAsync(request, cancellationToken: Token));

        Assert.Equal((RunState.Succeeded, ""), (run.State, run.Error));
        var kpis = Assert.Single(run.Result.Arms).Kpis.ToDictionary(k => k.Kpi, k => k.Estimate.Mean);
        Assert.InRange(kpis["coldest"], 72, 73.01);
        Assert.InRange(kpis["fullest"], 1.1, 1.15);
        Assert.InRange(kpis["product"], 1.6, 1.7);
        Assert.DoesNotContain(run.Warnings, warning => warning.Contains("otherwise", StringComparison.Ordinal));
    }

    private static Value ValueOf(object value) => value switch
    {
        bool flag => new Value { Boolean = flag },
        int symbol => new Value { Enumeration = new EnumerationValue { Number = symbol } },
        double number => new Value { Number = number },
        _ => throw new ArgumentException($"No value of type {value.GetType().Name}.", nameof(value)),
    };

    private static string Folder()
    {
        var directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "TwinGrid.sln")))
        {
            directory = Path.GetDirectoryName(directory) ?? throw new DirectoryNotFoundException($"No TwinGrid.sln above {AppContext.BaseDirectory}.");
        }

        return Path.Combine(directory, "deploy", "samples", "process-plant");
    }

    private async Task<Run> EndOf(Run run)
    {
        using var watch = server.Scenarios.WatchRun(new WatchRunRequest { Name = run.Name, MinIntervalMs = 10 }, cancellationToken: Token);
        await foreach (var now in watch.ResponseStream.ReadAllAsync(Token))
        {
            run = now;
        }

        return run;
    }
}
