using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Monitors;

namespace TwinGrid.Simulation.Tests.Flow.Transport;

public sealed class ConveyorTests
{
    [Fact]
    public void Run_NothingInTheWay_CarriesFromEndToEndInLengthOverSpeed()
    {
        var run = Line("length: 12, speed: 0.5, pitch: 0.5", "interarrival: {exponential: {mean: 3}}", "0").Run(50_000, 1_000);

        Assert.Equal(24, run["belt.travelTime", Estimator.Minimum], 1e-5);
        Assert.Equal(24, run["belt.travelTime", Estimator.Maximum], 1e-5);
        Assert.Equal(run["belt.level"], run["belt.throughput"] * 24, 0.01);
    }

    // Parts enter no faster than speed / pitch.
    [Fact]
    public void Run_SaturatedSource_PassesSpeedOverPitch()
    {
        var run = Line("length: 12, speed: 0.5, pitch: 0.25", "", "0").Run(1_000, 100);

        Assert.Equal(2, run["belt.throughput"], 1e-3);
        Assert.Equal(48, run["belt.level"], 0.01);
    }

    // Behind a slow station parts stand one behind the other, as many as there is room for, and move up one pitch when one goes.
    [Fact]
    public void Run_SlowStation_FillsUpToItsCapacity()
    {
        var run = Line("length: 10, speed: 1, pitch: 0.5", "", "4").Run(1_000, 500);

        Assert.Equal(20, run["belt.level"], 1e-9);
        Assert.Equal(0.25, run["belt.throughput"], 1e-9);
        // The next one has moved up after 0.5 s and then waits.
        Assert.Equal(3.5 / 4, run["belt.blocked"], 1e-6);
        Assert.Equal(1, run["belt.moving"], 1e-12);
    }

    // Without accumulation the belt stands still whenever a part at its end waits.
    [Fact]
    public void Run_NotAccumulating_StandsStillWhileBlocked()
    {
        var run = Line("length: 10, speed: 1, pitch: 0.5, accumulating: false, power: 100", "interarrival: 2", "4").Run(10_000, 500);

        Assert.Equal(0.25, run["belt.throughput"], 1e-9);
        Assert.Equal(1, run["belt.moving"] + run["belt.blocked"], 1e-9);
        Assert.InRange(run["belt.moving"], 0.1, 0.9);
        Assert.Equal(100 * run["belt.moving"], run["belt.power"], 1e-6);
        Assert.Equal(run["belt.level"], run["belt.throughput"] * run["belt.travelTime"], 0.01);
    }

    // Parts enter at 2, 4, 6 s and wait for the station at the end: the second one from 14 to 16 s; the third one, 2 m behind it, comes when the belt has gone these, at 18 s, or
    // runs up behind it and comes at 16.5 s; it waits until 20 s.
    [Theory]
    [InlineData(false, 2 + 2)]
    [InlineData(true, 2 + 3.5)]
    public void Run_ThreeParts_KeepTheirDistanceOrRunUp(bool accumulating, double blocked)
    {
        var run = Line($"length: 10, speed: 1, pitch: 0.5, accumulating: {(accumulating ? "true" : "false")}", "interarrival: 2, maxParts: 3", "4").Run(30);

        Assert.Equal(blocked, run["belt.blocked", Estimator.Total], 1e-6);
        Assert.Equal(24, run["sink.makespan"], 1e-6);
    }

    [Fact]
    public void Set_OtherSpeed_MovesWhatIsOnIt()
    {
        var run = new FlowRun(Line("length: 10, speed: 1, pitch: 0.5", "interarrival: 1, maxParts: 1", "0").Make());
        run.Instance.Start();
        run.Continue(5);
        run.Instance.Find("belt")!.Set("speed", 0.5);
        run.Continue(7);
        run.Instance.Find("belt")!.Set("speed", 2);
        run.Continue(100);

        // Enters at 1, has gone 4 m at 5, 5 m at 7, and the rest in 2.5 s.
        Assert.Equal(9.5, run["sink.makespan"], 1e-6);
    }

    // A belt that a signal switches off for half the time carries for half the time.
    [Fact]
    public void Run_Disabled_StandsStill()
    {
        var run = FlowLab.Of("""
            modules:
              - {id: source, module: source}
              - {id: belt, module: conveyor, parameters: {length: 10, speed: 1, pitch: 1}}
              - {id: shifts, module: shift-calendar, parameters: {shifts: [{from: '00:00', to: '12:00'}]}}
              - {id: sink, module: sink}
            connections: [{from: source.out, to: belt.in}, {from: belt.out, to: sink.in}, {from: shifts.level, to: belt.enable}]
            """).Run(86_400 * 4, 86_400);

        Assert.Equal(0.5, run["belt.throughput"], 1e-4);
        Assert.Equal(0.5, run["belt.moving"], 1e-9);
    }

    // Three parts on 10 m, evenly spaced: 10/6, 5 and 50/6 m from the end.
    [Fact]
    public void InitializeFrom_Level_SpreadsPartsEvenly()
    {
        var state = new ComponentState(null, 0, System.Collections.Immutable.ImmutableSortedDictionary<string, double>.Empty.Add("level", 3));
        var run = Line("length: 10, speed: 1, pitch: 0.5", "interarrival: 1000", "0").Run(1, states: [("belt", state)]);

        Assert.Equal(0, run["sink.throughput", Estimator.Total]);
        run.Continue(2);
        Assert.Equal(1, run["sink.throughput", Estimator.Total]);
        run.Continue(9);
        Assert.Equal(3, run["sink.throughput", Estimator.Total]);
        Assert.Equal(50 / 6.0, run["sink.makespan"], 1e-5);
    }

    [Fact]
    public void Check_PitchAboveLength_SaysSo() => Assert.Contains(
        FlowLab.Errors("modules: [{id: belt, module: conveyor, parameters: {length: 1, speed: 1, pitch: 2}}]"), e => e.Message.Contains("no part has room", StringComparison.Ordinal));

    private static FlowLab Line(string belt, string source, string service) => FlowLab.Of("""
        modules:
          - {id: source, module: source, parameters: {SOURCE}}
          - {id: belt, module: conveyor, parameters: {BELT}}
          - {id: station, module: machine, parameters: {service: SERVICE}}
          - {id: sink, module: sink}
        connections: [{from: source.out, to: belt.in}, {from: belt.out, to: station.in}, {from: station.out, to: sink.in}]
        """, ("SOURCE", source), ("BELT", belt), ("SERVICE", service));
}
