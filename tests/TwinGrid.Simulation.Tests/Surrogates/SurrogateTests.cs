using TwinGrid.Simulation.Experiments.Answers;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Experiments.Records;
using TwinGrid.Simulation.Experiments.Replications;
using TwinGrid.Simulation.Experiments.Runs;
using TwinGrid.Simulation.Reports;
using TwinGrid.Simulation.Tests.Hybrid;

namespace TwinGrid.Simulation.Tests.Surrogates;

/// <summary>Components that are computed by surrogates of their equations.</summary>
public sealed class SurrogateTests
{
    private const string WindingModel = """
        modules:
          - {id: arrivals, module: source, parameters: {interarrival: {exponential: {mean: 100s}}}}
          - {id: queue, module: buffer}
          - {id: press, module: machine, parameters: {service: {exponential: {mean: 60s}}}}
          - {id: out, module: sink}
          - {id: drive, module: lab-drive}
          - {id: winding, module: motor-winding, parameters: {cooling: 25, limit: 100}}
        connections:
          - {from: arrivals.out, to: queue.in}
          - {from: queue.out, to: press.in}
          - {from: press.out, to: out.in}
          - {from: press.running, to: drive.running}
          - {from: drive.current, to: winding.current}
        """;

    private static readonly string Drive = HybridLab.Module("lab-drive", """
        parameters: [{name: amps, unit: A, default: 40}]
        ports: [{name: running, unit: "1", direction: in}, {name: current, unit: A, direction: out}]
        equations: ["current = running * amps"]
        """);

    /// <summary>Two coupled linear states, the second one the lag of the first.</summary>
    private static readonly string Lag = HybridLab.Module("lab-lag", """
        parameters:
          - {name: gain, unit: "1", default: 1, tunable: true}
        ports:
          - {name: u, unit: "1", direction: in, default: 1}
          - {name: y, unit: "1", direction: out}
        variables:
          - {name: a, unit: "1", initial: 0}
          - {name: b, unit: "1", initial: 0}
        equations:
          - der(a) = (gain * u - a) / 20 's'
          - der(b) = (a - b) / 50 's'
          - y = b
        """);

    [Fact]
    public void Surrogate_OfLinearEquations_IsExactToTheSolversTolerance()
    {
        const double T = 137.3;
        var result = HybridLab.Run(Lag + LagExperiment("", T, "a=lag.a.final", "b=lag.b.final", "mean=lag.a.mean"));

        Assert.Equal(1 - Math.Exp(-T / 20), result.Kpis[0], 1e-7);
        Assert.Equal(1 - (((50 * Math.Exp(-T / 50)) - (20 * Math.Exp(-T / 20))) / 30), result.Kpis[1], 1e-7);
        Assert.Equal(1 - (20 * (1 - Math.Exp(-T / 20)) / T), result.Kpis[2], 1e-4);
    }

    [Fact]
    public void Surrogate_OfTheMotorWinding_KeepsToTheErrorThatItStates()
    {
        var plan = HybridLab.Plan(Winding("winding: surrogate"));
        var exact = HybridLab.Run(Winding("winding: equations"));
        var found = new ReplicationRunner(plan).Run(default, TestContext.Current.CancellationToken);

        var surrogate = plan.Arms[0].Model.Surrogates["winding"];
        Assert.InRange(surrogate.Accuracy.Greatest, 1e-6, 0.01);
        // The check is a sample of courses, no bound.
        var kelvin = 1.5 * surrogate.Accuracy.Greatest * 270;
        Assert.Equal(exact.Kpis[0], found.Kpis[0], kelvin);
        Assert.Equal(exact.Kpis[1], found.Kpis[1], kelvin);

        // Thresholds act on the surrogate as on the equations: the temperature passes 100 Cel, and below 90 Cel, as often.
        Assert.True(exact.Kpis[2] >= 3);
        Assert.Equal(exact.Kpis[2], found.Kpis[2]);
        Assert.Empty(found.Extrapolations);
    }

    [Fact]
    public void Surrogate_FedBeyondItsRange_WarnsInTheAnswer()
    {
        var plan = HybridLab.Plan(Winding("winding: {surrogate: {ranges: {current: {min: 0, max: 30 A}}}}"));
        var result = new ReplicationRunner(plan).Run(default, TestContext.Current.CancellationToken);
        var answer = ExperimentAnalysis.Analyse(plan, [[result]]);

        Assert.Contains(answer.Warnings, w => w.StartsWith("surrogate of winding extrapolated: current reached 40 A, it was made for 0 A to 30 A, in ", StringComparison.Ordinal));
        Assert.Contains(answer.Warnings, w => w.StartsWith("winding is computed by a surrogate of its equations (motor-winding@1), in steps of ", StringComparison.Ordinal));
    }

