using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Answers;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Flow.Parts;
using TwinGrid.Simulation.Hybrid;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Tests.Samples;

namespace TwinGrid.Simulation.Tests.Experiments;

/// <summary>One mistake at a time in a document that works: each ends with a message that says what to change, by whatever step finds it, and none hangs or fills the memory.</summary>
public sealed class ClumsyDocumentTests
{
    private const string Document = """
        apiVersion: twingrid/v1
        kind: Experiment
        metadata: {name: queue}
        spec:
          model:
            parameters:
              servers: 1
              rate: {default: 0.8, unit: /s, range: {min: 0, max: 100}}
            modules:
              - {id: arrivals, module: source, parameters: {interarrival: {exponential: {mean: 1 / rate}}}}
              - {id: queue, module: buffer, parameters: {capacity: 1000}}
              - {id: service, module: machine, parameters: {servers: servers, service: {exponential: {mean: 1s}}}}
              - {id: leaving, module: sink}
            connections:
              - {from: arrivals.out, to: queue.in}
              - {from: queue.out, to: service.in}
              - {from: service.out, to: leaving.in}
          horizon: 1h
          warmUp: 10 min
          replications: 2
          arms:
            - {name: one}
            - {name: two, set: {servers: 2}}
          kpis:
            - {id: wait, unit: s, of: queue.wait, direction: minimise}
          hypotheses:
            - {kpi: wait, compare: [two, one], alternative: less, minimumEffect: 1 s}
        """;

    private const string Arms = "  arms:\n    - {name: one}\n    - {name: two, set: {servers: 2}}\n";
    private const string Compare = "compare: [two, one], ";

    [Fact]
    public void Document_AsItIs_IsAnswered() => Assert.Equal("", Outcome(Document));

    [Theory]
    [InlineData("horizon: 1h", "horizont: 1h", "unknown key 'horizont'; did you mean 'horizon'?")]
    [InlineData("horizon: 1h", "horizon: -1h", "a time above 0 is expected, not -3600 s")]
    [InlineData("horizon: 1h", "horizon: 0h", "a time above 0")]
    [InlineData("horizon: 1h", "horizon: 365000000d", "'365000000d' is too long a time: at most 36500d")]
    [InlineData("horizon: 1h", "horizon: 1e300", "take a longer tick (clock.tick)")]
    [InlineData("horizon: 1h", "horizon: 5 m", "minutes are written 'min'")]
    [InlineData("horizon: 1h", "horizon: 1h\n  horizon: 2h", "key 'horizon' is given twice, first on line")]
    [InlineData("horizon: 1h", "horizon: 1h\n  start: live", "a start from live needs a plant")]
    [InlineData("horizon: 1h", "horizon: 1h\n  clock: {tick: 0s}", "a time above 0 is expected")]
    [InlineData("horizon: 1h", "horizon: 1h\n  level: 95", "95 percent is written 95% or 0.95")]
    [InlineData("horizon: 1h", "horizon: 1h\n  seed: -1", "a whole number from 0")]
    [InlineData("horizon: 1h", "horizon: 1h\n  budget: {wallClock: -5s}", "a time above 0 is expected, not -5 s")]
    [InlineData("warmUp: 10 min", "warmUp: 2h", "a warm-up of 7200 s leaves nothing of a run of 3600 s")]
    [InlineData("warmUp: 10 min", "warmUp: -5 min", "a time of 0 or more")]
    [InlineData("warmUp: 10 min", "warmUp: mser5", "take analysis: steady-state")]
    [InlineData("replications: 2", "replications: 0", "a whole number from 1 to 10000000")]
    [InlineData("replications: 2", "replications: 1000000000", "a whole number from 1 to 10000000")]
    [InlineData("replications: 2", "replications: {halfWidth: {kpi: wait, absolute: 0}}", "a number above 0 is expected")]
    [InlineData("replications: 2", "replications: 2\n  select: {kpi: wait, indifference: 1 s}", "give either replications or select")]
    public void Run_HowLongAndHowOften_IsSaid(string right, string wrong, string message) => AssertSaid(Document.Replace(right, wrong, StringComparison.Ordinal), message);

