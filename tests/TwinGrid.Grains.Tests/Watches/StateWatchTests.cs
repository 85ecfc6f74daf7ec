using CsCheck;
using TwinGrid.Contracts.Storage;
using TwinGrid.Contracts.Twins;
using TwinGrid.Contracts.Watches;
using TwinGrid.Grains.Tests.Partitions;
using TwinGrid.Model.Samples;
using Xunit;
using static TwinGrid.Grains.Tests.Partitions.TestPlant;

namespace TwinGrid.Grains.Tests.Watches;

public sealed class StateWatchTests
{
    private readonly TestPartition partition = new(Of(("a", 0, [Range("pump-{00}", "pump", 12)]), ("b", 0, [Asset("fill-1", "filler")])));

    [Fact]
    public async Task Watch_AtTheStart_TellsThePictureInPiecesThenSynced()
    {
        partition.Set("pump-03", "speed", 7, 1);
        await using var watch = new WatchRig(partition).Watch("type = pump");
        var picture = await WatchRig.Picture(watch);
        Assert.Equal(12, picture.Count);
        Assert.All(picture, change => Assert.Equal((3, 0UL, false), (change.SignalIndexes.Count, change.Missed, change.Left)));
        Assert.Equal(7, picture.Single(change => change.View.Info.Id == "pump-03").View.Signals[0].Value);
        Assert.Equal(partition.AppliedIndex, watch.Current.Positions[0]);
    }

    [Fact]
    public async Task Watch_NothingMatches_IsSyncedWithAnEmptyPicture()
    {
        await using var watch = new WatchRig(partition).Watch("signals.speed > 10");
        Assert.Empty(await WatchRig.Picture(watch));
    }

    [Fact]
    public async Task Watch_ManyChangesBetweenLooks_ConflatesAndSaysHowManyItMissed()
    {
        var rig = new WatchRig(partition);
        await using var watch = rig.Watch();
        await WatchRig.Picture(watch);
        for (var i = 1; i <= 10; i++)
        {
            partition.Set("pump-01", "speed", i, i);
        }

        partition.Set("pump-01", "running", 1, 1);
        var told = Assert.Single((await rig.NextAfterLook(watch)).Changes);
        Assert.Equal([0, 2], told.SignalIndexes);
        Assert.Equal((10.0, 9UL), (told.View.Signals[0].Value, told.Missed));
    }

    [Fact]
    public async Task Watch_ChangeBelowTheDeadband_IsToldOnceItAddsUp()
    {
        partition.Set("pump-01", "motor.current", 10, 1);
        var rig = new WatchRig(partition);
        await using var watch = rig.Watch("id = pump-01", "motor.current");
        await WatchRig.Picture(watch);
        partition.Set("pump-01", "motor.current", 10.3, 2);
        await rig.Hub.LookAsync(WatchRig.Token);
        partition.Set("pump-01", "motor.current", 10.6, 3);
        var told = Assert.Single((await rig.NextAfterLook(watch)).Changes);
        Assert.Equal((10.6, 1UL), (told.View.Signals[1].Value, told.Missed));
        partition.Set("pump-01", "motor.current", 10.7, 4, Quality.Uncertain);
        Assert.Equal(Quality.Uncertain, Assert.Single((await rig.NextAfterLook(watch)).Changes).View.Signals[1].Quality);
    }

    [Fact]
    public async Task Watch_AssetStopsMatching_LeavesAndMayComeBack()
    {
        var rig = new WatchRig(partition);
        await using var watch = rig.Watch("signals.speed > 10");
        await WatchRig.Picture(watch);
        partition.Set("pump-01", "speed", 11, 1);
        var told = Assert.Single((await rig.NextAfterLook(watch)).Changes);
        Assert.Equal((false, 3), (told.Left, told.SignalIndexes.Count));
        partition.Set("pump-01", "speed", 9, 2);
        told = Assert.Single((await rig.NextAfterLook(watch)).Changes);
        Assert.Equal((true, "pump-01"), (told.Left, told.View.Info.Id));
        partition.Set("pump-01", "speed", 12, 3);
        Assert.False(Assert.Single((await rig.NextAfterLook(watch)).Changes).Left);
        partition.Retire("pump-01");
        Assert.True(Assert.Single((await rig.NextAfterLook(watch)).Changes).Left);
    }