    [Fact]
    public void Checklist_OfARunWithASurrogate_TellsIt()
    {
        var plan = HybridLab.Plan(Winding("winding: surrogate"));
        var result = new ReplicationRunner(plan).Run(default, TestContext.Current.CancellationToken);
        var content = new ReportContent(plan, [[result]], ExperimentAnalysis.Analyse(plan, [[result]]), RunRecord.Of(plan, "", [[result]], false));

        var algorithms = StressChecklist.Of(content).Single(i => i.Title == "Algorithms");
        Assert.Contains(algorithms.Lines, l => l.Contains("winding is computed by a surrogate", StringComparison.Ordinal) && l.Contains("SHA-256", StringComparison.Ordinal));
        Assert.Contains("winding is computed by a surrogate", ExperimentReport.Html(content), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Run_WithASurrogate_HasOneDigestForAnyNumberOfWorkers(int workers)
    {
        var documents = Winding("winding: surrogate", replications: 6);
        var plan = HybridLab.Plan(documents);
        var run = new ExperimentRun(plan, speculation: workers);
        ExperimentExecutor.Execute(plan, run, workers, null, TestContext.Current.CancellationToken);
        var record = RunRecord.Of(plan, "", run.Results(), wasCut: false);

        var again = HybridLab.Plan(documents);
        Assert.Contains(record.Modules, m => m.StartsWith("surrogate of winding (motor-winding@1) ", StringComparison.Ordinal));
        Assert.Null(ReplayCheck.MadeOfOther(record, again, ""));
        var runner = new ReplicationRunner(again);
        Assert.Null(ReplayCheck.FirstDifference(record, again, [[.. Enumerable.Range(0, 6).Select(i => runner.Run(new ReplicationTask(0, i, 0), TestContext.Current.CancellationToken))]]));
    }

    [Theory]
    [InlineData("windin: surrogate", "fidelity.windin", "the model has no component 'windin'; did you mean 'winding'?")]
    [InlineData("press: surrogate", "fidelity.press", "machine is no module of equations")]
    [InlineData("drive: surrogate", "fidelity.drive", "lab-drive@1 has no state")]
    [InlineData("winding: {surrogate: {ranges: {curent: {min: 0, max: 1}}}}", "fidelity.winding", "no state, input or tunable parameter 'curent' that could have a range; did you mean 'current'?")]
    [InlineData("winding: {surrogate: {ranges: {current: {min: 5, max: 1}}}}", "fidelity.winding", "range of 'current': max 1 must be above min 5")]
    [InlineData("winding: {surrogate: {ranges: {current: {min: 0 V, max: 1 V}}}}", "fidelity.winding", "range of 'current'")]
    [InlineData("winding: {surrogate: {step: 2000s, degree: 1, tolerance: 0.1%, ranges: {current: {min: 0, max: 40}}}}", "fidelity.winding", "its state 'T' is up to ")]
    public void Compile_OfFidelity_FindsWhatCantBe(string fidelity, string path, string message)
    {
        var error = Assert.Single(HybridLab.Errors(Winding(fidelity)));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.EndsWith(path, error.Place.Path, StringComparison.Ordinal);
    }

    [Fact]
    public void Compile_WithoutARange_NamesStateAndWhatToWrite()
    {
        var error = Assert.Single(HybridLab.Errors(Lag + HybridLab.Experiment("modules: [{id: lag, module: lab-lag}]", 10, "fidelity: {lag: surrogate}", "a=lag.a.final")));
        Assert.Contains("the range of state 'a' is not known: write it under surrogate, ranges: {a: {min: ..., max: ...}}, in '1'", error.Message, StringComparison.Ordinal);
        Assert.Contains("state 'b'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compile_OfAComponentThatExchangesAFlow_Refuses()
    {
        var error = Assert.Single(HybridLab.Errors(HybridLab.Experiment(
            "modules: [{id: source, module: reservoir}, {id: line, module: pipe}, {id: tank, module: tank}]\nconnections: [{from: source.port, to: line.a}, {from: line.b, to: tank.inlet}]",
            10, "fidelity: {tank: surrogate}", "h=tank.h.final")));
        Assert.Contains("exchanges a flow with line.b, so that both have to be solved together", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compile_OfAComponentWhoseEventsMakeItsStateJump_Refuses()
    {
        var error = Assert.Single(HybridLab.Errors(HybridLab.Experiment("modules: [{id: tank, module: tank}]", 10, "fidelity: {tank: surrogate}", "h=tank.h.final")));
        Assert.Contains("event 'filled' of tank@1 makes a state jump", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Intervention_OnAParameterWithoutARange_IsRefused_AndWithOneActs()
    {
        const string Change = "interventions: [{at: 50, set: {lag.gain: 3}}]";
        var error = Assert.Single(HybridLab.Errors(Lag + LagExperiment(Change, 100, "a=lag.a.final")));
        Assert.Contains("'gain' of lag can't change while the model runs", error.Message, StringComparison.Ordinal);

        var result = HybridLab.Run(Lag + LagExperiment(Change, 100, "a=lag.a.final").Replace("b: {min: 0, max: 4}", "b: {min: 0, max: 4}, gain: {min: 0, max: 4}", StringComparison.Ordinal));
        var before = 1 - Math.Exp(-2.5);
        Assert.Equal(3 + ((before - 3) * Math.Exp(-2.5)), result.Kpis[0], 1e-6);
    }

    [Fact]
    public void Surrogate_InALoopWithEquations_MeetsThemAtItsSteps()
    {
        // A thermostat that stays as equations, around a body that is computed by a surrogate.
        string Document(string fidelity) => HybridLab.Experiment(
            """
            modules:
              - {id: control, module: thermostat, parameters: {target: 60, band: 10}}
              - {id: body, module: heated-body, parameters: {capacity: 10, conductance: 5, heating: 1}}
            connections: [{from: body.temperature, to: control.measured}, {from: control.on, to: body.on}]
            """,
            20_000, $"fidelity: {{body: {fidelity}}}", "mean=body.T.mean", "energy=body.energy.final", "min=body.T.min");
        var exact = HybridLab.Run(Document("equations"));
        var found = HybridLab.Run(Document("{surrogate: {step: 20s}}"));

        Assert.Equal(exact.Kpis[0], found.Kpis[0], 0.5);
        Assert.Equal(exact.Kpis[1], found.Kpis[1], 0.02 * exact.Kpis[1]);
        Assert.Equal(20, found.Kpis[2], 1e-9);

        // At most 1 kW into 10 kJ/K for 20 s.
        var movement = Assert.Single(found.Movements);
        Assert.Equal(("temperature", true, "K"), (movement.Port, movement.IsOutput, movement.Unit));
        Assert.InRange(movement.Greatest, 1, 2);
        var error = Assert.Single(HybridLab.Errors(Document("surrogate")));
        Assert.Contains("it exchanges signals that move with other equations (control.measured), which happens at its steps only", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Surrogate_WithFastStates_BeginsShortAfterJumps()
    {
        var stiff = HybridLab.Module("lab-stiff", """
            ports: [{name: u, unit: "1", direction: in, default: 0}]
            variables:
              - {name: fast, unit: "1", initial: 0, min: 0, max: 1}
              - {name: slow, unit: "1", initial: 0, min: 0, max: 1}
            equations:
              - der(fast) = (u - fast) / 1 's'
              - der(slow) = (fast ^ 2 - slow) / 1000 's'
            surrogate:
              ranges: {u: {min: 0, max: 1}}
            """);
        const string Model = """
            modules:
              - {id: calendar, module: source, parameters: {interarrival: 500s}}
              - {id: queue, module: buffer}
              - {id: press, module: machine, parameters: {service: 200s}}
              - {id: out, module: sink}
              - {id: plant, module: lab-stiff}
            connections:
              - {from: calendar.out, to: queue.in}
              - {from: queue.out, to: press.in}
              - {from: press.out, to: out.in}
              - {from: press.running, to: plant.u}
            """;
        string Document(string fidelity) => stiff + HybridLab.Experiment(Model, 20_000, $"fidelity: {{plant: {fidelity}}}", "slow=plant.slow.final", "fast=plant.fast.mean");
        var plan = HybridLab.Plan(Document("surrogate"));
        var found = new ReplicationRunner(plan).Run(default, TestContext.Current.CancellationToken);
        var exact = HybridLab.Run(Document("equations"));

        var map = plan.Arms[0].Model.Surrogates["plant"].Map;
        Assert.True(map.StepSeconds >= 50 && map.Shortest >= 2, FormattableString.Invariant($"{map.StepSeconds} s, {map.Shortest}"));
        Assert.Equal(exact.Kpis[0], found.Kpis[0], 0.01);
        Assert.Equal(exact.Kpis[1], found.Kpis[1], 0.01);
    }

    private static string LagExperiment(string more, double horizonSeconds, params string[] kpis) => HybridLab.Experiment(
        "modules: [{id: lag, module: lab-lag}]", horizonSeconds, $"{more}\nfidelity: {{lag: {{surrogate: {{ranges: {{a: {{min: 0, max: 4}}, b: {{min: 0, max: 4}}}}}}}}}}".TrimStart(), kpis);

    private static string Winding(string fidelity, int replications = 1) =>
        Drive + HybridLab.Experiment(WindingModel, 28_800, $"fidelity: {{{fidelity}}}", "mean=winding.T.mean", "max=winding.T.max", "overheated=winding.overheated.total")
            .Replace("replications: 1\n", FormattableString.Invariant($"replications: {replications}\n"), StringComparison.Ordinal);
}
