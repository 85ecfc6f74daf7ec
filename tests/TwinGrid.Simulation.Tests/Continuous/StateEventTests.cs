using TwinGrid.Simulation.Continuous;
using TwinGrid.Simulation.Tests.Validation;

namespace TwinGrid.Simulation.Tests.Continuous;

public sealed class StateEventTests
{
    private static readonly SolverOptions Tight = new() { RelativeTolerance = 1e-10, AbsoluteTolerance = 1e-12, Method = SolverMethod.DormandPrince };

    private static FunctionSystem Ball() => new(2, (_, y, f) => (f[0], f[1]) = (y[1], -9.81))
    {
        Events = (_, y, g) => g[0] = y[0],
        Directions = [EventDirection.Falling],
    };

    /// <summary>Time passes; the event is the given function of it.</summary>
    private static OdeIntegrator Clock(Func<double, double> g, EventDirection direction, double hysteresis = 0)
    {
        var system = new FunctionSystem(1, (_, _, f) => f[0] = 1) { Events = (_, y, v) => v[0] = g(y[0]), Directions = [direction], Hystereses = [hysteresis] };
        var integrator = new OdeIntegrator(system, Tight);
        integrator.Start(0, [0]);
        return integrator;
    }

    private static List<double> AllEvents(OdeIntegrator integrator, double tEnd)
    {
        var times = new List<double>();
        while (integrator.Time < tEnd)
        {
            if (integrator.Step(tEnd).Kind == StepKind.Event)
            {
                times.Add(integrator.Time);
            }
        }

        return times;
    }

    [Fact]
    [Validation("OdeIntegrator with a state event, rtol 1e-10")]
    public void AdvanceTo_BouncingBall_ImpactsMatchTheClosedForm()
    {
        double[] impacts = [.4515236409857, 1.0836567383658, 1.5261499065318, 1.8358951242480, 2.0527167766493, 2.2044919333303];
        var integrator = new OdeIntegrator(Ball(), Tight);
        integrator.Start(0, [1, 0]);
        foreach (var impact in impacts)
        {
            var outcome = integrator.AdvanceTo(10);
            Assert.Equal(StepKind.Event, outcome.Kind);
            KnownAnswer.CheckRelative("33b", $"impact {Array.IndexOf(impacts, impact) + 1}", impact, integrator.Time, 1e-12);
            Assert.True(integrator.State[0] <= 0);
            integrator.Restart(integrator.Time, [integrator.State[0], -0.7 * integrator.State[1]]);
        }
    }

    [Fact]
    [Validation("OdeIntegrator, from its message that events accumulate")]
    public void AdvanceTo_BouncingBall_AccumulationIsNamedWithItsLimit()
    {
        var integrator = new OdeIntegrator(Ball(), Tight);
        integrator.Start(0, [1, 0]);
        while (integrator.AdvanceTo(10).Kind == StepKind.Event)
        {
            integrator.Restart(integrator.Time, [integrator.State[0], -0.7 * integrator.State[1]]);
        }

        Assert.Equal(FailureReason.EventsAccumulate, integrator.Failure!.Reason);
        KnownAnswer.CheckRelative("33b", "limit of the impacts", 2.5586339655858, integrator.Failure.LimitTime, Close.Solver);
        Assert.Contains("event 0 fires ever faster", integrator.Failure.Message, StringComparison.Ordinal);
        Assert.Contains("accumulates at 2.55863", integrator.Failure.Message, StringComparison.Ordinal);
        Assert.InRange(integrator.Report.Events, 13, 60);
    }

    [Fact]
    public void AdvanceTo_EventsOfAFlywheelThatSpeedsUp_AreNoAccumulation()
    {
        // Revolutions under constant acceleration come ever faster, but to no limit.
        var system = new FunctionSystem(2, (_, y, f) => (f[0], f[1]) = (y[1], 1)) { Events = (_, y, g) => g[0] = Math.Sin(2 * Math.PI * y[0]), Directions = [EventDirection.Rising] };
        var integrator = new OdeIntegrator(system, Tight);
        integrator.Start(0, [0.5, 0]);

        var times = AllEvents(integrator, 20);

        Assert.Equal(200, times.Count);
        Assert.Equal(Math.Sqrt(2 * 99.5), times[99], 1e-9);
    }