    [Theory]
    [InlineData("of: queue.wait", "of: queue.wiat", "did you mean 'queue.wait'?")]
    [InlineData("of: queue.wait", "of: qeue.wait", "did you mean 'queue.wait'?")]
    [InlineData("of: queue.wait", "of: queue.wait.avg", "there are mean, min, max, final")]
    [InlineData("unit: s, of", "unit: sec, of", "did you mean 's'?")]
    [InlineData("of: queue.wait", "expression: queue.wait + queue.level", "a quantity in s and a plain number don't go together")]
    [InlineData("of: queue.wait", "of: queue.wait, estimator: {quantile: 95}", "95 percent is written 95% or 0.95")]
    [InlineData("direction: minimise", "direction: down", "(allowed: none, maximise, minimise)")]
    [InlineData("compare: [two, one]", "compare: [tow, one]", "did you mean 'two'?")]
    [InlineData("compare: [two, one]", "compare: [two, two]", "'two' is compared with itself")]
    [InlineData("minimumEffect: 1 s", "minimumEffect: 1 kg", "1 'kg' can't be given in 's'")]
    [InlineData("  hypotheses:", "  guards:\n    - {kpi: wait, atMost: 3 kg}\n  hypotheses:", "3 'kg' can't be given in 's'")]
    [InlineData("  hypotheses:", "  sensitivity:\n    factors: [{path: queue.dispatch, low: 1, high: 2}]\n  hypotheses:", "queue.dispatch")]
    [InlineData("  hypotheses:", "  uncertainty:\n    draws: 0\n    parameters: [{path: rate, distribution: {uniform: {min: 0.1, max: 0.2}}}]\n  hypotheses:", "from 2 to 10000")]
    [InlineData("  hypotheses:", "  uncertainty:\n    draws: 5\n    parameters: [{path: rate, distribution: {uniform: {min: -5, max: -4}}}]\n  hypotheses:", "0 to 100 is expected")]
    [InlineData("  hypotheses:", "  uncertainty:\n    draws: 5\n    parameters: [{path: rate, distribution: {uniform: {min: 0.1, max: 300}}}]\n  hypotheses:", "uncertain parameter 'rate' comes to 297.001 /s")]
    [InlineData("  hypotheses:", "  sensitivity:\n    factors: [{path: rate, low: 0.1, high: 500}]\n  hypotheses:", "factor 'rate' comes to 495.001 /s: parameter 'rate': 495.001 /s: 0 to 100 is expected")]
    [InlineData("  hypotheses:", "  sensitivity:\n    factors: [{path: servers, low: 1, high: 4}]\n  hypotheses:", "a whole number is expected")]
    [InlineData(Arms, "  factors:\n    - {path: servers, levels: [1]}\n", "at least two levels are expected, not 1")]
    [InlineData(Arms, "  factors:\n    - {path: srvers, levels: [1, 2]}\n", "did you mean 'servers'?")]
    [InlineData("{name: two,", "{name: one,", "arm 'one' is already defined")]
    [InlineData("set: {servers: 2}", "set: {rate: 1000}", "outside the range of 0 to 100 /s")]
    [InlineData("set: {servers: 2}", "set: {servers: 1e12}", "1 to 100000 is expected")]
    [InlineData("set: {servers: 2}", "set: {servers: two}", "unknown name 'two'")]
    public void Run_WhatIsAsked_IsSaid(string right, string wrong, string message) =>
        AssertSaid(Document.Replace(right, wrong, StringComparison.Ordinal).Replace(right == Arms ? Compare : "?", "", StringComparison.Ordinal), message);

    [Theory]
    [InlineData("{at: 2h, set: {service.servers: 2}}", "comes at 7200 s, when the run of 3600 s is over")]
    [InlineData("{at: -1h, set: {service.servers: 2}}", "a time of 0 or more")]
    [InlineData("{at: 30 min, until: 10 min, set: {service.servers: 2}}", "not after its beginning")]
    [InlineData("{at: 30 min, every: 0s, set: {service.servers: 2}}", "a time above 0")]
    [InlineData("{at: 30 min, every: 1e-9 s, set: {service.servers: 2}}", "less than a tick of 1E-06 s (clock.tick)")]
    [InlineData("{at: 30 min, set: {queue.dispatch: edd}}", "can't change while the model runs; of queue capacity can")]
    public void Run_Interventions_AreSaid(string intervention, string message) =>
        AssertSaid(Document.Replace("  kpis:", $"  interventions: [{intervention}]\n  kpis:", StringComparison.Ordinal), message);

