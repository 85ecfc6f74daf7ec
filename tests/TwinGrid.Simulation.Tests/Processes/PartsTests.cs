using TwinGrid.Model.Time;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Processes;
using TwinGrid.Simulation.Resources;

namespace TwinGrid.Simulation.Tests.Processes;

/// <summary>Waits for any and all of several things.</summary>
public sealed class PartsTests
{
    private readonly Story story = new();

    private Simulator Simulator => story.Simulator;

    [Fact]
    public void Any_ShorterDelay_WinsAndCancelsTheOther()
    {
        async Process Worker()
        {
            var first = await Simulator.Any(Simulator.Delay(5), Simulator.Delay(2));
            story.Tell($"{first.First} {first.Has(0)} {first.Has(1)}");
        }

        Simulator.Start(Worker());
        story.Ends("2: 1 False True");
        Assert.Equal(2, Simulator.Clock.Seconds(Simulator.LastEvent));
    }

    [Fact]
    public void Any_RequestAgainstDelay_LeavesTheQueueOrHolds()
    {
        var server = new Resource(Simulator, "server");
        async Process Holder()
        {
            using var held = await server.Request();
            await Simulator.Delay(3);
        }

        async Process Impatient(double patience)
        {
            var first = await Simulator.Any(server.Request(), Simulator.Delay(patience));
            using var held = first.Grant(0);
            story.Tell($"{first.First} {held.IsHeld}");
            await Simulator.Delay(1);
        }

        Simulator.Start(Holder());
        Simulator.Start(Impatient(2));
        Simulator.Start(Impatient(5));
        story.Ends("2: 1 False", "3: 0 True");
        Assert.Equal(0, server.InUse);
        Assert.Equal(0, server.Queue);
    }

    [Fact]
    public void Any_OverAtOnce_DoesNotWait()
    {
        var gate = new Gate(Simulator, isOpen: true);
        async Process Worker()
        {
            var first = await Simulator.Any(Simulator.Delay(5), gate.Pass());
            story.Tell($"{first.First}");
        }

        Simulator.Start(Worker());
        story.Ends("0: 1");
    }

    [Fact]
    public void All_DelaysAndProcesses_WaitForTheLast()
    {
        async Process Child(double seconds) => await Simulator.Delay(seconds);

        async Process Worker()
        {
            var all = await Simulator.All(Simulator.Start(Child(4)).Join(), Simulator.Delay(1), Simulator.Start(Child(2)).Join());
            story.Tell($"{all.Status} {all.First}");
        }

        Simulator.Start(Worker());
        story.Ends("4: Completed 1");
    }

    [Fact]
    public void All_Nothing_IsOverAtOnce()
    {
        async Process Worker()
        {
            var all = await Simulator.All();
            story.Tell($"{all.Completed}");
            await Simulator.Delay(1);
        }

        Simulator.Start(Worker());
        story.Ends("0: True");
    }

    [Fact]
    public void All_TwoResources_InterruptedKeepsWhatItHas()
    {
        var press = new Resource(Simulator, "press");
        var crane = new Resource(Simulator, "crane");
        async Process Holder()
        {
            using var held = await crane.Request();
            await Simulator.Delay(10);
        }

        async Process Setter()
        {
            var both = await Simulator.All(press.Request(), crane.Request());
            using var first = both.Grant(0);
            using var second = both.Grant(1);
            story.Tell($"{both.Status} {both.Cause} {first.IsHeld} {second.IsHeld}");
        }

        Simulator.Start(Holder());
        var setter = Simulator.Start(Setter());
        Simulator.RunUntil(Simulator.Clock.Time(4));
        setter.Interrupt("alarm");
        story.Ends("4: Interrupted alarm True False");
        Assert.Equal(0, press.InUse);
    }

    [Fact]
    public void AllWithin_PatienceEndsFirst_KeepsWhatItHas()
    {
        var store = new Store<string>(Simulator, "store");
        async Process Worker()
        {
            var all = await Simulator.AllWithin(Story.Seconds(3), store.Get(), store.Get());
            story.Tell($"{all.Status} {all.Item(0, store)} {all.Has(1)}");
        }

        store.TryPut("bolt");
        Simulator.Start(Worker());
        story.Ends("3: TimedOut bolt False");
        Assert.Equal(0, store.GetQueue.Level);
    }

    [Fact]
    public void Any_TwoGetsFromOneStore_TakesOneItem()
    {
        var store = new Store<string>(Simulator, "store");
        async Process Worker()
        {
            var any = await Simulator.Any(store.Get(s => s == "nut"), store.Get(s => s.Length == 3));
            story.Tell($"{any.First} {any.Item(any.First, store)}");
        }

        Simulator.Start(Worker());
        Simulator.RunUntil(Simulator.Clock.Time(1));
        store.TryPut("nut");
        store.TryPut("pin");
        story.Ends("1: 0 nut");
        Assert.Equal(1, store.Count);
    }

    [Fact]
    public void Result_ReadAfterTheNextWait_Throws()
    {
        async Process Worker()
        {
            var first = await Simulator.Any(Simulator.Delay(1));
            await Simulator.Any(Simulator.Delay(1));
            Assert.Throws<InvalidOperationException>(() => first.Has(0));
            story.Tell("done");
        }

        Simulator.Start(Worker());
        story.Ends("2: done");
    }

    [Fact]
    public void Any_NotAwaited_FailsAtTheNextWait()
    {
        async Process Worker()
        {
            _ = Simulator.Any(Simulator.Delay(1));
            await Simulator.Delay(2);
        }

        Simulator.Start(Worker());
        Assert.Contains("await what it began with at once", Assert.Throws<ModelException>(() => Simulator.RunUntil(SimTime.Never)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Kill_BetweenGrantAndGoingOn_GivesTheUnitBack()
    {
        var server = new Resource(Simulator, "server");
        async Process Holder()
        {
            using (await server.Request())
            {
                await Simulator.Delay(3);
            }
        }

        async Process Waiting()
        {
            using var held = await server.Request();
            story.Tell("never");
        }

        async Process WaitingForParts()
        {
            var all = await Simulator.All(server.Request(), Simulator.Delay(100));
            using var held = all.Grant(0);
            story.Tell("never");
        }

        Simulator.Start(Holder());
        var victim = Simulator.Start(Waiting());
        var second = Simulator.Start(WaitingForParts());
        var killer = Simulator.Start(Killer());
        async Process Killer()
        {
            await Simulator.Delay(3);
            Assert.Equal(1, server.InUse);
            victim.Kill();
            second.Kill();
            Assert.Equal(0, server.InUse);
            Assert.Equal(0, server.Queue);
        }

        Assert.True(killer.IsAlive);
        story.Ends();
        Assert.False(second.IsAlive);
    }
}
