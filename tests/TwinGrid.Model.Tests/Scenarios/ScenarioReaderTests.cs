using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Scenarios;
using TwinGrid.Model.Tests.Definitions;
using TwinGrid.Testing;

namespace TwinGrid.Model.Tests.Scenarios;

public sealed class ScenarioReaderTests
{
    internal const string Everything =
        """
        question: >
          What does a second night crew do?
        clock: {tick: 1ms}
        start: {from: empty}
        warmUp: 2h
        replications: {initial: 10, increment: 5, max: 200, halfWidth: {kpi: throughput, absolute: "60 '/h'", compare: [two-crews, baseline]}}
        level: 90%
        seed: 42
        commonRandomNumbers: false
        set: {service.repair: 5 min}
        interventions: [{name: surge, at: 2d, until: 3d, every: 7d, set: {arrival.rate: 1.6}}]
        hypotheses: [{kpi: throughput, compare: [two-crews, baseline], alternative: greater, minimumEffect: "1 '/min'", alpha: 0.01, power: 0.9}]
        correction: benjamini-hochberg
        guards: [{kpi: throughput, margin: 5}, {kpi: wait, atMost: 1 min}]
        uncertainty: {draws: 30, parameters: [{path: arrival.rate, distribution: {normal: {mean: 0.8, sd: 0.05}}}]}
        sensitivity: {kpis: [wait], samples: 64, replications: 4, arm: two-crews, factors: [{path: arrival.rate, low: 0.5, high: 0.9}]}
        solver: {relativeTolerance: 1e-8, absoluteTolerance: 1e-12, method: stiff, maxStep: 1s}
        fidelity: {service: surrogate}
        budget: {wallClock: 10m, replications: 2000, events: 1e6}
        acceptance: [{kpi: wait, arm: two-crews, atMost: 30, probability: 95%}]
        outputs: {gantt: false}
        """;

    [Fact]
    public void Read_EveryKeyGiven_LeavesNoDefaultButThoseOfParts()
    {
        var document = Experiments.One(Experiments.With(Everything));

        Assert.Equal("What does a second night crew do?", document.Question);
        Assert.Equal(1e-3, document.TickSeconds);
        Assert.Equal(14 * 86_400, document.HorizonSeconds);
        Assert.Equal(new WarmUpRule(WarmUpMethod.Given, 7_200), document.WarmUp);
        Assert.Equal((10, 5, 200), (document.Replications.Initial, document.Replications.Increment, document.Replications.Max));
        Assert.Equal(new HalfWidthRule("throughput", new ArmPair("two-crews", "baseline"), 60, null), Assert.Single(document.Replications.HalfWidths));
        Assert.Equal(0.9, document.Level, 15);
        Assert.Equal(42ul, document.Seed);
        Assert.False(document.CommonRandomNumbers);
        Assert.Equal(new NumberValue(5, "min"), document.Set["service.repair"]);
        var surge = Assert.Single(document.Interventions);
        Assert.Equal(("surge", 172_800, 259_200, 604_800), (surge.Name, surge.AtSeconds, surge.UntilSeconds, surge.EverySeconds));
        Assert.Equal(
            new Hypothesis { Kpi = "throughput", Compare = new("two-crews", "baseline"), Alternative = Alternative.Greater, MinimumEffect = 60, Alpha = 0.01, Power = 0.9 },
            Assert.Single(document.Hypotheses));
        Assert.Equal(MultipleTestCorrection.BenjaminiHochberg, document.Correction);
        Assert.Equal(
            [new Guard { Kpi = "throughput", Margin = 5, Against = "baseline" }, new Guard { Kpi = "wait", AtMost = 60 }], document.Guards);
        Assert.Equal(30, document.Uncertainty!.Draws);
        Assert.Equal("normal", ((MapValue)document.Uncertainty.Parameters[0].Distribution).Entries[0].Key);
        Assert.Equal(("two-crews", 64, 4), (document.Sensitivity!.Arm, document.Sensitivity.Samples, document.Sensitivity.Replications));
        Assert.Equal((new NumberValue(0.5), new NumberValue(0.9)), (document.Sensitivity.Factors[0].Low, document.Sensitivity.Factors[0].High));
        Assert.Equal(new SolverSettings { RelativeTolerance = 1e-8, AbsoluteTolerance = 1e-12, Method = SolverMethod.Stiff, MaxStepSeconds = 1 }, document.Solver);
        Assert.Equal(Fidelity.Surrogate, document.Fidelity["service"].Kind);
        Assert.Equal(new RunBudget { WallClock = TimeSpan.FromMinutes(10), Replications = 2_000, Events = 1_000_000 }, document.Budget);
        Assert.Equal(new AcceptanceRule { Kpi = "wait", Arm = "two-crews", AtMost = 30, Probability = 0.95 }, Assert.Single(document.Acceptance));
        Assert.Equal(new OutputSettings { Gantt = false }, document.Outputs);
        Assert.Equal(
            [
                "spec.analysis", "spec.kpis[0].estimator", "spec.kpis[1].estimator", "spec.kpis[1].direction", "spec.guards[0].against", "spec.guards[0].alpha",
                "spec.guards[1].alpha",
            ],
            document.Defaults.Select(d => d.Path));
    }

