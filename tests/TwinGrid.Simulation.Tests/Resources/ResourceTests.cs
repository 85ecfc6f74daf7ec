using TwinGrid.Model.Time;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Monitors;
using TwinGrid.Simulation.Processes;
using TwinGrid.Simulation.Resources;
using TwinGrid.Simulation.Tests.Processes;

namespace TwinGrid.Simulation.Tests.Resources;

public sealed class ResourceTests
{
    private readonly Story story = new();

    private Simulator Simulator => story.Simulator;

    [Fact]
    public void Request_TwoServers_ServesInOrderOfArrival()
    {
        var wash = new Resource(Simulator, "wash", 2);
        for (var i = 1; i <= 5; i++)
        {
            Simulator.Start(Use(wash, $"car {i}", 5));
        }

        story.Ends("0: car 1", "0: car 2", "5: car 3", "5: car 4", "10: car 5");
        Assert.Equal(0, wash.InUse);
        Assert.Equal(15, Simulator.NowSeconds);
        Assert.Equal(5 * 5 / 30.0, wash.Utilisation.Value(Estimator.Mean, Simulator.Now), 1e-12);
        Assert.Equal((3 * 5 + 1 * 5) / 15.0, wash.QueueLength.Value(Estimator.Mean, Simulator.Now), 1e-12);
        Assert.Equal((5 + 5 + 10) / 5.0, wash.Waits.Value(Estimator.Mean, Simulator.Now), 1e-12);
    }

    [Fact]
    public void Request_FreeUnitButOthersWait_GoesBehindThem()
    {
        var press = new Resource(Simulator, "press");
        async Process Holder()
        {
            using (await press.Request())
            {
                await Simulator.Delay(1);
            }

            // Given back and requested again at one instant: the waiting one was first.
            story.Tell($"again {press.TryRequest().Granted}");
            using (await press.Request())
            {
                story.Tell("holder");
            }
        }

        Simulator.Start(Holder());
        Simulator.Start(Use(press, "other", 2));
        story.Ends("1: again False", "1: other", "3: holder");
    }

    [Fact]
    public void TryRequest_Busy_Balks()
    {
        var press = new Resource(Simulator, "press");
        async Process Customer()
        {
            using var held = press.TryRequest();
            story.Tell($"{held.Granted}");
            await Simulator.Delay(2);
        }

        Simulator.Start(Customer());
        Simulator.Start(Customer());
        story.Ends("0: True", "0: False");
        Assert.Equal(0, press.InUse);
    }

    [Fact]
    public void Within_PatienceEndsFirst_RenegesAndLeavesTheQueue()
    {
        var clerk = new Resource(Simulator, "clerk");
        async Process Impatient()
        {
            using var held = await clerk.Request().Within(Story.Seconds(2));
            story.Tell($"{held.Status} {held.IsHeld}");
        }

        Simulator.Start(Use(clerk, "first", 5));
        Simulator.Start(Impatient());
        Simulator.Start(Use(clerk, "last", 1));
        story.Ends("0: first", "2: TimedOut False", "5: last");
        Assert.Equal(2, clerk.Waits.Count);
    }

    [Fact]
    public void Interrupt_WhileWaiting_LeavesTheQueueWithNothing()
    {
        var clerk = new Resource(Simulator, "clerk");
        async Process Customer()
        {
            using var held = await clerk.Request();
            story.Tell($"{held.Status} {held.Cause} {held.Granted}");
        }

        Simulator.Start(Use(clerk, "first", 5));
        var customer = Simulator.Start(Customer());
        Simulator.RunUntil(Simulator.Clock.Time(1));
        customer.Interrupt("phone");
        story.Ends("0: first", "1: Interrupted phone False");
        Assert.Equal(0, clerk.Queue);
    }

    [Fact]
    public void Release_TwiceOrAfterItsPlaceServesAnother_DoesNothing()
    {
        var press = new Resource(Simulator, "press");
        async Process Worker()
        {
            var first = await press.Request();
            Assert.True(first.IsHeld);
            Assert.True(first.Release());
            Assert.False(first.Release());
            var second = await press.Request();
            Assert.False(first.Release());
            first.Dispose();
            Assert.True(second.IsHeld);
            Assert.Equal(1, press.InUse);
            Assert.True(second.Release());
            Assert.False(default(Grant).Release());
            story.Tell("done");
        }

        Simulator.Start(Worker());
        story.Ends("0: done");
    }

    [Fact]
    public void Capacity_Raised_ServesWhoWaits()
    {
        var crew = new Resource(Simulator, "crew");
        for (var i = 1; i <= 4; i++)
        {
            Simulator.Start(Use(crew, $"job {i}", 10));
        }

        Simulator.RunUntil(Simulator.Clock.Time(3));
        crew.Capacity = 3;
        story.Ends("0: job 1", "3: job 2", "3: job 3", "10: job 4");
    }

    [Fact]
    public void Capacity_Lowered_TakesNoUnitAway()
    {
        var crew = new Resource(Simulator, "crew", 2);
        for (var i = 1; i <= 4; i++)
        {
            Simulator.Start(Use(crew, $"job {i}", 10 * i));
        }

        Simulator.RunUntil(Simulator.Clock.Time(3));
        crew.Capacity = 1;
        Assert.Equal(2, crew.InUse);
        Assert.Equal(2, crew.Utilisation.Level);
        story.Ends("0: job 1", "0: job 2", "20: job 3", "50: job 4");
        Assert.Contains("-1", Assert.Throws<ArgumentOutOfRangeException>(() => crew.Capacity = -1).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Capacity_Zero_LetsAllWait()
    {
        var crew = new Resource(Simulator, "crew", 0);
        Simulator.Start(Use(crew, "job", 1));
        Simulator.RunUntil(Simulator.Clock.Time(8));
        Assert.Equal(1, crew.Queue);
        crew.Capacity = 1;
        story.Ends("8: job");
    }

    private async Process Use(Resource resource, string name, double seconds)
    {
        using var held = await resource.Request();
        story.Tell(name);
        await Simulator.Delay(seconds);
    }
}