    [Fact]
    public async Task Watch_StateNotDurableYet_IsNotTold()
    {
        var rig = new WatchRig(partition);
        await using var watch = rig.Watch("id = pump-01");
        await WatchRig.Picture(watch);
        partition.HoldsDurability = true;
        partition.Set("pump-01", "speed", 1, 1);
        await rig.Hub.LookAsync(WatchRig.Token);
        var next = watch.MoveNextAsync();
        Assert.False(next.IsCompleted);
        partition.MakeDurable();
        Assert.True(await next);
        Assert.Equal(1, watch.Current.Changes[0].View.Signals[0].Value);
        Assert.True(watch.Current.Positions[0] <= partition.DurableIndex);
    }

    [Fact]
    public async Task Watch_ReaderStopsReading_OthersGoOnAndItCatchesUpConflated()
    {
        var rig = new WatchRig(partition);
        await using var slow = rig.Watch("id = pump-01");
        await using var quick = rig.Watch("id = pump-01");
        await WatchRig.Picture(slow);
        await WatchRig.Picture(quick);
        for (var i = 1; i <= 1_000; i++)
        {
            partition.Set("pump-01", "speed", i, i);
            Assert.Equal(i, (await rig.NextAfterLook(quick)).Changes[0].View.Signals[0].Value);
        }

        var told = Assert.Single((await WatchRig.Next(slow)).Changes);
        Assert.Equal((1_000.0, 999UL), (told.View.Signals[0].Value, told.Missed));
    }

    [Fact]
    public async Task Watch_PartitionMovesAway_EndsSoThatItsReaderStartsAnew()
    {
        var rig = new WatchRig(partition);
        await using var watch = rig.Watch();
        await WatchRig.Picture(watch);
        rig.Directory.Clear();
        await rig.Hub.LookAsync(WatchRig.Token);
        await Assert.ThrowsAsync<StoreFencedException>(async () => await watch.MoveNextAsync());
    }

    [Fact]
    public async Task Watch_MoreSignalsThanTheBound_IsRefused()
    {
        var rig = new WatchRig(partition) { Options = new() { MaxSignals = 20 } };
        await using var watch = rig.Watch("type = pump");
        await Assert.ThrowsAsync<FilterException>(async () => await WatchRig.Picture(watch));
        await using var narrow = rig.Watch("type = pump", "speed");
        Assert.Equal(12, (await WatchRig.Picture(narrow)).Count);
    }

    [Fact]
    public async Task Watch_UnknownSignal_IsRefused()
    {
        var error = await Assert.ThrowsAsync<FilterException>(async () => await new WatchRig(partition).Watch("", "sped").MoveNextAsync());
        Assert.Equal("signals", error.Field);
    }

    [Fact]
    public Task Watch_AnyInterleaving_SeesASubsequenceInCommitOrderThatEndsAtTheFinalState() =>
        Gen.Select(Gen.Int[1, 12], Gen.Int[0, 3]).Array[1, 200].SampleAsync(
            async steps =>
            {
                var table = new TestPartition(Of(("a", 0, [Range("pump-{00}", "pump", 12)])));
                var rig = new WatchRig(table);
                await using var watch = rig.Watch("", "speed");
                var last = (await WatchRig.Picture(watch)).ToDictionary(change => change.View.Info.Id, _ => 0L);
                ulong came = 0;
                ulong told = 0;
                Task<bool>? reading = null;
                for (var i = 0; i < steps.Length; i++)
                {
                    table.Set($"pump-{steps[i].Item1:D2}", "speed", i + 1, i + 1);
                    came++;
                    if (steps[i].Item2 == 0)
                    {
                        await rig.Hub.LookAsync(WatchRig.Token);
                        reading ??= watch.MoveNextAsync().AsTask();
                        Assert.True(await reading);
                        told += Check(watch.Current, last);
                        reading = null;
                    }
                }

                while (last.Any(pair => pair.Value != Final(table, pair.Key)))
                {
                    await rig.Hub.LookAsync(WatchRig.Token);
                    Assert.True(await watch.MoveNextAsync());
                    told += Check(watch.Current, last);
                }

                // Every sample is told or counted as missed, once.
                Assert.Equal(came, told);
            },
            iter: 100);

    private static ulong Check(AssetChanges changes, Dictionary<string, long> last)
    {
        ulong told = 0;
        foreach (var change in changes.Changes)
        {
            var time = change.View.Signals[0].TimeNs;
            Assert.True(time > last[change.View.Info.Id]);
            last[change.View.Info.Id] = time;
            told += 1 + change.Missed;
        }

        return told;
    }

    private static long Final(TestPartition table, string asset)
    {
        var view = new AssetView();
        Assert.True(table.TryRead(table.FindAsset(asset), view));
        return Math.Max(0, view.Signals[0].TimeNs);
    }
}