    [Fact]
    public void AdvanceTo_RelayWithoutDeadBand_ChatteringIsNamed()
    {
        var push = -1.0;
        var system = new FunctionSystem(1, (_, _, f) => f[0] = push + 0.25) { Events = (_, y, g) => g[0] = y[0], Directions = [EventDirection.Both] };
        var integrator = new OdeIntegrator(system, Tight);
        integrator.Start(0, [1]);
        while (integrator.AdvanceTo(10).Kind == StepKind.Event)
        {
            push = integrator.IsAbove(0) ? -1 : 1;
            integrator.Restart(integrator.Time, integrator.State.ToArray());
        }

        Assert.Equal(FailureReason.EventsChatter, integrator.Failure!.Reason);
        Assert.Equal(4.0 / 3, integrator.Time, 1e-9);
        Assert.Contains("event 0 turns back as soon as it has fired", integrator.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Validation("OdeIntegrator with state events, rtol 1e-10")]
    public void AdvanceTo_Rocket_CutOffAndApexMatch()
    {
        const double Drag = 0.3, Force = 2200, Gravity = 32;
        var burning = true;
        var system = new FunctionSystem(2, (t, y, f) =>
        {
            f[0] = y[1];
            f[1] = (burning ? Force / (11 - (0.1 * t)) : 0) - (Drag * y[1]) - Gravity;
        })
        {
            Events = (t, y, g) => (g[0], g[1], g[2]) = (y[0] - 4000, t - 10, y[1]),
            Directions = [EventDirection.Rising, EventDirection.Rising, EventDirection.Falling],
        };
        var integrator = new OdeIntegrator(system, Tight);
        integrator.Start(0, [0, 0]);

        var cutOff = integrator.AdvanceTo(100);
        Assert.Equal((StepKind.Event, 0), (cutOff.Kind, cutOff.EventIndex));
        KnownAnswer.CheckRelative("33c", "t at cut-off", 9.999726468544, integrator.Time, Close.Solver);
        KnownAnswer.CheckRelative("33c", "v at cut-off, ft/s", 576.772532, integrator.State[1], Close.Solver);
        burning = false;
        integrator.Restart(integrator.Time, integrator.State.ToArray());
        Assert.Equal(1, integrator.AdvanceTo(100).EventIndex);
        Assert.Equal(2, integrator.AdvanceTo(100).EventIndex);
        KnownAnswer.CheckRelative("33c", "t at apex", 16.191156431938, integrator.Time, Close.Solver);
        KnownAnswer.CheckRelative("33c", "H at apex, ft", 5262.155911, integrator.State[0], Close.Solver);
    }

    [Fact]
    [Validation("OdeIntegrator, one event with hysteresis, rtol 1e-10")]
    public void AdvanceTo_Thermostat_SwitchesAtTheEdgesOfItsBand()
    {
        var heating = true;
        var system = new FunctionSystem(1, (_, y, f) => f[0] = ((heating ? 30 : 10) - y[0]) / 100)
        {
            Events = (_, y, g) => g[0] = y[0] - 20,
            Directions = [EventDirection.Both],
            Hystereses = [1],
        };
        var integrator = new OdeIntegrator(system, Tight);
        integrator.Start(0, [19]);
        var times = new List<double>();
        while (times.Count < 7)
        {
            Assert.Equal(StepKind.Event, integrator.AdvanceTo(1e4).Kind);
            Assert.Equal(heating ? 21 : 19, integrator.State[0], 1e-9);
            times.Add(integrator.Time);
            heating = !integrator.IsAbove(0);
            integrator.Restart(integrator.Time, integrator.State.ToArray());
        }

        KnownAnswer.CheckRelative("33d", "time on", 20.0670695, times[0], Close.Solver);
        KnownAnswer.CheckRelative("33d", "time off", 20.0670695, times[1] - times[0], Close.Solver);
        KnownAnswer.CheckRelative("33d", "period", 40.1341391, times[6] - times[4], Close.Solver);
    }

    [Theory]
    [Validation("OdeIntegrator with a state event, rtol 1e-10")]
    [InlineData(true)]
    [InlineData(false)]
    public void AdvanceTo_Torricelli_EmptyAtTheClosedForm(bool guarded)
    {
        var system = new FunctionSystem(1, (_, y, f) => f[0] = -0.01 * Math.Sqrt(2 * 9.81 * (guarded ? Math.Max(0, y[0]) : y[0])))
        {
            Events = (_, y, g) => g[0] = y[0],
            Directions = [EventDirection.Falling],
        };
        var integrator = new OdeIntegrator(system, Tight with { AbsoluteTolerance = 1e-16 });
        integrator.Start(0, [2]);

        Assert.Equal(StepKind.Advanced, integrator.AdvanceTo(30).Kind);
        var root = guarded ? "guarded root" : "bare root";
        KnownAnswer.CheckRelative("33e", $"h(30), m, {root}", 0.5621948, integrator.State[0], Close.Solver);
        Assert.Equal(StepKind.Event, integrator.AdvanceTo(100).Kind);
        KnownAnswer.CheckRelative("33e", $"empty at, {root}", 63.8550857, integrator.Time, Close.Solver);
        Assert.False(integrator.IsAbove(0));
    }

    [Fact]
    public void AdvanceTo_TorricelliWithoutAnEvent_FailsWithAdvice()
    {
        var integrator = new OdeIntegrator(new FunctionSystem(1, (_, y, f) => f[0] = -0.01 * Math.Sqrt(2 * 9.81 * y[0])), Tight);
        integrator.Start(0, [2]);

        Assert.Equal(StepKind.Failed, integrator.AdvanceTo(100).Kind);
        Assert.Equal(63.8550857, integrator.Time, 1e-3);
        Assert.Contains("no finite value beyond this point", integrator.Failure!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(EventDirection.Rising, new[] { 1.0 })]
    [InlineData(EventDirection.Falling, new[] { 1.003 })]
    [InlineData(EventDirection.Both, new[] { 1.0, 1.003 })]
    public void AdvanceTo_PairOfCrossingsWithinAStep_IsSeen(EventDirection direction, double[] expected)
    {
        // The step grows to the whole span at once: its derivative is constant.
        var times = AllEvents(Clock(x => -(x - 1) * (x - 1.003), direction), 50);

        Assert.Equal(expected.Length, times.Count);
        Assert.All(expected.Zip(times), pair => Assert.Equal(pair.First, pair.Second, 1e-11));
    }

    [Theory]
    [InlineData(1e-9, 0)]
    [InlineData(-1e-9, 2)]
    public void AdvanceTo_Grazing_FiresOnlyIfItCrosses(double gap, int count)
    {
        var times = AllEvents(Clock(x => ((x - 1.7) * (x - 1.7)) + gap, EventDirection.Both), 5);

        Assert.Equal(count, times.Count);
    }

    [Fact]
    public void AdvanceTo_Hysteresis_IgnoresCrossingsInsideTheBand()
    {
        var times = AllEvents(Clock(x => Math.Sin(x) * x / 10, EventDirection.Both, hysteresis: 0.5), 20);

        // The amplitude x/10 first exceeds 0.5 downwards near 3 pi / 2 (no change: already below after a start at zero), then upwards.
        Assert.NotEmpty(times);
        foreach (var (time, index) in times.Select((t, i) => (t, i)))
        {
            Assert.Equal(index % 2 == 0 ? 0.5 : -0.5, Math.Sin(time) * time / 10, 1e-10);
        }
    }

    [Fact]
    public void AdvanceTo_SimultaneousEvents_AreReportedTogether()
    {
        var system = new FunctionSystem(1, (_, _, f) => f[0] = 1)
        {
            Events = (_, y, g) => (g[0], g[1], g[2], g[3]) = (y[0] - 1, y[0] - 2, 2 * (y[0] - 1), 1 - y[0]),
            Directions = [EventDirection.Rising, EventDirection.Rising, EventDirection.Both, EventDirection.Rising],
        };
        var integrator = new OdeIntegrator(system, Tight);
        integrator.Start(0, [0]);

        integrator.AdvanceTo(10);
        Assert.Equal(1, integrator.Time, 1e-14);
        Assert.Equal([0, 2], integrator.FiredEvents.ToArray().Order());
        Assert.Equal(1, integrator.AdvanceTo(10).EventIndex);
        Assert.Equal(2, integrator.Time, 1e-14);
        Assert.Equal(StepKind.Advanced, integrator.AdvanceTo(10).Kind);
        Assert.Empty(integrator.FiredEvents.ToArray());
    }

    [Fact]
    public void AdvanceTo_StartOnTheThreshold_FiresOnlyWhenItRises()
    {
        Assert.Single(AllEvents(Clock(x => x, EventDirection.Rising), 1));
        Assert.Empty(AllEvents(Clock(x => -x, EventDirection.Falling), 1));
        Assert.Empty(AllEvents(Clock(x => x, EventDirection.Falling), 1));
    }

    [Fact]
    public void AdvanceTo_ContinuedAfterAnEvent_DoesNotFireItAgain()
    {
        var times = AllEvents(Clock(x => Math.Cos(x), EventDirection.Both), 30);

        Assert.Equal(10, times.Count);
        Assert.All(times.Select((t, i) => t - ((i + 0.5) * Math.PI)), error => Assert.Equal(0, error, 1e-12));
    }

    [Fact]
    public void Step_EventFunctionsThatAreConstantOrStraight_AreSampledAFewTimesAStep()
    {
        var calls = 0;
        var system = new FunctionSystem(2, DormandPrinceTests.VanDerPol(1).Derivative)
        {
            Events = (t, y, g) =>
            {
                calls++;
                (g[0], g[1], g[2]) = (0.1, 1e6 + y[0], y[1] - 100);
            },
            Directions = [EventDirection.Both, EventDirection.Both, EventDirection.Both],
        };
        var integrator = new OdeIntegrator(system, Tight);
        integrator.Start(0, [2, 0]);
        integrator.AdvanceTo(20);

        Assert.InRange(calls, 7 * integrator.Report.Steps, 9 * integrator.Report.Steps);
    }

    [Fact]
    public void AdvanceTo_KinkedEventFunction_IsFound()
    {
        var times = AllEvents(Clock(x => Math.Abs(x - 3) - Math.Min(x, 2.5), EventDirection.Both), 40);

        Assert.Equal(2, times.Count);
        Assert.Equal(1.5, times[0], 1e-12);
        Assert.Equal(5.5, times[1], 1e-12);
    }

    [Fact]
    public void SetAbove_InsideTheBand_DecidesWhichEdgeComesNext()
    {
        var integrator = Clock(x => 0.2 - x, EventDirection.Both, hysteresis: 1);
        integrator.SetAbove(0, false);
        Assert.Empty(AllEvents(integrator, 5));
        integrator.Start(0, [0]);
        integrator.SetAbove(0, true);
        Assert.Equal(1.2, Assert.Single(AllEvents(integrator, 5)), 1e-12);
    }
}
