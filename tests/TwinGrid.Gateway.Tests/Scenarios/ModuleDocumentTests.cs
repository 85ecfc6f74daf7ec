using Google.Rpc;
using Grpc.Core;
using TwinGrid.Gateway.Tests.Hosting;
using TwinGrid.V1;
using Xunit;

namespace TwinGrid.Gateway.Tests.Scenarios;

/// <summary>Modules of equations that come with a scenario, or lie beside the plant's documents.</summary>
public sealed class ModuleDocumentTests(GatewayServer server)
{
    private static CancellationToken Token => GatewayServer.Cancelled;

    [Fact]
    public async Task RunScenario_ModuleAmongTheFiles_IsSolvedAndKnownByItsHash()
    {
        var run = await EndOf(await server.Scenarios.RunScenarioAsync(Request("mill", Experiment, Cooling("cooling", "100 's'")), cancellationToken: Token));
        Assert.Equal((RunState.Succeeded, ""), (run.State, run.Error));

        // From 80 K above the surroundings, one time constant later.
        Assert.Equal(80 * Math.Exp(-1), run.Result.Arms[0].Kpis[0].Estimate.Mean, 1e-3);
        Assert.StartsWith("cooling@1 ", Assert.Single(run.Result.Record.Modules), StringComparison.Ordinal);
        var replay = await EndOf(await server.Scenarios.ReplayRunAsync(new ReplayRunRequest { Name = run.Name }, cancellationToken: Token));
        Assert.Equal((RunState.Succeeded, ""), (replay.State, replay.FirstDifference));

        var slower = await EndOf(await server.Scenarios.RunScenarioAsync(Request("mill", Experiment, Cooling("cooling", "200 's'")), cancellationToken: Token));
        Assert.Equal(80 * Math.Exp(-0.5), slower.Result.Arms[0].Kpis[0].Estimate.Mean, 1e-3);
        var compared = await server.Scenarios.CompareRunsAsync(new CompareRunsRequest { Names = { run.Name, slower.Name } }, cancellationToken: Token);
        Assert.Equal("modules", Assert.Single(compared.MadeOf).What);
    }

    [Fact]
    public async Task RunScenario_ModuleBesideThePlant_JoinsUnlessOneIsSentAlong()
    {
        var plant = TestPlants.Request("""
            apiVersion: twingrid/v1
            kind: Plant
            metadata: {name: kettles}
            spec: {}
            ---
            apiVersion: twingrid/v1
            kind: AssetType
            metadata: {name: kettle}
            spec:
              signals: [{id: temperature, unit: K}]
              behaviour: {modules: [{id: body, module: cooling}], live: [{state: body.excess, signal: temperature}]}
            ---
            apiVersion: twingrid/v1
            kind: Line
            metadata: {name: line}
            spec: {assets: [{id: kettle-1, type: kettle}]}
            """);
        plant.Files.Add(new SourceFile { Path = "modules/cooling.yaml", Content = Cooling("cooling", "100 's'") });
        await server.Definitions.ApplyDefinitionAsync(plant, cancellationToken: Token);
        var question = Experiment.Replace("model: {modules: [{id: body, module: cooling}]}", "plant: kettles", StringComparison.Ordinal).Replace("of: body.", "of: kettle-1.body.", StringComparison.Ordinal);
        var run = await EndOf(await server.Scenarios.RunScenarioAsync(Request("kettles", question), cancellationToken: Token));
        Assert.Equal((RunState.Succeeded, ""), (run.State, run.Error));
        Assert.Equal(80 * Math.Exp(-1), run.Result.Arms[0].Kpis[0].Estimate.Mean, 1e-3);
        var changed = await EndOf(await server.Scenarios.RunScenarioAsync(Request("kettles", question, Cooling("cooling", "200 's'")), cancellationToken: Token));
        Assert.Equal(80 * Math.Exp(-0.5), changed.Result.Arms[0].Kpis[0].Estimate.Mean, 1e-3);

        // From the plant as it is: no parts, so that 0.4 K stay 0.4 K.
        await server.PublishAsync("kettles", "kettle-1", ("temperature", server.NowNs, new Value { Number = 0.4 }));
        var live = await EndOf(await server.Scenarios.RunScenarioAsync(Request("kettles", question.Replace("horizon", "start: live\n  horizon", StringComparison.Ordinal)), cancellationToken: Token));
        Assert.Equal((RunState.Succeeded, ""), (live.State, live.Error));
        Assert.Equal(0.4 * Math.Exp(-1), live.Result.Arms[0].Kpis[0].Estimate.Mean, 1e-5);
    }

