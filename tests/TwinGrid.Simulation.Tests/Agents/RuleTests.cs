using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Monitors;
using TwinGrid.Simulation.Tests.Flow;

namespace TwinGrid.Simulation.Tests.Agents;

/// <summary>Rules of people and dispatchers, by hand: a calendar gives the pulses, in s.</summary>
public sealed class RuleTests
{
    [Fact]
    public void Work_OfPeople_TakesReactionAndPaceAndExposes()
    {
        var run = Run("(10, 20) (30, 40)", "operator", "skills: {inspect: 2}", "when: pulse.level > 0, reaction: 2s, exposure: heat, do: [{work: 5s, at: machine, task: inspect}]");

        Assert.Equal(2, run["agent.fired", Estimator.Total]);
        Assert.Equal(2, run["agent.fired-it", Estimator.Total]);
        Assert.Equal(12, run["agent.response"], 1e-9);
        Assert.Equal(2, run["agent.reaction"], 1e-9);
        Assert.Equal(10, run["agent.work"], 1e-9);
        Assert.Equal(2 * 12 / 100.0, run["agent.utilisation"], 1e-9);
        Assert.Equal(20, run["agent.exposure-heat"], 1e-9);
        Assert.Equal(2, run["agent.entries-heat", Estimator.Total]);
        Assert.Equal(2, run["agent.tasks", Estimator.Total]);
    }

    [Fact]
    public void Work_AtHazardousPlace_Exposes()
    {
        var run = Run("(10, 20)", "operator", "hazards: {noise: {at: machine}}", "when: pulse.level > 0, do: [{work: 5s, at: machine}]");

        Assert.Equal(5, run["agent.exposure-noise"], 1e-9);
        Assert.Equal(5, run["agent.exposure"], 1e-9);
    }

    [Theory]
    [InlineData("pulse.level > 0", 2)]
    [InlineData("pulse.level >= 2", 1)]
    [InlineData("not (pulse.level > 0)", 3)]
    [InlineData("pulse.level > 0 and pulse.level < 2", 1)]
    [InlineData("pulse.level == 0 or pulse.level == 2", 2)]
    [InlineData("pulse.level * 2 - 1 > limit", 1)]
    [InlineData("max(pulse.level, 2) > limit and 1 == 1", 0)]
    public void When_BecomesTrue_Fires(string condition, int times)
    {
        var run = Run("(10, 20) (30, 40, 2)", "dispatcher", "", $"when: \"{condition}\", do: [{{output: 1}}]");

        Assert.Equal(times, run["agent.fired", Estimator.Total]);
    }

    [Fact]
    public void If_IsFalse_DoesNotFire()
    {
        var run = Run("(10, 20) (30, 40, 2)", "dispatcher", "", "when: pulse.level > 0, if: pulse.level > 1, do: [{output: 1}]");

        Assert.Equal(1, run["agent.fired", Estimator.Total]);
    }

    /// <summary>Carried out from 10 s to 40 s: what comes and goes meanwhile is forgotten, what is still there fires again.</summary>
    [Theory]
    [InlineData("(10, 11) (12, 13)", 1)]
    [InlineData("(10, 50)", 1)]
    [InlineData("(10, 11) (12, 50)", 2)]
    public void When_WhileCarriedOut_FiresOnceMoreIfItStillHolds(string pulses, int times)
    {
        var run = Run(pulses, "operator", "", "when: pulse.level > 0, do: [{work: 30s}]");

        Assert.Equal(times, run["agent.tasks", Estimator.Total]);
    }

    /// <summary>The first rule keeps the one person until 40 s; then the reason for the second is gone.</summary>
    [Theory]
    [InlineData("false", 2)]
    [InlineData("true", 1)]
    public void Lapses_ConditionGone_IsNotDone(string lapses, double speed)
    {
        var lab = Lab(
            "(10, 11, 1) (20, 30, 2)", "operator", "",
            "when: pulse.level == 1, do: [{work: 30s}]", $"when: pulse.level == 2, lapses: {lapses}, do: [{{set: machine.speed, to: 0.5}}]");
        var run = lab.Run(100);

        // The machine makes a part a second; from 40 s on half of it.
        Assert.Equal(speed == 2 ? 40 + 30 : 100, run["machine.throughput", Estimator.Total], 1.0);
        Assert.Equal(2, run["agent.tasks", Estimator.Total]);
    }

