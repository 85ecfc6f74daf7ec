using TwinGrid.Contracts.Storage;
using TwinGrid.Contracts.Watches;
using TwinGrid.Grains.Tests.Partitions;
using Xunit;
using static TwinGrid.Grains.Tests.Partitions.TestPlant;

namespace TwinGrid.Grains.Tests.Watches;

public sealed class EventWatchTests
{
    private readonly TestPartition partition = new(Of(("a", 0, [Range("pump-{00}", "pump", 3)])));
    private readonly WatchRig rig;

    public EventWatchTests() => rig = new WatchRig(partition);

    [Fact]
    public async Task Watch_FromNow_TellsWhatComesAfterIt()
    {
        Happen();
        await using var watch = Watch(null);
        var next = watch.MoveNextAsync().AsTask();
        await rig.Hub.LookAsync(WatchRig.Token);
        Happen();
        await rig.Hub.LookAsync(WatchRig.Token);
        Assert.True(await next);
        Assert.Equal((0, "2.0"), (watch.Current.Partition, watch.Current.Event.Message));
    }

    [Fact]
    public async Task Watch_AfterAPosition_TellsTheRestThenWhatComesEachOnce()
    {
        for (var i = 0; i < 5; i++)
        {
            Happen();
        }

        await using var watch = Watch(new EventPosition(2, 0));
        var first = watch.MoveNextAsync().AsTask();
        Happen();
        await rig.Hub.LookAsync(WatchRig.Token);
        Assert.True(await first);
        var seen = new List<string> { watch.Current.Event.Message };
        Happen();
        await rig.Hub.LookAsync(WatchRig.Token);
        while (seen.Count < 5)
        {
            seen.Add((await WatchRig.Next(watch)).Event.Message);
        }

        Assert.Equal(["3.0", "4.0", "5.0", "6.0", "7.0"], seen);
    }

    [Fact]
    public async Task Watch_ReaderTooSlow_EndsAfterWhatIsQueuedAndCanResume()
    {
        await using var watch = Watch(null);
        var next = watch.MoveNextAsync().AsTask();
        await rig.Hub.LookAsync(WatchRig.Token);
        for (var i = 0; i < 60; i++)
        {
            Happen();
        }

        await rig.Hub.LookAsync(WatchRig.Token);
        Assert.True(await next);
        var last = watch.Current.Event.Position;
        var error = await Assert.ThrowsAsync<WatchTooSlowException>(async () =>
        {
            while (await watch.MoveNextAsync())
            {
                last = watch.Current.Event.Position;
            }
        });
        Assert.Contains("more than 20 events behind", error.Message, StringComparison.Ordinal);
        await using var resumed = Watch(last);
        var resuming = resumed.MoveNextAsync().AsTask();
        await rig.Hub.LookAsync(WatchRig.Token);
        Assert.True(await resuming);
        Assert.Equal(last.CommitIndex + 1, resumed.Current.Event.Position.CommitIndex);
    }

    [Fact]
    public async Task LookAsync_NobodyListens_ReadsNoEvents()
    {
        await using var states = rig.Watch();
        await WatchRig.Picture(states);
        Happen();
        await rig.Hub.LookAsync(WatchRig.Token);
        Assert.Equal(0, rig.Events.Reads);
    }

    private IAsyncEnumerator<(int Partition, HistoryEvent Event)> Watch(EventPosition? after) =>
        rig.Hub.WatchEventsAsync("p", after is { } position ? new Dictionary<int, EventPosition> { [0] = position } : null, WatchRig.Token)
            .GetAsyncEnumerator(WatchRig.Token);

    private void Happen()
    {
        rig.Events.Add(partition.Key, partition.AppliedIndex + 1);
        partition.Set("pump-01", "speed", 1, 1);
    }
}