    [Theory]
    [InlineData("module: buffer", "module: bufer", "no module 'bufer'; did you mean 'buffer'?")]
    [InlineData("capacity: 1000", "capasity: 3", "did you mean 'capacity'?")]
    [InlineData("capacity: 1000", "capacity: -1", "0 to 1000000000 is expected")]
    [InlineData("capacity: 1000", "capacity: 2.5", "a whole number is expected")]
    [InlineData("capacity: 1000", "dispatch: expression", "needs the parameter 'expression'")]
    [InlineData("mean: 1s", "mean: .nan", "a finite number is expected, not .nan")]
    [InlineData("mean: 1s", "mean: -1s", "above 0 is needed")]
    [InlineData("mean: 1s", "maen: 1s", "did you mean 'mean'?")]
    [InlineData("service: {exponential: {mean: 1s}}", "service: {normal: {mean: 1s, sd: 1s}}", "{truncated: {of: ..., min: ..., max: ...}} keeps")]
    [InlineData(", service: {exponential: {mean: 1s}}", "", "give it 'service'")]
    [InlineData("mean: 1 / rate", "mean: rate", "a quantity in s-1, which can't be given in 's'")]
    [InlineData("mean: 1 / rate", "mean: 1 // rate", "a value is expected, not '/'")]
    [InlineData("mean: 1 / rate", "mean: 1 / ratee", "did you mean 'rate'?")]
    [InlineData("default: 0.8", "default: 0", "'1 / rate' gives Infinity")]
    [InlineData("servers: 1\n", "servers: a\n      a: servers\n", "parameters can't refer to each other")]
    [InlineData("- {id: leaving, module: sink}", "- {id: queue, module: sink}", "module 'queue' is already defined")]
    [InlineData("to: service.in", "to: srevice.in", "did you mean 'service'?")]
    [InlineData("to: service.in", "to: service.inn", "has no port 'inn'; there are in, out")]
    [InlineData("{from: queue.out, to: service.in}", "{from: service.in, to: queue.out}", "service.in is no output")]
    [InlineData("      - {from: service.out, to: leaving.in}\n", "", "leaving.in is not connected")]
    [InlineData("servers: servers,", "servers: servers, crew: fitters,", "service.crew: no component 'fitters'")]
    [InlineData("servers: servers,", "servers: servers, crew: leaving,", "'leaving' is no crew, group of operators or stock of spare parts, it is a 'sink'")]
    public void Run_WhatTheModelIs_IsSaid(string right, string wrong, string message) => AssertSaid(Document.Replace(right, wrong, StringComparison.Ordinal), message);

    // What would never end, or fill the memory.
    [Theory]
    [InlineData("interarrival: {exponential: {mean: 1 / rate}}", "interarrival: 0s, whenFull: lose", "at one instant without time passing; most are of arrivals")]
    [InlineData("  horizon: 1h", "  clock: {tick: 1d}\n  horizon: 30d", "far shorter than a tick (clock.tick)")]
    [InlineData("{interarrival: {exponential: {mean: 1 / rate}}}}\n      - {id: queue, module: buffer, parameters: {capacity: 1000}}", "{}}\n      - {id: queue, module: buffer}", "no buffer without a capacity before that")]
    [InlineData("servers: servers,", "servers: servers, timeToFailure: 0s, timeToRepair: 0s,", "at one instant without time passing; most are of service")]
    [InlineData("  horizon: 1h", "  budget: {events: 1000}\n  horizon: 1h", "budget.events (1000) is too small; most are of")]
    public void Run_WithoutEnd_IsEnded(string right, string wrong, string message) => AssertSaid(Document.Replace(right, wrong, StringComparison.Ordinal), message);

    [Fact]
    public void Run_UnstableQueueInSteadyState_SaysWhichQueue() => AssertSaid(
        Document.Replace("default: 0.8", "default: 1.5", StringComparison.Ordinal).Replace("capacity: 1000", "initial: 0", StringComparison.Ordinal)
            .Replace("  horizon: 1h", "  analysis: steady-state\n  horizon: 1h", StringComparison.Ordinal),
        "has no steady state: queue never empties and keeps growing");

    /// <summary>A blocked circle: each waits for the other's place.</summary>
    [Fact]
    public void Run_Deadlock_NamesTheCircle() => AssertSaid(
        Model("""
                  - {id: s, module: source}
                  - {id: a, module: machine, parameters: {service: 1s}}
                  - {id: r, module: router, parameters: {by: condition, rules: [{when: "reworks < 5", to: b}], otherwise: x}}
                  - {id: b, module: machine, parameters: {service: 1s}}
                  - {id: x, module: sink}
            """, "s.out a.in", "a.out r.in", "r.out b.in", "r.out x.in", "b.out a.in"),
        "deadlock: a waits for room at r, b waits for room at a, r waits for room at b");