    [Fact]
    public void Priority_LowerIsCarriedOutFirst()
    {
        var run = Lab(
            "(10, 90)", "operator", "",
            "when: pulse.level > 0, do: [{work: 30s}]", "when: pulse.level > 0, priority: 5, do: [{work: 10s}]", "when: pulse.level > 0, priority: 2, do: [{work: 20s}]").Run(61);

        // The most urgent one that waits is the third: done after 50 s, the second has just begun.
        Assert.Equal(2, run["agent.tasks", Estimator.Total]);
        Assert.Equal((30.0 + 50) / 2, run["agent.response"], 1e-9);
    }

    [Fact]
    public void Set_ExpressionOfSignals_IsTaken()
    {
        var run = Run("(50, 100, 0.5)", "dispatcher", "reaction: 10s", "when: pulse.level > 0, do: [{set: machine.speed, to: pulse.level / 2}]");

        Assert.Equal(60 + 10, run["machine.throughput", Estimator.Total], 1.0);
        Assert.Equal(10, run["agent.response"], 1e-9);
        Assert.Equal(10, run["agent.reaction"], 1e-9);
    }

    [Fact]
    public void Output_DrivesAnInput()
    {
        var run = FlowLab.Of(
            """
            modules:
              - {id: pulse, module: shift-calendar, parameters: {shifts: [{days: [Mon], from: 30s, to: 50s}]}}
              - {id: agent, module: dispatcher, parameters: {rules: [{name: on, when: pulse.level > 0, do: [{output: 1}]}, {name: off, when: pulse.level <= 0, do: [{output: 0}]}]}}
              - {id: arrivals, module: source, parameters: {interarrival: 1s}}
              - {id: machine, module: machine, parameters: {service: 1s}}
              - {id: leaving, module: sink}
            connections:
              - {from: agent.output, to: machine.enable}
              - {from: arrivals.out, to: machine.in}
              - {from: machine.out, to: leaving.in}
            """).Run(100);

        Assert.Equal(0.8, run["machine.idle"], 0.011);
        Assert.Equal(3, run["agent.fired", Estimator.Total]);
    }

    [Theory]
    [InlineData("", 1, 8, 8)]
    [InlineData(", wait: false", 1, 0, 8)]
    [InlineData(", amount: 2", 1, 8, 16)]
    [InlineData(", amount: 3", 0, double.NaN, 0)]
    public void Request_OfOthers_WaitsUntilTheyAreDone(string more, int done, double response, double exposure)
    {
        var run = FlowLab.Of(
            $$$"""
            modules:
              - {id: pulse, module: shift-calendar, parameters: {shifts: [{days: [Mon], from: 10s, to: 20s}]}}
              - {id: people, module: operator, parameters: {size: 2, skills: {inspect: 2}, hazards: {heat: {at: pulse} } } }
              - id: agent
                module: dispatcher
                parameters: {rules: [{name: it, when: pulse.level > 0, do: [{request: people, task: inspect, at: pulse, work: 4s{{{more}}} }, {output: 1}]}]}
            """).Run(100);

        Assert.Equal(done, run["agent.response", Estimator.Count]);
        Assert.Equal(response, run["agent.response"], 1e-9);
        Assert.Equal(exposure, run["people.exposure-heat"], 1e-9);
    }

