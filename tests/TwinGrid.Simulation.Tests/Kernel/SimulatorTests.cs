using CsCheck;
using TwinGrid.Model.Time;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Randomness;

namespace TwinGrid.Simulation.Tests.Kernel;

public sealed class SimulatorTests
{
    private readonly Simulator simulator = new(SimClock.Microseconds, new StreamSource(1, 0));
    private readonly List<(long Ticks, int Kind)> happened = [];
    private readonly Target target;

    public SimulatorTests() => target = new Target((kind, _) => happened.Add((simulator.Now.Ticks, kind)));

    // Stable: at equal times by priority, then by sequence of scheduling.
    [Fact]
    public void RunUntil_AnyTimesAndPriorities_KeepsTheOrder() => Gen.Select(Gen.Long[0, 5], Gen.Short[-2, 2]).Array[0, 200].Sample(events =>
    {
        var run = new Simulator(SimClock.Microseconds, new StreamSource(1, 0));
        var kinds = new List<int>();
        var recorder = new Target((kind, _) => kinds.Add(kind));
        for (var i = 0; i < events.Length; i++)
        {
            run.Schedule(new SimDuration(events[i].Item1), recorder, i, 0, events[i].Item2);
        }

        run.RunUntil(SimTime.Never);
        Assert.Equal(Enumerable.Range(0, events.Length).OrderBy(i => events[i].Item1).ThenBy(i => events[i].Item2), kinds);
    });

    [Fact]
    public void RunUntil_AnInstant_IncludesItsEventsAndSetsTheClock()
    {
        simulator.Schedule(new SimDuration(10), target, 1);
        simulator.Schedule(new SimDuration(11), target, 2);

        Assert.True(simulator.RunUntil(new SimTime(10)));
        Assert.Equal([(10, 1)], happened);
        Assert.Equal(10, simulator.Now.Ticks);
        Assert.True(simulator.RunUntil(new SimTime(20)));
        Assert.Equal(20, simulator.Now.Ticks);
        Assert.Equal(11, simulator.LastEvent.Ticks);
        Assert.Equal(0, simulator.Pending);
    }

    [Fact]
    public void RunUntil_BudgetOfEvents_StopsAfterIt()
    {
        for (var i = 0; i < 5; i++)
        {
            simulator.Schedule(new SimDuration(i), target, i);
        }

        Assert.False(simulator.RunUntil(SimTime.Never, 3));
        Assert.Equal(3, happened.Count);
        Assert.True(simulator.RunUntil(SimTime.Never, 3));
        Assert.Equal(5, happened.Count);
    }

    [Fact]
    public void Stop_WithinAnEvent_ReturnsAfterIt()
    {
        var stopping = new Target((_, _) => simulator.Stop());
        simulator.Schedule(new SimDuration(1), stopping, 0);
        simulator.Schedule(new SimDuration(1), target, 1);

        Assert.False(simulator.RunUntil(new SimTime(10)));
        Assert.Empty(happened);
        Assert.Equal(1, simulator.Now.Ticks);
        Assert.True(simulator.RunUntil(new SimTime(10)));
        Assert.Single(happened);
    }

    [Fact]
    public void Schedule_WithinAnEventAtTheSameInstant_HappensInTheSameRun()
    {
        var chain = 0;
        Target again = null!;
        again = new Target((_, _) =>
        {
            if (++chain < 10)
            {
                simulator.Schedule(SimDuration.Zero, again, 0);
            }
        });
        simulator.Schedule(new SimDuration(5), again, 0);
        Assert.True(simulator.RunUntil(new SimTime(5)));
        Assert.Equal(10, chain);
    }

    [Fact]
    public void Schedule_UrgentWithinAnEvent_OvertakesWhatIsDueAtTheSameInstant()
    {
        var urgent = new Target((kind, _) =>
        {
            happened.Add((simulator.Now.Ticks, kind));
            if (kind == 0)
            {
                simulator.Schedule(SimDuration.Zero, target, 9, 0, EventPriority.Physics);
            }
        });
        simulator.Schedule(new SimDuration(5), urgent, 0);
        simulator.Schedule(new SimDuration(5), target, 1);
        simulator.RunUntil(SimTime.Never);
        Assert.Equal([(5, 0), (5, 9), (5, 1)], happened);
    }

    [Fact]
    public void Schedule_NegativeDelayOrPast_Throws()
    {
        simulator.RunUntil(new SimTime(2_000_000));
        Assert.Contains("-1.5 s", Assert.Throws<ArgumentOutOfRangeException>(() => simulator.Schedule(new SimDuration(-1_500_000), target, 0)).Message, StringComparison.Ordinal);
        Assert.Contains("1 s in the past", Assert.Throws<ArgumentOutOfRangeException>(() => simulator.ScheduleAt(new SimTime(1_000_000), target, 0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Schedule_BeyondTicks_NeverHappens()
    {
        simulator.Schedule(new SimDuration(10), target, 1);
        simulator.RunUntil(new SimTime(5));
        simulator.Schedule(new SimDuration(long.MaxValue), target, 2);
        simulator.Schedule(new SimDuration(long.MaxValue - 6), target, 3);

        Assert.True(simulator.RunUntil(SimTime.Never));
        Assert.Equal([(10, 1), (long.MaxValue - 1, 3)], happened);
        Assert.Equal(1, simulator.Pending);
    }

    [Fact]
    public void Cancel_PendingEvent_DoesNotHappenNorCount()
    {
        var handle = simulator.Schedule(new SimDuration(3), target, 1);
        simulator.Schedule(new SimDuration(4), target, 2);
        Assert.True(simulator.IsPending(handle));
        Assert.True(simulator.Cancel(handle));
        Assert.False(simulator.IsPending(handle));
        simulator.RunUntil(SimTime.Never);
        Assert.Equal([(4, 2)], happened);
        Assert.Equal(1, simulator.EventCount);
    }

    [Fact]
    public void Exception_OfATarget_LeavesTheRestPending()
    {
        var failing = new Target((_, _) => throw new ModelException("broken"));
        simulator.Schedule(new SimDuration(1), failing, 0);
        simulator.Schedule(new SimDuration(2), target, 1);
        Assert.Throws<ModelException>(() => simulator.RunUntil(SimTime.Never));
        Assert.Equal(1, simulator.Pending);
        Assert.True(simulator.RunUntil(SimTime.Never));
        Assert.Equal([(2, 1)], happened);
    }

    [Fact]
    public void Events_SteadyState_AllocateNothing()
    {
        Target ticking = null!;
        ticking = new Target((kind, _) => simulator.Schedule(new SimDuration(1 + kind), ticking, kind));
        for (var i = 0; i < 20; i++)
        {
            simulator.Schedule(new SimDuration(i), ticking, i);
        }

        simulator.RunUntil(new SimTime(2_000));
        var before = GC.GetAllocatedBytesForCurrentThread();
        simulator.RunUntil(new SimTime(50_000));
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private sealed class Target(Action<int, long> act) : IEventTarget
    {
        public ulong TraceId => 7;

        public void OnEvent(int kind, long argument) => act(kind, argument);
    }
}