    [Fact]
    public async Task RunScenario_ModuleThatReplacesABuiltInOne_IsTakenWithAWarning()
    {
        var heated = Experiment.Replace("module: cooling", "module: heated-body", StringComparison.Ordinal);
        var run = await EndOf(await server.Scenarios.RunScenarioAsync(Request("mill", heated, Cooling("heated-body", "100 's'")), cancellationToken: Token));
        Assert.Equal((RunState.Succeeded, ""), (run.State, run.Error));
        Assert.Equal(80 * Math.Exp(-1), run.Result.Arms[0].Kpis[0].Estimate.Mean, 1e-3);
        Assert.Contains(run.Warnings, warning => warning.Contains("'heated-body' of the document takes the place", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunScenario_WrongModule_IsRefusedWithItsPlace()
    {
        var units = await Refusals.ExpectAsync("INVALID_DEFINITION", async () => await server.Scenarios.RunScenarioAsync(Request("mill", Experiment, Cooling("cooling", "100 'm'")), cancellationToken: Token));
        Assert.Equal("module.yaml", units.GetDetail<DefinitionErrors>().Diagnostics[0].File);
    }

    [Fact]
    public async Task RunScenario_FileThatAParameterNames_IsReadFromTheOrder()
    {
        const string Shop = """
            apiVersion: twingrid/v1
            kind: Experiment
            metadata: {name: shop}
            spec:
              model: {modules: [{id: shop, module: job-shop, parameters: {instance: two.txt}}]}
              horizon: 1h
              replications: 1
              arms: [{name: shop}]
              kpis: [{id: makespan, unit: s, of: shop.jobs.makespan}]
            """;

        // Two jobs that want the machines in the opposite order: 3 + 4 and 5 + 2.
        var request = Request("mill", Shop);
        await Refusals.ExpectAsync("INVALID_DEFINITION", async () => await server.Scenarios.RunScenarioAsync(request, cancellationToken: Token));
        request.Files.Add(new SourceFile { Path = "instances/two.txt", Content = "2 2\n0 3 1 4\n1 5 0 2\n" });
        var run = await EndOf(await server.Scenarios.RunScenarioAsync(request, cancellationToken: Token));
        Assert.Equal((RunState.Succeeded, ""), (run.State, run.Error));
        Assert.Equal(9, run.Result.Arms[0].Kpis[0].Estimate.Mean, 1e-9);
    }

    private const string Experiment = """
        apiVersion: twingrid/v1
        kind: Experiment
        metadata: {name: cup}
        spec:
          model: {modules: [{id: body, module: cooling}]}
          horizon: 100 s
          replications: 2
          arms: [{name: as-is}]
          kpis: [{id: excess, unit: K, of: body.excess.final}]
        """;

    private static string Cooling(string name, string timeConstant) => $$"""
        apiVersion: twingrid/v1
        kind: Module
        metadata: {name: {{name}}}
        spec:
          summary: A body that cools down to its surroundings
          variables: [{name: excess, unit: K, initial: 80}]
          equations: ["der(excess) = -excess / {{timeConstant}}"]
        """;

    private static RunScenarioRequest Request(string plant, params string[] documents)
    {
        var request = new RunScenarioRequest { Parent = $"plants/{plant}" };
        request.Files.AddRange(documents.Select((text, i) => new SourceFile { Path = i == 0 ? "question.yaml" : "module.yaml", Content = text }));
        return request;
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
