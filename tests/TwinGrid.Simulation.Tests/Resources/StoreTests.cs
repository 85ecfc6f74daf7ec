using CsCheck;
using TwinGrid.Model.Time;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Monitors;
using TwinGrid.Simulation.Processes;
using TwinGrid.Simulation.Resources;
using TwinGrid.Simulation.Tests.Processes;

namespace TwinGrid.Simulation.Tests.Resources;

public sealed class StoreTests
{
    private readonly Story story = new();

    private Simulator Simulator => story.Simulator;

    [Fact]
    public void Get_ItemsInOrder_FirstInFirstOut()
    {
        var store = new Store<int>(Simulator, "store");
        for (var i = 1; i <= 3; i++)
        {
            Assert.True(store.TryPut(i));
        }

        for (var i = 0; i < 4; i++)
        {
            Simulator.Start(Get(store, $"p{i}"));
        }

        Simulator.RunUntil(Simulator.Clock.Time(2));
        Assert.Equal(1, store.GetQueue.Level);
        store.TryPut(4);
        story.Ends("0: p0 1", "0: p1 2", "0: p2 3", "2: p3 4");
        Assert.Equal(0, store.Levels.Level);
    }

    [Fact]
    public void Put_Full_WaitsInOrder()
    {
        var buffer = new Store<int>(Simulator, "buffer", 2);
        async Process Upstream()
        {
            for (var i = 1; i <= 4; i++)
            {
                await buffer.Put(i);
                story.Tell($"put {i}");
            }
        }

        async Process Downstream()
        {
            for (var i = 1; i <= 4; i++)
            {
                await Simulator.Delay(5);
                var got = await buffer.Get();
                story.Tell($"got {got.Item}");
            }
        }

        Simulator.Start(Upstream());
        Simulator.Start(Downstream());
        story.Ends("0: put 1", "0: put 2", "5: got 1", "5: put 3", "10: got 2", "10: put 4", "15: got 3", "20: got 4");
        Assert.Equal((2 * 15 + 1 * 5) / 20.0, buffer.Levels.Value(Estimator.Mean, Simulator.Now), 1e-12);
    }

    [Fact]
    public void Get_Filter_TakesTheFirstThatMatchesAndLetsOthersPass()
    {
        var store = new Store<string>(Simulator, "store");
        Simulator.Start(Get(store, "wants b", s => s[0] == 'b'));
        Simulator.Start(Get(store, "wants any"));
        Simulator.RunUntil(Simulator.Clock.Time(1));
        store.TryPut("a1");
        store.TryPut("a2");
        store.TryPut("b1");
        story.Ends("1: wants any a1", "1: wants b b1");
        Assert.Equal(1, store.Count);
        Assert.Equal("a2", store[0]);
    }

    [Fact]
    public void Get_Ordered_TakesTheSmallestThenTheFirst()
    {
        var store = new Store<(int Due, string Name)>(Simulator, "orders", order: (a, b) => a.Due.CompareTo(b.Due));
        foreach (var order in new[] { (5, "e"), (2, "b"), (9, "z"), (2, "b2"), (1, "a") })
        {
            store.TryPut(order);
        }

        var names = new List<string>();
        while (store.TryGet(out var order))
        {
            names.Add(order.Name);
        }

        Assert.Equal(["a", "b", "b2", "e", "z"], names);
    }

    [Fact]
    public void Get_PatienceEnds_LeavesTheLine()
    {
        var store = new Store<int>(Simulator, "store");
        async Process Impatient()
        {
            var got = await store.Get().Within(Story.Seconds(3));
            story.Tell($"{got.Status} {got.Completed}");
        }

        Simulator.Start(Impatient());
        story.Ends("3: TimedOut False");
        store.TryPut(1);
        Assert.Equal(1, store.Count);
    }

    [Fact]
    public void Put_Interrupted_PutsNothing()
    {
        var store = new Store<int>(Simulator, "store", 1);
        async Process Worker()
        {
            await store.Put(1);
            story.Tell($"{(await store.Put(2)).Status}");
        }

        var worker = Simulator.Start(Worker());
        Simulator.RunUntil(Simulator.Clock.Time(1));
        Assert.Equal(1, store.PutQueue.Level);
        worker.Interrupt();
        story.Ends("1: Interrupted");
        Assert.True(store.TryGet(out var item));
        Assert.Equal(1, item);
        Assert.Equal(0, store.Count);
    }

    [Fact]
    public void Kill_AfterItGot_PutsTheItemBackInFront()
    {
        var store = new Store<int>(Simulator, "store");
        var killed = Simulator.Start(Get(store, "killed"));
        Simulator.RunUntil(Simulator.Clock.Time(1));
        store.TryPut(1);
        store.TryPut(2);
        Assert.Equal(1, store.Count);
        killed.Kill();
        story.Ends();
        Assert.Equal(2, store.Count);
        Assert.Equal(1, store[0]);
    }

    // Any mixture of puts and filtered gets against a list.
    [Fact]
    public void TryGet_AnyMixture_MatchesAList() => Gen.Int[-6, 20].Array[0, 300].Sample(operations =>
    {
        var store = new Store<int>(new Story().Simulator, "store");
        var list = new List<int>();
        foreach (var operation in operations)
        {
            if (operation >= 0)
            {
                store.TryPut(operation);
                list.Add(operation);
            }
            else
            {
                var index = list.FindIndex(i => i % -operation == 0);
                Assert.Equal(index >= 0, store.TryGet(out var item, i => i % -operation == 0));
                if (index >= 0)
                {
                    Assert.Equal(list[index], item);
                    list.RemoveAt(index);
                }
            }

            Assert.Equal(list, Enumerable.Range(0, store.Count).Select(i => store[i]));
        }
    });

    private async Process Get<T>(Store<T> store, string name, Func<T, bool>? filter = null)
    {
        var got = await store.Get(filter);
        story.Tell($"{name} {got.Item}");
    }
}