    [Fact]
    public void Read_LeastDocument_FillsInAndListsEveryDefault()
    {
        var document = Experiments.One("horizon: 100\nmodel: {modules: [{id: q, module: machine}]}\nkpis: [wait]");

        Assert.Equal(100, document.HorizonSeconds);
        Assert.Equal([ExperimentDocument.Baseline], document.Arms.Select(a => a.Name));
        Assert.Equal(("wait", "wait", null, KpiEstimator.Mean), (document.Kpis[0].Id, document.Kpis[0].Of, document.Kpis[0].Unit, document.Kpis[0].Estimator));
        Assert.Equal(20, document.Replications.Max);
        Assert.False(document.Replications.IsSequential);
        Assert.Equal(
            [
                ("spec.analysis", "terminating"), ("spec.clock.tick", "1us"), ("spec.start.from", "empty"), ("spec.warmUp", "0s"), ("spec.level", "0.95"), ("spec.seed", "1"),
                ("spec.commonRandomNumbers", "true"), ("spec.kpis[0].of", "wait"), ("spec.kpis[0].unit", "as it comes"), ("spec.kpis[0].estimator", "mean"),
                ("spec.kpis[0].direction", "none"), ("spec.arms", "[{name: baseline}]"), ("spec.replications", "20"), ("spec.solver.method", "auto"),
                ("spec.solver.relativeTolerance", "1E-06"), ("spec.solver.absoluteTolerance", "1E-09"), ("spec.budget.wallClock", "unlimited"),
                ("spec.budget.replications", "unlimited"), ("spec.budget.events", "1e9"), ("spec.outputs.gantt", "true"),
            ],
            document.Defaults.Select(d => (d.Path, d.Value)));
        Assert.All(document.Defaults, d => Assert.NotEmpty(d.Meaning));
    }

    [Fact]
    public void Read_SteadyState_IsOneLongRunInBatches()
    {
        var document = Experiments.One(Experiments.With("analysis: steady-state"));

        Assert.True(document.UsesBatchMeans);
        Assert.Equal((1, 20, WarmUpRule.Mser5), (document.Replications.Max, document.Batches, document.WarmUp));
        Assert.False(Experiments.One(Experiments.With("analysis: steady-state\nreplications: 10")).UsesBatchMeans);
        // One replication of each draw: several of them, that differ in the parameters.
        var uncertain = Experiments.One(Experiments.With("analysis: steady-state\nuncertainty: {parameters: [{path: arrival.rate, distribution: {uniform: {min: 0.5, max: 0.7}}}]}"));
        Assert.Equal((1, false), (uncertain.Replications.Max, uncertain.UsesBatchMeans));
    }

    [Fact]
    public void Read_Scenario_HasAnArmWithoutTheChange()
    {
        var document = Experiments.One(
            Experiments.With("set: {servers: 2}\ninterventions: [{at: 1d, set: {arrival.rate: 2}}]", "arms"), "Scenario");

        Assert.Equal(ExperimentKind.Scenario, document.Kind);
        Assert.Equal(["baseline", "queue"], document.Arms.Select(a => a.Name));
        Assert.Empty(document.SettingsOf(document.Arms[0]));
        Assert.Equal(new NumberValue(2), document.SettingsOf(document.Arms[1])["servers"]);
        Assert.Equal("intervention-1", Assert.Single(document.InterventionsOf(document.Arms[1])).Name);
    }

    [Fact]
    public void Read_ScenarioWithoutChange_HasOneArm() =>
        Assert.Equal(["baseline"], Experiments.One("horizon: 100\nmodel: {modules: [{id: q, module: machine}]}\nkpis: [wait]", "Scenario").Arms.Select(a => a.Name));

    [Fact]
    public void SettingsOf_PathOfArmAndOfAll_IsTheArms()
    {
        var document = Experiments.One(Experiments.With("set: {servers: 3, service.repair: 1h}"));

        Assert.Equal(new NumberValue(3), document.SettingsOf(document.Arms[0])["servers"]);
        Assert.Equal(new NumberValue(2), document.SettingsOf(document.Arms[1])["servers"]);
        Assert.Equal(new NumberValue(3_600, "s"), document.SettingsOf(document.Arms[1])["service.repair"]);
    }

