using TwinGrid.Model.Time;
using TwinGrid.Simulation.Signals;
using TwinGrid.Simulation.Tests.Validation;

namespace TwinGrid.Simulation.Tests.Hybrid;

/// <summary>Motions with known answers in the engine, where what happens has the time of a tick: to one tick.</summary>
public sealed class EngineMotionTests
{
    private const double Tick = 1e-6;
    private const string Tight = "solver: {relativeTolerance: 1e-10, absoluteTolerance: 1e-12}";

    private const string Ball = """
        ports:
          - {name: count, unit: "1", direction: out}
        variables:
          - {name: h, unit: m, initial: 1}
          - {name: v, unit: m/s, initial: 0}
          - {name: bounces, unit: "1", type: discrete, initial: 0}
        equations:
          - der(h) = v
          - der(v) = -9.81 'm/s2'
          - count = bounces
        events:
          - {name: bounce, when: h < 0, set: {v: -0.7 * v, bounces: bounces + 1}}
        """;

    private const string Rocket = """
        ports:
          - {name: count, unit: "1", direction: out}
        variables:
          - {name: H, unit: "[ft_i]", initial: 0}
          - {name: v, unit: "[ft_i]/s", initial: 0}
          - {name: burning, type: boolean, initial: true}
          - {name: stage, unit: "1", type: discrete, initial: 0}
        equations:
          - der(H) = v
          - der(v) = if(burning, 2200 '[ft_i].kg/s2', 0) / (11 'kg' - 0.1 'kg/s' * time) - 0.3 '/s' * v - 32 '[ft_i]/s2'
          - count = stage
        events:
          - {name: cutOff, when: "burning and (H >= 4000 '[ft_i]' or time >= 10 's')", set: {burning: "false", stage: 1}}
          - {name: apex, when: v < 0, set: {stage: 2}}
        """;

    private const string Thermostat = """
        ports:
          - {name: count, type: boolean, direction: out}
        variables:
          - {name: T, unit: Cel, initial: 19}
        equations:
          - der(T) = (if(count, 30 'Cel', 10 'Cel') - T) / 100 's'
        events:
          - {name: switchOn, when: T < 19 'Cel', set: {count: "true"}}
          - {name: switchOff, when: T > 21 'Cel', set: {count: "false"}}
        """;

    private const string Tank = """
        ports:
          - {name: count, type: boolean, direction: out}
        variables:
          - {name: h, unit: m, initial: 2, min: 0, nominal: 1e-8}
          - {name: hasWater, type: boolean, initial: true}
        equations:
          - der(h) = if(hasWater, -0.01 * sqrt(2 * 9.81 'm/s2' * noEvent(max(h, 0))), 0)
        events:
          - {name: empty, when: h <= 0, set: {h: 0, hasWater: "false", count: "true"}}
        """;

    private const string Kinetics = """
        variables:
          - {name: a, unit: "1", initial: 1, nominal: 1e-8}
          - {name: b, unit: "1", initial: 0, nominal: 1e-14}
          - {name: c, unit: "1", initial: 0}
        equations:
          - der(a) * 1 's' = 1e4 * b * c - 0.04 * a
          - der(b) * 1 's' = 0.04 * a - 1e4 * b * c - 3e7 * b ^ 2
          - der(c) * 1 's' = 3e7 * b ^ 2
        """;

    [Fact]
    [Validation("engine, ticks of 1 µs")]
    public void BouncingBall_Impacts_AreAtTheKnownTicks()
    {
        double[] impacts = [.4515236409857, 1.0836567383658, 1.5261499065318, 1.8358951242480, 2.0527167766493, 2.2044919333303];
        var times = JumpsOf(Ball, 2.3);

        Assert.Equal(impacts.Length, times.Count);
        for (var i = 0; i < impacts.Length; i++)
        {
            KnownAnswer.Check("33b", $"impact {i + 1}", impacts[i], times[i], Tick);
        }
    }

    [Fact]
    [Validation("engine, ticks of 1 µs")]
    public void Rocket_CutOffAndApex_AreAtTheKnownTicks()
    {
        var times = JumpsOf(Rocket, 20);

        KnownAnswer.Check("33c", "t at cut-off", 9.999726468544, times[0], Tick);
        KnownAnswer.Check("33c", "t at apex", 16.191156431938, times[1], Tick);
    }

    [Fact]
    [Validation("engine, ticks of 1 µs")]
    public void Thermostat_Switches_AfterTheKnownTicks()
    {
        // At the start it is exactly 19: on at once, off after the first way up.
        var times = JumpsOf(Thermostat, 100);

        KnownAnswer.Check("33d", "time on", 20.0670695, times[1] - times[0], Tick);
        KnownAnswer.Check("33d", "time off", 20.0670695, times[2] - times[1], Tick);
        KnownAnswer.Check("33d", "period", 40.1341391, times[2] - times[0], Tick);
    }

    [Fact]
    [Validation("engine, ticks of 1 µs")]
    public void Torricelli_Tank_IsEmptyAtTheKnownTick() =>
        KnownAnswer.Check("33e", "empty at", 63.8550857, Assert.Single(JumpsOf(Tank, 100)), Tick);

    [Fact]
    [Validation("engine, ticks of 1 s")]
    public void Robertson_LongerThanNanosecondsCount_EndsAtTheKnownState()
    {
        double[] expected = [2.0833401495535e-8, 8.3333607697436e-14, .99999997916652];
        var experiment = HybridLab.Experiment(
            "modules: [{id: kinetics, module: lab-kinetics}]", 1, $"clock: {{tick: 1s}}\n{Tight}", "a=kinetics.a.final", "b=kinetics.b.final", "c=kinetics.c.final");
        var result = HybridLab.Run(HybridLab.Module("lab-kinetics", Kinetics) + experiment.Replace("horizon: 1\n", "horizon: 1e11\n", StringComparison.Ordinal));

        for (var i = 0; i < expected.Length; i++)
        {
            KnownAnswer.CheckRelative("28", $"y{i + 1}(1e11)", expected[i], result.Kpis[i], 1e-7);
        }
    }

    /// <summary>Seconds at which the module's output <c>count</c> jumped.</summary>
    private static List<double> JumpsOf(string module, double seconds)
    {
        var instance = HybridLab.Make(HybridLab.Module("lab-motion", module) + HybridLab.Experiment("modules: [{id: m, module: lab-motion}]", seconds, Tight, "count=m.count.final"));
        var times = new List<double>();
        ((ISignal)instance.Find("m")!.Port("count")!).Subscribe(new Listener(() => times.Add(instance.Simulator.NowSeconds)));
        instance.Start();
        instance.Simulator.RunUntil(SimClock.Microseconds.Time(seconds));
        return times;
    }

    private sealed class Listener(Action jumped) : ISignalListener
    {
        public void OnSignal(ISignal signal) => jumped();
    }
}
