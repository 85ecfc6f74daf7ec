using System.Diagnostics;
using TwinGrid.V1;

namespace TwinGrid.Benchmarks.Scenarios;

/// <summary>A run that goes on for as long as something else is measured, and takes all the processors that it gets.</summary>
internal sealed class FlatOutRun
{
    private const string Station = """
        apiVersion: twingrid/v1
        kind: Experiment
        metadata: {name: station}
        spec:
          model: {modules: [{id: station, module: test-station}]}
          horizon: 20000 s
          replications: 10000000
          arms: [{name: slow}, {name: fast, set: {station.rate: 0.8}}]
          kpis: [{id: wait, unit: s, of: station.wait}]
        """;

    private readonly ScenarioService.ScenarioServiceClient scenarios;
    private readonly string name;
    private readonly ulong before;
    private readonly Stopwatch watch = Stopwatch.StartNew();

    private FlatOutRun(ScenarioService.ScenarioServiceClient scenarios, Run run)
    {
        this.scenarios = scenarios;
        name = run.Name;
        before = run.Progress.Events;
    }

    /// <summary>Starts one; returns when replications are done.</summary>
    public static async Task<FlatOutRun> StartAsync(ScenarioService.ScenarioServiceClient scenarios, CancellationToken cancellationToken)
    {
        var run = await scenarios.RunScenarioAsync(
            new RunScenarioRequest { Parent = "plants/bench", Files = { new SourceFile { Path = "station.yaml", Content = Station } } }, cancellationToken: cancellationToken);
        while (run.Progress.Events == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
            run = await scenarios.GetRunAsync(new GetRunRequest { Name = run.Name }, cancellationToken: cancellationToken);
        }

        return new FlatOutRun(scenarios, run);
    }

    /// <summary>Ends it; returns its events per second.</summary>
    public async Task<double> EndAsync(CancellationToken cancellationToken)
    {
        var seconds = watch.Elapsed.TotalSeconds;
        var run = await scenarios.GetRunAsync(new GetRunRequest { Name = name }, cancellationToken: cancellationToken);
        await scenarios.CancelRunAsync(new CancelRunRequest { Name = name }, cancellationToken: cancellationToken);
        return (run.Progress.Events - before) / seconds;
    }
}