    [Fact]
    public void Read_Design_MakesTheArms()
    {
        var document = Experiments.One(
            Experiments.With("factors: [{path: servers, levels: [1, 2, 3]}, {path: arrival.rate, low: 0.5, high: 0.9}]", "arms"));

        Assert.Empty(document.Arms);
        Assert.Equal(DesignKind.Full, document.Design!.Kind);
        Assert.Equal([new NumberValue(1), new NumberValue(2), new NumberValue(3)], document.Design.Factors[0].Levels);
        Assert.Equal([new NumberValue(0.5), new NumberValue(0.9)], document.Design.Factors[1].Levels);
    }

    [Fact]
    public void Read_LatinHypercube_HasRangesAndPoints()
    {
        var document = Experiments.One(
            Experiments.With("design: latin-hypercube\nfactors: [{path: servers, low: 1, high: 9, integer: true}, {path: arrival.rate, low: 0.5, high: 0.9}]", "arms"));

        Assert.Equal(20, document.Design!.Points);
        Assert.Equal((new NumberValue(1), new NumberValue(9), true), (document.Design.Factors[0].Low, document.Design.Factors[0].High, document.Design.Factors[0].IsInteger));
        Assert.Empty(document.Design.Factors[0].Levels);
    }

    [Fact]
    public void Read_Selection_TakesThePlaceOfReplications()
    {
        var document = Experiments.One(Experiments.With("select: {kpi: throughput, indifference: 1, initial: 15}"));

        Assert.Equal(new SelectionPlan { Kpi = "throughput", Indifference = 1, Initial = 15 }, document.Selection);
        Assert.Equal((15, 100_000, false), (document.Replications.Initial, document.Replications.Max, document.Replications.IsSequential));
    }

    [Theory]
    [InlineData("mean", EstimatorKind.Mean, 0)]
    [InlineData("median", EstimatorKind.Quantile, 0.5)]
    [InlineData("{quantile: 90%}", EstimatorKind.Quantile, 0.9)]
    [InlineData("{above: 2 min}", EstimatorKind.Above, 120)]
    [InlineData("{below: 5}", EstimatorKind.Below, 5)]
    public void Read_Estimator_IsInTheUnitOfTheKpi(string estimator, EstimatorKind kind, double argument) =>
        Assert.Equal(new KpiEstimator(kind, argument), Experiments.One(Experiments.With($"kpis: [{{id: wait, unit: s, estimator: {estimator}}}]")).Kpis[0].Estimator);

    [Fact]
    public void Read_PlantBesideTheDocument_IsTheModel()
    {
        var files = Repository.SampleFiles("bottling-line").Append(
            ("night.yaml", Experiments.Experiment("horizon: 14d\nstart: live\nkpis: [{id: good, of: line-1.good}]\nset: {filler-1.speed: 5}", "Scenario", "night")));

        var result = ScenarioReader.Read([.. files]);

        Assert.True(result.IsUsable, string.Join('\n', result.Diagnostics));
        Assert.Equal("bottling", result.Plant!.Id);
        Assert.Equal("bottling", result.Documents[0].Plant);
        Assert.Contains(result.Documents[0].Defaults, d => d is { Path: "spec.plant", Value: "bottling" });
        Assert.Equal((StartKind.Live, true), (result.Documents[0].Start.From, result.Documents[0].Start.StateUncertainty));
    }

    [Fact]
    public void Read_PlantNotAtHand_LeavesPathsToTheModel()
    {
        var document = Experiments.One("plant: bottling\nlines: [line-2, line-1]\nhorizon: 8h\nstart: {from: live, at: 2025-03-01T07:00:00+01:00}\nkpis: [good]\nset: {filler-1.speed: 5}");

        Assert.Equal(["line-1", "line-2"], document.Lines);
        Assert.Equal(new DateTimeOffset(2025, 3, 1, 6, 0, 0, TimeSpan.Zero), document.Start.At);
    }

    [Fact]
    public void Read_SeveralDocuments_AreAllRead()
    {
        var spec = Experiments.TwoArms;

        var module = "apiVersion: twingrid/v1\nkind: Module\nmetadata: {name: decay}\nspec: {variables: [{name: x, unit: m, initial: 1}], equations: [\"der(x) = -x / 5 's'\"]}\n";

        var result = Experiments.Read(Experiments.Experiment(spec, name: "b"), Experiments.Experiment(spec, name: "a"), module);

        Assert.Empty(result.Diagnostics);
        Assert.Equal(["b", "a"], result.Documents.Select(d => d.Name));
        Assert.Equal(["decay"], result.Modules.Select(m => m.Definition.Name));
    }

    [Fact]
    public void Read_Definitions_PassScenariosOver()
    {
        var plant = Documents.Read(Documents.Plant, Experiments.Experiment("horizon: wrong"), "apiVersion: twingrid/v1\nkind: Module\nmetadata: {name: m}\nspec: {any: thing}\n");

        Assert.Empty(plant.Diagnostics);
        Assert.NotNull(plant.Definition);
    }
}
