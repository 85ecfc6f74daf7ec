using System.Collections.Immutable;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Answers;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Experiments.Replications;
using TwinGrid.Simulation.Experiments.Runs;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Tests.Experiments;

/// <summary>Documents about one station.</summary>
internal static class TestExperiments
{
    public static readonly ModuleCatalog Catalog = ModuleCatalog.Empty.With(new TestStationModule());

    public static ExperimentDocument TwoArms(double horizonSeconds = 200, int replications = 20) => new()
    {
        Name = "station",
        HorizonSeconds = horizonSeconds,
        Replications = ReplicationPlan.Fixed(replications),
        Model = new Assembly { Modules = [new ModuleUse("station", "test-station", null, ImmutableSortedDictionary<string, ParameterValue>.Empty)] },
        Kpis = [new ExperimentKpi { Id = "wait", Of = "station.wait", Unit = "s" }, new ExperimentKpi { Id = "served", Of = "station.served.total", Unit = "1" }],
        Arms = [new Arm { Name = "slow" }, new Arm { Name = "fast", Set = Settings(("station.rate", new NumberValue(0.3))) }],
    };

    public static ImmutableSortedDictionary<string, ParameterValue> Settings(params (string Path, ParameterValue Value)[] settings) =>
        settings.ToImmutableSortedDictionary(s => s.Path, s => s.Value, StringComparer.Ordinal);

    public static ExperimentPlan Plan(ExperimentDocument document)
    {
        var result = ExperimentCompiler.Compile(document, null, Catalog, StartState.Empty);
        Assert.Empty(result.Errors);
        return result.Plan!;
    }

    public static IReadOnlyList<ModelError> Errors(ExperimentDocument document) => ExperimentCompiler.Compile(document, null, Catalog, StartState.Empty).Errors;

    public static (ExperimentRun Run, IReadOnlyList<IReadOnlyList<ReplicationResult>> Results) Execute(ExperimentPlan plan, int workers, IReadOnlyList<int>? replications = null)
    {
        var run = new ExperimentRun(plan, replications);
        ExperimentExecutor.Execute(plan, run, workers, null, TestContext.Current.CancellationToken);
        Assert.Null(run.Failure);
        return (run, run.Results());
    }

    public static ExperimentAnswer Answer(ExperimentDocument document, int workers = 1)
    {
        var plan = Plan(document);
        return ExperimentAnalysis.Analyse(plan, Execute(plan, workers).Results);
    }

    /// <summary>Twelve draws of a rate that decides nearly everything.</summary>
    public static ExperimentDocument UncertainRate(ExperimentDocument document)
    {
        var law = new MapValue([KeyValuePair.Create<string, ParameterValue>("uniform", new MapValue(
            [KeyValuePair.Create<string, ParameterValue>("min", new NumberValue(0.1)), KeyValuePair.Create<string, ParameterValue>("max", new NumberValue(0.7))]))]);
        return document with { Uncertainty = new UncertaintyPlan { Draws = 12, Parameters = [new UncertainParameter("station.rate", law)] } };
    }
}
