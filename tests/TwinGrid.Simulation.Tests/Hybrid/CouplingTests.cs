using System.Collections.Immutable;
using TwinGrid.Model.Time;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Monitors;
using TwinGrid.Simulation.Signals;

namespace TwinGrid.Simulation.Tests.Hybrid;

/// <summary>Equations and events in one model.</summary>
public sealed class CouplingTests
{
    private static readonly string Tank = HybridLab.Module("lab-tank", """
        parameters:
          - {name: area, unit: m2, default: 2, range: {above: 0}}
          - {name: gain, unit: 1/s, default: 0, tunable: true}
        ports:
          - {name: inflow, unit: m3/h, direction: in, default: 0}
          - {name: level, unit: cm, direction: out}
          - {name: high, type: boolean, direction: out}
        variables:
          - {name: h, unit: m, initial: 1}
        equations:
          - der(h) = inflow / area - gain * h
          - level = h
        events:
          - {name: filled, when: "h > 3 'm'", set: {high: "true"}}
          - {name: drained, when: "h < 2 'm'", set: {high: "false"}}
        """);

    [Fact]
    public void Monitors_OfALinearCourse_AreExact()
    {
        // 7 200 m3/h into 2 m2: 1 m/s.
        var result = HybridLab.Run(Tank + HybridLab.Experiment(
            "modules: [{id: tank, module: lab-tank, parameters: {area: 2}}, {id: feed, module: lab-feed}]\nconnections: [{from: feed.flow, to: tank.inflow}]", 4, "",
            "mean=tank.h.mean", "min=tank.h.min", "max=tank.h.max", "final=tank.h.final", "total=tank.h.total", "sd=tank.h.sd", "high=tank.high.mean", "filled=tank.filled.total", "level=tank.level.final")
            .Insert(0, HybridLab.Module("lab-feed", """
                ports: [{name: flow, unit: m3/s, direction: out}]
                equations: ["flow = 2 'm3/s'"]
                """)));

        double[] expected = [3, 1, 5, 5, 12, Math.Sqrt(16.0 / 12), 0.5, 1, 500];
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], result.Kpis[i], 1e-6);
        }
    }

    [Fact]
    public void Watch_OfALevel_RingsAtTheFirstTickNotBeforeIt()
    {
        var instance = HybridLab.Make(Tank + HybridLab.Experiment("modules: [{id: tank, module: lab-tank, parameters: {gain: 0.3}}]", 10, "", "h=tank.h.final"));
        var bell = new Bell(instance.Simulator);
        var level = (ISignal)instance.Find("tank")!.Port("level")!;
        level.Watch(50, CrossingDirection.Falling, bell, 1);
        level.Watch(60, CrossingDirection.Rising, bell, 2);
        var off = level.Watch(40, CrossingDirection.Either, bell, 3);
        instance.Start();
        instance.Simulator.RunUntil(SimClock.Microseconds.Time(2.4));
        off.Cancel();
        instance.Simulator.RunUntil(SimClock.Microseconds.Time(10));

        var (seconds, kind) = Assert.Single(bell.Rung);
        Assert.Equal(1, kind);
        Assert.Equal(Math.Ceiling(Math.Log(2) / 0.3 * 1e6) / 1e6, seconds, 1.5e-6);
        Assert.Equal(100 * Math.Exp(-3), level.Value, 1e-4);
    }

    [Fact]
    public void Set_WithinAStep_TakesEffectFromThereOn()
    {
        var instance = HybridLab.Make(Tank + HybridLab.Experiment("modules: [{id: tank, module: lab-tank}]", 10, "", "h=tank.h.final"));
        var tank = instance.Find("tank")!;
        instance.Start();
        instance.Simulator.RunUntil(SimClock.Microseconds.Time(1.5));
        tank.Set("gain", 0.5);
        instance.Simulator.RunUntil(SimClock.Microseconds.Time(2.5));
        tank.Set("gain", 0);
        instance.Simulator.RunUntil(SimClock.Microseconds.Time(10));

        Assert.Equal(Math.Exp(-0.5), instance.FindMonitor("tank.h")!.Value(Estimator.Final, instance.Simulator.Now), 1e-6);
        Assert.Equal((1.5 + ((1 - Math.Exp(-0.5)) / 0.5) + (7.5 * Math.Exp(-0.5))) / 10, instance.FindMonitor("tank.h")!.Value(Estimator.Mean, instance.Simulator.Now), 1e-6);
    }

    [Fact]
    public void Listener_OfAnOutputOfEvents_IsToldAtTheEvent()
    {
        var instance = HybridLab.Make(
            HybridLab.Module("lab-feed", """
                ports: [{name: flow, unit: m3/s, direction: out}]
                equations: ["flow = 2 'm3/s'"]
                """) + Tank + HybridLab.Experiment(
            "modules: [{id: tank, module: lab-tank}, {id: feed, module: lab-feed}]\nconnections: [{from: feed.flow, to: tank.inflow}]", 4, "", "h=tank.h.final"));
        var heard = new List<(double Seconds, double Value)>();
        ((ISignal)instance.Find("tank")!.Port("high")!).Subscribe(new Ear(s => heard.Add((instance.Simulator.NowSeconds, s.Value))));
        instance.Start();
        instance.Simulator.RunUntil(SimClock.Microseconds.Time(4));

        var (seconds, value) = Assert.Single(heard);
        Assert.Equal(2, seconds, 1.5e-6);
        Assert.Equal(1, value);
    }

    [Fact]
    public void InitializeFrom_StatesOfALiveTank_GoesOnFromThere()
    {
        var instance = HybridLab.Make(Tank + HybridLab.Experiment("modules: [{id: tank, module: lab-tank}]", 10, "", "h=tank.h.final"));
        instance.Start(States(("tank", "h", 2.5), ("tank", "high", 1)));

        Assert.Equal(2.5, instance.FindMonitor("tank.h")!.Value(Estimator.Final, instance.Simulator.Now), 1e-12);
        Assert.Equal(1, instance.FindMonitor("tank.high")!.Value(Estimator.Final, instance.Simulator.Now));
        Assert.Empty(instance.Parts.SelectMany(p => p.Warnings));
    }

    [Fact]
    public void InitializeFrom_ValuesThatContradictTheEquations_AreCorrectedAndReported()
    {
        var instance = HybridLab.Make(Tank + HybridLab.Experiment("modules: [{id: tank, module: lab-tank}]", 10, "", "h=tank.h.final"));
        instance.Start(States(("tank", "h", 2.5), ("tank", "level", 240)));

        Assert.Equal("tank.level was 240 'cm' at the start; the equations make it 250 'cm'", Assert.Single(instance.Parts.SelectMany(p => p.Warnings)));
    }

    [Fact]
    public void InitializeFrom_UnknownVariable_IsRefused()
    {
        var instance = HybridLab.Make(Tank + HybridLab.Experiment("modules: [{id: tank, module: lab-tank}]", 10, "", "h=tank.h.final"));

        var wrong = Assert.Throws<ModelException>(() => instance.Start(States(("tank", "levl", 2.5))));
        Assert.Contains("did you mean 'level'", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_ParameterOutsideAnOpenRange_IsRefusedWithItsPlace()
    {
        var error = Assert.Single(HybridLab.Errors(Tank + HybridLab.Experiment("modules: [{id: tank, module: lab-tank, parameters: {area: 0}}]", 10, "", "h=tank.h.final")));

        Assert.Equal("tank: area is 0 m2; above 0 is expected", error.Message);
        Assert.True(error.Place.Line > 20);
    }

    [Fact]
    public void Digest_OfTwoRuns_IsTheSame()
    {
        var documents = Tank + HybridLab.Experiment("modules: [{id: tank, module: lab-tank, parameters: {gain: 0.3}}]", 10, "", "h=tank.h.mean");

        Assert.Equal(HybridLab.Run(documents).Digest, HybridLab.Run(documents).Digest);
        Assert.NotEqual(HybridLab.Run(documents).Digest, HybridLab.Run(documents.Replace("gain: 0.3", "gain: 0.30001", StringComparison.Ordinal)).Digest);
    }

    private static ImmutableSortedDictionary<string, ComponentState> States(params (string Path, string Name, double Value)[] values) =>
        values.GroupBy(v => v.Path).ToImmutableSortedDictionary(
            g => g.Key, g => new ComponentState(null, 0, g.ToImmutableSortedDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal)), StringComparer.Ordinal);

    private sealed class Ear(Action<ISignal> hear) : ISignalListener
    {
        public void OnSignal(ISignal signal) => hear(signal);
    }
}
