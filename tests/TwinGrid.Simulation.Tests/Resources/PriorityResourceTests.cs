using CsCheck;
using TwinGrid.Model.Time;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Processes;
using TwinGrid.Simulation.Resources;
using TwinGrid.Simulation.Tests.Processes;

namespace TwinGrid.Simulation.Tests.Resources;

public sealed class PriorityResourceTests
{
    private readonly Story story = new();

    private Simulator Simulator => story.Simulator;

    [Fact]
    public void Request_Priorities_ServesLowestThenFirst()
    {
        var press = new PriorityResource(Simulator, "press");
        foreach (var (name, priority) in new[] { ("now", 0.0), ("c", 3), ("a", 1.5), ("b", 2), ("a2", 1.5) })
        {
            Simulator.Start(Use(press, name, priority, false));
        }

        Simulator.Start(Use(press, "ahead", 1.5, true));
        story.Ends("0: now", "1: ahead", "2: a", "3: a2", "4: b", "5: c");
    }

    // Any mixture of priorities and of those who leave comes out in order.
    [Fact]
    public void Request_AnyPrioritiesAndPatience_ServesInOrder() => Gen.Select(Gen.Int[0, 4], Gen.Bool).Array[0, 60].Sample(customers =>
    {
        var run = new Story();
        var press = new PriorityResource(run.Simulator, "press", 0);
        var served = new List<int>();
        async Process Customer(int index)
        {
            var request = press.Request(customers[index].Item1);
            using var held = await (customers[index].Item2 ? request.Within(Story.Seconds(1)) : request);
            if (held.Granted)
            {
                served.Add(index);
            }
        }

        for (var i = 0; i < customers.Length; i++)
        {
            run.Simulator.Start(Customer(i));
        }

        run.Simulator.RunUntil(run.Simulator.Clock.Time(2));
        press.Capacity = 1;
        run.Simulator.RunUntil(SimTime.Never);
        Assert.Equal(Enumerable.Range(0, customers.Length).Where(i => !customers[i].Item2).OrderBy(i => customers[i].Item1), served);
        Assert.Equal(0, press.Queue);
    });

    [Fact]
    public void Preempt_Urgent_TakesTheUnitAndTellsWhatRemains()
    {
        var machine = new PreemptiveResource(Simulator, "machine");
        async Process Job(string name, double priority, double comes)
        {
            await Simulator.Delay(comes);
            var left = Story.Seconds(10);
            while (left > SimDuration.Zero)
            {
                using var held = await machine.Request(priority);
                story.Tell($"{name} works");
                var work = await Simulator.Delay(left);
                left = work.Remaining;
                if (work.Interrupted)
                {
                    Assert.Same(machine, work.Cause);
                    Assert.False(held.IsHeld);
                }
            }

            story.Tell($"{name} done");
        }

        Simulator.Start(Job("low", 2, 0));
        Simulator.Start(Job("high", 1, 4));
        Simulator.Start(Job("same", 1, 5));
        story.Ends("0: low works", "4: high works", "14: high done", "14: same works", "24: same done", "24: low works", "30: low done");
        Assert.Equal(1, machine.Preemptions);
        Assert.Equal(0, machine.InUse);
    }

    [Fact]
    public void Preempt_SeveralHolders_TakesFromTheLeastUrgentLatest()
    {
        var crew = new PreemptiveResource(Simulator, "crew", 3);
        async Process Job(string name, double priority, double comes)
        {
            await Simulator.Delay(comes);
            using var held = await crew.Request(priority);
            if ((await Simulator.Delay(10)).Interrupted)
            {
                story.Tell($"{name} interrupted");
            }
        }

        Simulator.Start(Job("a", 5, 0));
        Simulator.Start(Job("b", 5, 1));
        Simulator.Start(Job("c", 3, 2));
        Simulator.Start(Job("urgent", 1, 3));
        Simulator.Start(Job("urgent too", 1, 4));
        story.Ends("3: b interrupted", "4: a interrupted");
    }

    [Fact]
    public void Preempt_False_WaitsItsTurn()
    {
        var machine = new PreemptiveResource(Simulator, "machine");
        async Process Job(string name, double priority, bool preempt, double comes)
        {
            await Simulator.Delay(comes);
            using var held = await machine.Request(priority, preempt);
            story.Tell($"{name} works");
            await Simulator.Delay(10);
        }

        Simulator.Start(Job("low", 5, true, 0));
        Simulator.Start(Job("patient", 1, false, 1));

        // More urgent than the holder, but not than the one who waits.
        Simulator.Start(Job("middle", 3, true, 2));
        story.Ends("0: low works", "10: patient works", "20: middle works");
    }

    [Fact]
    public void Preempt_HolderThatWaitsForSomethingElse_IsInterruptedThere()
    {
        var machine = new PreemptiveResource(Simulator, "machine");
        var crane = new Resource(Simulator, "crane", 0);
        async Process Low()
        {
            using var held = await machine.Request(2);
            using var lifted = await crane.Request();
            story.Tell($"{lifted.Status} {held.IsHeld} {crane.Queue}");
        }

        async Process High()
        {
            await Simulator.Delay(1);
            using var held = await machine.Request(1);
            story.Tell("high works");
        }

        Simulator.Start(Low());
        Simulator.Start(High());
        story.Ends("1: high works", "1: Interrupted False 0");
    }

    [Fact]
    public void Preempt_OwnUnit_IsNotTaken()
    {
        var machine = new PreemptiveResource(Simulator, "machine");
        async Process Greedy()
        {
            using var held = await machine.Request(2);
            using var more = await machine.Request(1).Within(Story.Seconds(3));
            story.Tell($"{held.IsHeld} {more.Granted}");
        }

        Simulator.Start(Greedy());
        story.Ends("3: True False");
    }

    private async Process Use(PriorityResource resource, string name, double priority, bool ahead)
    {
        using var held = await resource.Request(priority, ahead);
        story.Tell(name);
        await Simulator.Delay(1);
    }
}
