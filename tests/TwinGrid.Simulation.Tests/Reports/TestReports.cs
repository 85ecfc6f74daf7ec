using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Answers;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Experiments.Records;
using TwinGrid.Simulation.Experiments.Runs;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Reports;
using TwinGrid.Simulation.Tests.Experiments;

namespace TwinGrid.Simulation.Tests.Reports;

/// <summary>Reports of a small line.</summary>
internal static class TestReports
{
    public const string Line = """
        apiVersion: twingrid/v1
        kind: Experiment
        metadata:
          name: line
        spec:
          question: Does a larger buffer pay?
          model:
            parameters:
              size: 1
              pace: {default: 1, unit: s}
            modules:
              - {id: arrivals, module: source, parameters: {interarrival: {exponential: {mean: 1.2s}}}}
              - {id: filler, module: machine, parameters: {service: {exponential: {mean: pace}}}}
              - {id: between, module: buffer, parameters: {capacity: size}}
              - {id: packer, module: machine, parameters: {servers: 2, service: {exponential: {mean: 1.6s}}}}
              - {id: leaving, module: sink}
            connections:
              - {from: arrivals.out, to: filler.in}
              - {from: filler.out, to: between.in}
              - {from: between.out, to: packer.in}
              - {from: packer.out, to: leaving.in}
          horizon: 3 min
          replications: 20
          arms:
            - {name: small}
            - name: large
              set: {size: 5}
              interventions: [{name: rush, at: 1 min, set: {arrivals.rate: 1.2}}]
          kpis:
            - {id: output, unit: /h, of: leaving.throughput, direction: maximise}
            - {id: wait, unit: s, of: between.wait, direction: minimise}
          hypotheses:
            - {kpi: output, alternative: greater, minimumEffect: 5}
          guards:
            - {kpi: wait, margin: 1 s}
          acceptance:
            - {kpi: output, atLeast: 100, probability: 75%}
          uncertainty:
            draws: 4
            parameters: [{path: pace, distribution: {uniform: {min: 0.9, max: 1.1}}}]
          sensitivity:
            kpis: [output]
            samples: 16
            factors:
              - {path: pace, low: 0.8, high: 1.2}
        """;

    public static ExperimentPlan Plan(string yaml)
    {
        var read = ScenarioReader.Read([("line.yaml", yaml)]);
        Assert.Empty(read.Diagnostics.Select(d => d.ToString()));
        var compiled = ExperimentCompiler.Compile(read.Documents[0], null, BuiltInModules.Catalog, StartState.Empty);
        Assert.Empty(compiled.Errors.Select(e => e.Message));
        return compiled.Plan!;
    }

    public static ReportContent Content(ExperimentPlan plan)
    {
        var (run, results) = TestExperiments.Execute(plan, 1);
        var points = plan.Sensitivity is null ? null : SensitivityExecutor.Execute(plan, 1, null, TestContext.Current.CancellationToken);
        return new ReportContent(plan, results, ExperimentAnalysis.Analyse(plan, results, points), RunRecord.Of(plan, "", results, run.WasCut)) { Origin = "in a test", Seconds = 1.5 };
    }
}