    /// <summary>The same circle with a buffer that is full: nothing moves either.</summary>
    [Fact]
    public void Run_DeadlockThroughAFullBuffer_NamesIt() => AssertSaid(
        Model("""
                  - {id: s, module: source}
                  - {id: a, module: machine, parameters: {service: 1s}}
                  - {id: q, module: buffer, parameters: {capacity: 3}}
                  - {id: b, module: machine, parameters: {service: 5s}}
                  - {id: x, module: sink}
                  - {id: r, module: router, parameters: {by: condition, rules: [{when: "reworks < 5", to: a}], otherwise: x}}
            """, "s.out a.in", "a.out q.in", "q.out b.in", "b.out r.in", "r.out a.in", "r.out x.in"),
        "deadlock: a waits for room at q");

    /// <summary>A line that is blocked for the moment is not locked.</summary>
    [Fact]
    public void Run_BlockedLine_IsNoDeadlock() => Assert.Equal(
        "",
        Outcome(Model("""
                  - {id: s, module: source}
                  - {id: a, module: machine, parameters: {service: 1s}}
                  - {id: q, module: buffer, parameters: {capacity: 3}}
                  - {id: b, module: machine, parameters: {service: 2h}}
                  - {id: x, module: sink}
            """, "s.out a.in", "a.out q.in", "q.out b.in", "b.out x.in")));

    [Fact]
    public void Run_CircleOfRouters_IsRefused() => AssertSaid(
        Model("""
                  - {id: s, module: source}
                  - {id: r1, module: router}
                  - {id: r2, module: router}
                  - {id: x, module: sink}
            """, "s.out r1.in", "r1.out r2.in", "r2.out r1.in", "r2.out x.in"),
        "come round to it again in no time");

    [Fact]
    public void Make_MorePartsThanMemoryHolds_Ends()
    {
        var pool = new PartPool();
        for (var i = 0L; i < PartPool.MaxInside; i++)
        {
            pool.Make(1, i, default);
        }

        Assert.Contains("far more come than leave", Assert.Throws<ModelException>(() => pool.Make(1, 0, default)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Analyse_ArmsThatDoTheSame_Warns()
    {
        var plan = Plan(Document.Replace("set: {servers: 2}", "set: {servers: 1}", StringComparison.Ordinal), out var errors);
        Assert.Equal("", errors);

        Assert.Contains("arms 'one' and 'two' are alike in every event and every KPI: what tells them apart has no effect on the model", ExperimentAnalysis.Analyse(plan!, Sample.Run(plan!).Results()).Warnings);
    }

    private static string Model(string modules, params ReadOnlySpan<string> connections)
    {
        var lines = new List<string>();
        foreach (var connection in connections)
        {
            var ends = connection.Split(' ');
            lines.Add($"      - {{from: {ends[0]}, to: {ends[1]}}}");
        }

        return $$"""
            apiVersion: twingrid/v1
            kind: Experiment
            metadata: {name: circle}
            spec:
              horizon: 1h
              replications: 2
              arms: [{name: a}]
              kpis: [{id: out, of: x.throughput.total, unit: "1"}]
              model:
                modules:
            {{modules}}
                connections:
            {{string.Join('\n', lines)}}
            """;
    }

    private static void AssertSaid(string document, string message)
    {
        var outcome = Outcome(document);
        Assert.NotEqual("", outcome);
        Assert.Contains(message, outcome, StringComparison.Ordinal);
    }

    /// <summary>All errors of reading, compiling or running; "" when there are none.</summary>
    private static string Outcome(string document)
    {
        var plan = Plan(document, out var errors);
        return plan is null ? errors : Sample.Run(plan).Failure ?? "";
    }

    private static ExperimentPlan? Plan(string document, out string errors)
    {
        var read = ScenarioReader.Read([("clumsy.yaml", document)]);
        if (!read.IsUsable)
        {
            errors = string.Join('\n', read.Diagnostics);
            Assert.NotEqual("", errors);
            return null;
        }

        var compiled = ExperimentCompiler.Compile(read.Documents.Single(), null, DocumentModules.AddTo(BuiltInModules.Catalog, read.Modules, out _), StartState.Empty);
        errors = string.Join('\n', compiled.Errors.Select(e => e.Message));
        return compiled.Plan;
    }
}
