using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Monitors;
using TwinGrid.Simulation.Tests.Hybrid;

namespace TwinGrid.Simulation.Tests.Agents;

/// <summary>Rules that watch and set equations.</summary>
public sealed class ControlTests
{
    private static readonly string Tank = HybridLab.Module("lab-tank", """
        parameters:
          - {name: leak, unit: m/s, default: 0.05, tunable: true}
        ports:
          - {name: valve, unit: "1", direction: in, default: 0}
          - {name: level, unit: cm, direction: out}
          - {name: high, type: boolean, direction: out}
        variables:
          - {name: h, unit: m, initial: 1.5}
        equations:
          - der(h) = 0.1 'm/s' * valve - leak
          - level = h
        events:
          - {name: filled, when: "h > 1.8 'm'", set: {high: "true"}}
          - {name: drained, when: "h < 1.2 'm'", set: {high: "false"}}
        """);

    /// <summary>
    /// A person opens a valve below 1 m and shuts it above 2 m, 3 s later. It falls and rises at 0.05 m/s between 0.85 m and 2.15 m: 26 s each way, and first 10 s + 3 s from 1.5 m.
    /// </summary>
    [Fact]
    public void Rules_OpenAndShutAValve_MakeASawtooth()
    {
        var instance = Make(
            "reaction: 3s",
            "{name: open, when: \"tank.level < 1 'm'\", do: [{output: 1}]}",
            "{name: shut, when: \"tank.level > 200 'cm'\", do: [{output: 0}]}");
        instance.Simulator.RunUntil(instance.Simulator.Clock.Time(13 + (26 * 10)));

        var h = instance.FindMonitor("tank.h")!;
        Assert.Equal(0.85, h.Value(Estimator.Minimum, instance.Simulator.Now), 1e-5);
        Assert.Equal(2.15, h.Value(Estimator.Maximum, instance.Simulator.Now), 1e-5);
        Assert.Equal(0.85, h.Value(Estimator.Final, instance.Simulator.Now), 1e-5);
        Assert.Equal(6, instance.FindMonitor("agent.fired-open")!.Value(Estimator.Total, instance.Simulator.Now));
        Assert.Equal(5, instance.FindMonitor("agent.fired-shut")!.Value(Estimator.Total, instance.Simulator.Now));
    }

    /// <summary>An output that events of the equations set is 0 or 1, at the level that it is compared with and off it.</summary>
    [Theory]
    [InlineData("tank.high > 0")]
    [InlineData("tank.high >= 1")]
    [InlineData("tank.high == 1")]
    public void Rules_OfAnOutputThatJumps_FireEachTime(string condition)
    {
        var instance = Make(
            "reaction: 3s",
            "{name: open, when: \"tank.level < 1 'm'\", do: [{output: 1}]}",
            "{name: shut, when: \"tank.level > 2 'm'\", do: [{output: 0}]}",
            $"{{name: alarm, when: {condition}, do: [{{set: tank.leak, to: 0.05 'm/s'}}]}}");
        instance.Simulator.RunUntil(instance.Simulator.Clock.Time(13 + (26 * 10)));

        Assert.Equal(5, instance.FindMonitor("agent.fired-alarm")!.Value(Estimator.Total, instance.Simulator.Now));
    }

    [Theory]
    [InlineData("tank.level < 1.5 'm'", 1)]
    [InlineData("tank.level > 1.5 'm'", 0)]
    [InlineData("tank.level >= 1.5 'm'", 1)]
    public void Rules_StartAtTheirThreshold_FireWhenItIsLeft(string condition, int fired)
    {
        var instance = Make("reaction: 0s", $"{{name: it, when: \"{condition}\", do: [{{output: 0}}]}}");
        instance.Simulator.RunUntil(instance.Simulator.Clock.Time(1));

        Assert.Equal(fired, instance.FindMonitor("agent.fired")!.Value(Estimator.Total, instance.Simulator.Now));
    }

    private static ModelInstance Make(string parameters, params string[] rules)
    {
        var instance = HybridLab.Make(Tank + HybridLab.Experiment(
            $"modules:\n  - {{id: tank, module: lab-tank}}\n  - id: agent\n    module: dispatcher\n    parameters:\n      {parameters}\n      rules:\n{string.Concat(rules.Select(r => $"        - {r}\n"))}connections: [{{from: agent.output, to: tank.valve}}]",
            1_000, "", "h=tank.h.final"));
        instance.Start();
        return instance;
    }
}
