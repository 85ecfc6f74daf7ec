using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Monitors;
using TwinGrid.Simulation.Processes;
using TwinGrid.Simulation.Resources;
using TwinGrid.Simulation.Tests.Processes;

namespace TwinGrid.Simulation.Tests.Resources;

public sealed class ContainerTests
{
    private readonly Story story = new();

    private Simulator Simulator => story.Simulator;

    [Fact]
    public void Get_MoreThanThereIs_WaitsAndBlocksLaterOnes()
    {
        var tank = new Container(Simulator, "tank", "L", 100, 30);
        Simulator.Start(Get(tank, "a", 50, 0));
        Simulator.Start(Get(tank, "b", 10, 1));
        Simulator.Start(Put(tank, "truck", 40, 5));
        story.Ends("5: truck", "5: a", "5: b");
        Assert.Equal(10, tank.Level);

        // 30 until 5 s, then 10.
        Assert.Equal(30, tank.Levels.Value(Estimator.Mean, Simulator.Now));
        Assert.Equal((1 + 2 * 4) / 5.0, tank.GetQueue.Value(Estimator.Mean, Simulator.Now));
    }

    [Fact]
    public void Put_Full_WaitsForRoom()
    {
        var tank = new Container(Simulator, "tank", "L", 100, 90);
        Simulator.Start(Put(tank, "truck", 20, 0));
        Simulator.Start(Get(tank, "a", 5, 2));
        Simulator.Start(Get(tank, "b", 5, 3));
        story.Ends("2: a", "3: b", "3: truck");
        Assert.Equal(100, tank.Level);
    }

    [Fact]
    public void Withdraw_HeadOfTheLine_LetsTheNextHaveIts()
    {
        var tank = new Container(Simulator, "tank", "L", 100, 30);
        async Process Impatient()
        {
            var got = await tank.Get(50).Within(Story.Seconds(2));
            story.Tell($"{got.Status}");
        }

        Simulator.Start(Impatient());
        Simulator.Start(Get(tank, "b", 10, 1));
        story.Ends("2: TimedOut", "2: b");
        Assert.Equal(20, tank.Level);
    }

    [Fact]
    public void Kill_AfterItGot_PutsBack()
    {
        var tank = new Container(Simulator, "tank", "L", 100);
        var killed = Simulator.Start(Get(tank, "a", 10, 0));
        Simulator.RunUntil(Simulator.Clock.Time(1));
        Assert.True(tank.TryPut(15));
        Assert.Equal(5, tank.Level);
        killed.Kill();
        story.Ends();
        Assert.Equal(15, tank.Level);
    }

    [Fact]
    public void TryGet_OthersWait_IsFalse()
    {
        var tank = new Container(Simulator, "tank", "L", 100, 30);
        Simulator.Start(Get(tank, "a", 50, 0));
        Simulator.RunUntil(Simulator.Clock.Time(1));
        Assert.False(tank.TryGet(10));
        Assert.True(tank.TryPut(70));
        Assert.True(tank.TryGet(10));
        Assert.False(tank.TryPut(61));
        story.Ends("1: a");
    }

    [Theory]
    [InlineData(101)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void Get_ImpossibleAmount_Throws(double amount)
    {
        var tank = new Container(Simulator, "tank", "L", 100);
        Assert.Contains("from 0 to its capacity of 100 L", Assert.Throws<ArgumentOutOfRangeException>(() => tank.Get(amount)).Message, StringComparison.Ordinal);
    }

    private async Process Get(Container tank, string name, double amount, double comes)
    {
        await Simulator.Delay(comes);
        await tank.Get(amount);
        story.Tell(name);
    }

    private async Process Put(Container tank, string name, double amount, double comes)
    {
        await Simulator.Delay(comes);
        await tank.Put(amount);
        story.Tell(name);
    }
}