    /// <summary>What is done wrong takes 10 s instead of 1 s: 1 + 0.2 · 9 on average.</summary>
    [Theory]
    [InlineData("operator")]
    [InlineData("dispatcher")]
    public void Wrong_ByWhoErrs_IsDoneInstead(string agent)
    {
        var run = FlowLab.Of(
            $$"""
            modules:
              - {id: machine, module: machine, parameters: {timeToFailure: 20s, timeToRepair: 1s, failureClock: calendar} }
              - id: agent
                module: {{agent}}
                parameters: {errorProbability: 0.2, rules: [{name: it, when: machine.phase == 5, do: [{work: 1s}], wrong: [{work: 10s}]}]}
            """).Run(84_000);
        var n = run["agent.response", Estimator.Count];

        Assert.InRange(n, 3_990, 4_000);
        var error = 4 * 9 * Math.Sqrt(0.2 * 0.8 / n);
        Assert.InRange(run["agent.response"], 2.8 - error, 2.8 + error);
        Assert.Equal((run["agent.response", Estimator.Total] - n) / 9, run["agent.errors", Estimator.Total], 1.01);
    }

    /// <summary>Without anything wrong to do, an error repeats the work: 1/(1 - p) times as long.</summary>
    [Theory]
    [InlineData("operator")]
    [InlineData("dispatcher")]
    public void Error_WithoutWrong_RepeatsTheWork(string agent)
    {
        var run = FlowLab.Of(
            $$"""
            modules:
              - {id: machine, module: machine, parameters: {timeToFailure: 40s, timeToRepair: 1s, failureClock: calendar} }
              - id: agent
                module: {{agent}}
                parameters: {errorProbability: 0.2, rules: [{name: it, when: machine.phase == 5, do: [{work: 2s}]}]}
            """).Run(164_000);
        var n = run["agent.response", Estimator.Count];

        var error = 4 * 2 * Math.Sqrt(0.2 / 0.64 / n);
        Assert.InRange(run["agent.response"], 2.5 - error, 2.5 + error);
    }

    /// <summary>A level that rises to 10 m and falls again, one metre a second.</summary>
    [Theory]
    [InlineData("tank.level > 5 'm'", 5)]
    [InlineData("tank.level >= 500 'cm'", 5)]
    [InlineData("limit < tank.level", 3)]
    [InlineData("2 * tank.level + 1 'm' > 11 'm'", 5)]
    [InlineData("tank.level > 5 'm' and pulse.level > 0", 7)]
    [InlineData("pulse.level > 0 and tank.level < 5 'm'", 15)]
    [InlineData("(12 'm' - tank.level) / 2 <= 3 'm'", 6)]
    public void When_ContinuousSignal_FiresAtItsThreshold(string condition, double seconds)
    {
        var run = FlowLab.Of(
            $$"""
            parameters: {limit: {default: 3, unit: m} }
            modules:
              - {id: pulse, module: shift-calendar, parameters: {shifts: [{days: [Mon], from: 7s, to: 30s}]} }
              - {id: tank, module: ramp}
              - {id: agent, module: dispatcher, parameters: {reaction: 1s, rules: [{name: it, when: "{{condition}}", do: [{output: 1}]}]} }
            """, new RampModule());
        var result = new FlowRun(run.Make());
        result.Instance.Start();
        result.Continue(seconds + 0.999);

        Assert.Equal((1, 0L), (result["agent.fired", Estimator.Total], (long)result["agent.response", Estimator.Count]));
        result.Continue(seconds + 1);
        Assert.Equal(1, result["agent.response", Estimator.Count]);
        result.Continue(100);
        Assert.Equal(1, result["agent.fired", Estimator.Total]);
    }

    [Fact]
    public void When_ContinuousSignalWithoutThreshold_SaysWhatToWrite()
    {
        var lab = FlowLab.Of(
            """
            modules:
              - {id: tank, module: ramp}
              - {id: agent, module: dispatcher, parameters: {rules: [{name: it, when: "tank.level * tank.level > 4 'm2'", do: [{output: 1}]}]}}
            """, new RampModule());

        Assert.Equal(
            "agent: rule 'it': 'tank.level * tank.level > 4 'm2'' compares tank.level, which moves continuously, in a way that has no threshold; compare it alone, times or plus numbers, with a number.",
            Assert.Throws<ModelException>(() => lab.Make()).Message);
    }

    [Fact]
    public void Fire_AgainAndAgainInNoTime_SaysWhatToDo()
    {
        var lab = Lab("(10, 20)", "dispatcher", "", "when: pulse.level > 0 and agent.output == 0, do: [{output: 1}]", "when: agent.output == 1, do: [{output: 0}]");

        Assert.StartsWith("agent: rule 'it", Assert.Throws<ModelException>(() => lab.Run(100)).Message, StringComparison.Ordinal);
        Assert.Contains("fires again and again at 10 s", Assert.Throws<ModelException>(() => lab.Run(100)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("machine.speed", "0 - pulse.level", "agent: rule 'it' sets machine.speed to '0 - pulse.level': -1: at least 0 is expected.")]
    [InlineData("machine.servers", "pulse.level + 0.5", "agent: rule 'it' sets machine.servers to 'pulse.level + 0.5': 1.5: a whole number is expected.")]
    [InlineData("machine.speed", "1 / (pulse.level - 1)", "agent: rule 'it' sets machine.speed to '1 / (pulse.level - 1)', which gives Infinity.")]
    public void Set_ValueOutOfRange_NamesValueAndRange(string path, string value, string message)
    {
        var lab = Lab("(10, 20)", "dispatcher", "", $"when: pulse.level > 0, do: [{{set: {path}, to: {value}}}]");

        Assert.Equal(message, Assert.Throws<ModelException>(() => lab.Run(100)).Message);
    }

    [Fact]
    public void Request_OfWhatIsNoPool_SaysSo()
    {
        var lab = Lab("(10, 20)", "dispatcher", "", "when: pulse.level > 0, do: [{request: machine, task: inspect}]");

        Assert.Contains("'machine' is no", Assert.Throws<ModelException>(() => lab.Make()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_Rules_AllocateNothingInSteadyState()
    {
        var run = FlowLab.Of(
            """
            modules:
              - {id: machine, module: machine, parameters: {timeToFailure: 20s, timeToRepair: 1s, failureClock: calendar}}
              - {id: others, module: operator}
              - id: people
                module: operator
                parameters: {errorProbability: 0.2, rules: [{name: it, when: machine.phase == 5, do: [{work: 1s, at: machine}, {set: machine.speed, to: 1 + machine.phase}]}]}
              - id: agent
                module: dispatcher
                parameters: {rules: [{name: it, when: machine.phase == 5, do: [{request: others, task: x, work: 2s, wait: false}, {output: machine.phase}]}]}
            """).Run(2_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        run.Instance.Simulator.RunUntil(run.Instance.Simulator.Clock.Time(20_000));

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static FlowRun Run(string pulses, string agent, string parameters, string rule) => Lab(pulses, agent, parameters, rule).Run(100);

    /// <summary>A machine that makes a part a second, a calendar with levels from and to given times, and an agent with rules <c>it</c>, <c>it1</c>, ...</summary>
    private static FlowLab Lab(string pulses, string agent, string parameters, params string[] rules)
    {
        var shifts = pulses.Split(')', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Trim(' ', '(').Split(", "))
            .Select(p => $"{{days: [Mon], from: {p[0]}s, to: {p[1]}s, level: {(p.Length > 2 ? p[2] : "1")}}}");
        var named = rules.Select((r, i) => $"{{name: it{(i == 0 ? "" : i)}, {r}}}");
        return FlowLab.Of(
            $$"""
            parameters: {limit: 2}
            modules:
              - {id: pulse, module: shift-calendar, parameters: {shifts: [{{string.Join(", ", shifts)}}]} }
              - id: agent
                module: {{agent}}
                parameters: {rules: [{{string.Join(", ", named)}}]{{(parameters.Length == 0 ? "" : ", ")}}{{parameters}} }
              - {id: arrivals, module: source, parameters: {interarrival: 1s} }
              - {id: machine, module: machine, parameters: {service: 1s} }
              - {id: leaving, module: sink}
            connections:
              - {from: arrivals.out, to: machine.in}
              - {from: machine.out, to: leaving.in}
            """);
    }
}
