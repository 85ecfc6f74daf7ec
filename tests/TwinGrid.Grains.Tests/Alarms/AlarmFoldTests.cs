using System.Text;
using TwinGrid.Contracts.Alarms;
using TwinGrid.Grains.Alarms;
using TwinGrid.Grains.Tests.Partitions;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;
using Xunit;
using static TwinGrid.Grains.Tests.Partitions.TestCatalog;

namespace TwinGrid.Grains.Tests.Alarms;

public sealed class AlarmFoldTests
{
    private const long Second = Nanoseconds.PerSecond;
    private readonly RecordedEvents events = new();
    private ulong commit;

    [Fact]
    public void OnSample_AtTheHighLimit_RaisesAndClearsBelowTheHysteresis()
    {
        var fold = Fold(new AlarmDefinition { Id = "hot", Signal = "t", Kind = AlarmKind.High, Limit = 80, Hysteresis = 5 }, out _);
        Feed(fold, (1, 79.9), (2, 80), (3, 76), (4, 75));
        var alarm = Assert.Single(fold.GetAlarms(0));
        Assert.Equal((AlarmState.ReturnedUnacknowledged, false), (alarm.State, alarm.IsActive));
        Assert.Equal((2 * Second, 4 * Second, 80.0), (alarm.RaisedAtNs, alarm.ClearedAtNs, alarm.Value));
        Assert.Equal(["alarm.raised", "alarm.cleared"], events.Kinds);
        Assert.Equal([2UL, 4UL], events.All.Select(e => e.CommitIndex));
    }

    [Theory]
    [InlineData(AlarmKind.High, 10.0, 9.999)]
    [InlineData(AlarmKind.HighHigh, 10.0, 9.999)]
    [InlineData(AlarmKind.Low, 10.0, 10.001)]
    [InlineData(AlarmKind.LowLow, 10.0, 10.001)]
    [InlineData(AlarmKind.State, 10.0, 9.0)]
    public void OnSample_EachLimitKind_RaisesOnItsSideAlone(AlarmKind kind, double holds, double gone)
    {
        var fold = Fold(new AlarmDefinition { Id = "a", Signal = "t", Kind = kind, Limit = 10 }, out _);
        Feed(fold, (1, gone));
        Assert.Equal(0, fold.CountActive(0));
        Feed(fold, (2, holds));
        Assert.Equal(1, fold.CountActive(0));
        Feed(fold, (3, gone));
        Assert.False(fold.GetAlarms(0)[0].IsActive);
    }

    [Fact]
    public void OnSample_ConditionGoneDuringTheDelay_StartsTheDelayAnew()
    {
        var fold = Fold(
            new AlarmDefinition { Id = "a", Signal = "t", Kind = AlarmKind.High, Limit = 10, Hysteresis = 3, Delay = TimeSpan.FromSeconds(5) }, out _);
        Feed(fold, (1, 11), (4, 9), (5, 11), (9.9, 11));
        Assert.Empty(events.All);
        Feed(fold, (10, 11));
        Assert.Equal(10 * Second, fold.GetAlarms(0)[0].RaisedAtNs);
    }

    [Fact]
    public void OnRecord_DelayElapsedWithoutASample_RaisesAtTheEndOfTheDelay()
    {
        var fold = Fold(new AlarmDefinition { Id = "a", Signal = "t", Kind = AlarmKind.State, Limit = 1, Delay = TimeSpan.FromSeconds(5) }, out _);
        Feed(fold, (1, 1));
        fold.OnRecord(new AlarmRecord(AlarmRecordKind.DelayElapsed, 0, "a", 5 * Second), ++commit);
        Assert.Empty(events.All);
        fold.OnRecord(new AlarmRecord(AlarmRecordKind.DelayElapsed, 0, "a", 7 * Second), ++commit);
        fold.OnRecord(new AlarmRecord(AlarmRecordKind.DelayElapsed, 0, "a", 8 * Second), ++commit);
        Assert.Equal(["alarm.raised"], events.Kinds);
        Assert.Equal((6 * Second, 1.0), (fold.GetAlarms(0)[0].RaisedAtNs, fold.GetAlarms(0)[0].Value));
    }

    [Fact]
    public void OnSample_RateAtTheLimit_RaisesByChangeASecond()
    {
        var fold = Fold(new AlarmDefinition { Id = "a", Signal = "t", Kind = AlarmKind.Rate, Limit = 2 }, out _);
        Feed(fold, (1, 0), (2, 1.9), (4, 5));
        Assert.Empty(events.All);
        Feed(fold, (5, 3));
        Assert.Equal(-2, fold.GetAlarms(0)[0].Value);
        Feed(fold, (6, 3));
        Assert.Equal(["alarm.raised", "alarm.cleared"], events.Kinds);
    }

    [Fact]
    public void OnSample_ValueUnchangedForTheDelay_RaisesStuckUntilItMoves()
    {
        var fold = Fold(new AlarmDefinition { Id = "a", Signal = "t", Kind = AlarmKind.Stuck, Delay = TimeSpan.FromSeconds(10) }, out _);
        Feed(fold, (1, 7), (5, 7), (10, 7));
        Assert.Empty(events.All);
        Feed(fold, (11, 7), (12, 7), (13, 7.1));
        Assert.Equal(["alarm.raised", "alarm.cleared"], events.Kinds);
    }

    [Fact]
    public void OnSample_BadQuality_ChangesNothing()
    {
        var fold = Fold(new AlarmDefinition { Id = "a", Signal = "t", Kind = AlarmKind.High, Limit = 10 }, out _);
        fold.OnSample(0, 0, Second, 99, Quality.Bad, 1);
        Assert.Empty(events.All);
        fold.OnSample(0, 0, 2 * Second, 99, Quality.UncertainEngineeringUnitsExceeded, 2);
        fold.OnSample(0, 0, 3 * Second, 0, Quality.Bad, 3);
        Assert.True(fold.GetAlarms(0)[0].IsActive);
    }

    [Fact]
    public void OnRecord_StaleFoundThenSample_RaisesAndClears()
    {
        var fold = StaleFold(out var catalog);
        catalog.Newest[(0, 0)] = 100 * Second;
        fold.OnRecord(new AlarmRecord(AlarmRecordKind.FoundStale, 0, "a", 109 * Second), 1);
        Assert.Empty(events.All);
        fold.OnRecord(new AlarmRecord(AlarmRecordKind.FoundStale, 0, "a", 111 * Second), 2);
        fold.OnRecord(new AlarmRecord(AlarmRecordKind.FoundStale, 0, "a", 112 * Second), 3);
        Assert.Equal(["alarm.raised"], events.Kinds);

        // Arrives now, but measured long ago: the signal is as stale as before.
        fold.OnSample(0, 0, 100 * Second + 1, 5, Quality.Good, 4);
        Assert.True(fold.GetAlarms(0)[0].IsActive);
        fold.OnSample(0, 0, 113 * Second, 5, Quality.Good, 5);
        Assert.Equal(["alarm.raised", "alarm.cleared"], events.Kinds);
    }

    [Fact]
    public void OnRecord_StaleForASignalThatNeverCame_RaisesNothing()
    {
        var fold = StaleFold(out _);
        fold.OnRecord(new AlarmRecord(AlarmRecordKind.FoundStale, 0, "a", 111 * Second), 1);
        Assert.Empty(events.All);
    }

    [Fact]
    public void OnRecord_Acknowledge_KeepsWhoWhenAndWhy()
    {
        var fold = Fold(new AlarmDefinition { Id = "a", Signal = "t", Kind = AlarmKind.High, Limit = 10 }, out _);
        Feed(fold, (1, 11));
        Act(fold, new AlarmAction(AlarmActionKind.Acknowledge, "ann", "seen", 0), 50);
        var alarm = fold.GetAlarms(0)[0];
        Assert.Equal((AlarmState.Acknowledged, "ann", "seen", 50 * Second), (alarm.State, alarm.AcknowledgedBy, alarm.Comment, alarm.AcknowledgedAtNs));
        Assert.Equal("ann", events.All[^1].Attributes["by"]);
        Feed(fold, (60, 9), (61, 11));
        Assert.Equal((AlarmState.Unacknowledged, 0L), (fold.GetAlarms(0)[0].State, fold.GetAlarms(0)[0].AcknowledgedAtNs));
    }

    [Fact]
    public void OnRecord_ShelvedThenRaised_TellsNothingUntilItExpires()
    {
        var fold = Fold(new AlarmDefinition { Id = "a", Signal = "t", Kind = AlarmKind.High, Limit = 10 }, out _);
        Act(fold, new AlarmAction(AlarmActionKind.Shelve, "ann", "maintenance", 1), 0);
        Feed(fold, (1, 11));
        Assert.Equal(["alarm.shelved"], events.Kinds);
        Assert.Equal([0], fold.SlotsWithAlarms);
        Assert.Empty(fold.ExpiredShelvings(0, (60 * Second) - 1));
        Assert.Equal(["a"], fold.ExpiredShelvings(0, 60 * Second));
        fold.OnRecord(new AlarmRecord(AlarmRecordKind.ShelvingExpired, 0, "a", 60 * Second), ++commit);
        var alarm = fold.GetAlarms(0)[0];
        Assert.Equal((AlarmState.Unacknowledged, 0L), (alarm.State, alarm.ShelvedUntilNs));
        Assert.Equal(["alarm.shelved", "alarm.unshelved"], events.Kinds);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1441)]
    public void Of_ShelvingOutsideADay_IsRefused(int minutes)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(
            () => AlarmRecord.Of(0, "a", new AlarmAction(AlarmActionKind.Shelve, "ann", "", minutes), 0));
        Assert.Contains("1 to 1440 minutes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OnDefinition_AlarmRemovedWhileActive_EndsIt()
    {
        var fold = Fold(new AlarmDefinition { Id = "a", Signal = "t", Kind = AlarmKind.High, Limit = 10 }, out _);
        Feed(fold, (1, 11));
        fold.OnDefinition(Of(Type([Signal("t")])), 7, 9 * Second);
        Assert.Empty(fold.SlotsWithAlarms);
        Assert.Equal(("alarm.cleared", 7UL, "alarm no longer defined"), (events.All[^1].Kind, events.All[^1].CommitIndex, events.All[^1].Attributes["reason"]));
    }

    [Fact]
    public void OnDefinition_AssetRetiredWhileActive_EndsItsAlarms()
    {
        var fold = Fold(new AlarmDefinition { Id = "a", Signal = "t", Kind = AlarmKind.High, Limit = 10 }, out var catalog);
        Feed(fold, (1, 11));
        fold.OnDefinition(catalog.Retire(0), 7, 9 * Second);
        Assert.Equal((0, "asset retired"), (fold.CountActive(0), events.All[^1].Attributes["reason"]));
    }

    [Fact]
    public void FromBytes_OfToBytes_IsTheSame()
    {
        var record = new AlarmRecord(AlarmRecordKind.Shelve, 4_000_000, "temperatur-hoch", 17, 18, "Jürgen", "läuft");
        Assert.Equal(record, AlarmRecord.FromBytes(record.ToBytes()));
    }

    internal static byte[] Snapshot(AlarmFold fold)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        fold.Save(writer);
        return stream.ToArray();
    }

    private AlarmFold StaleFold(out TestCatalog catalog)
    {
        var signal = Signal("t", staleAfter: TimeSpan.FromSeconds(10));
        catalog = Of(Type([signal], [new AlarmDefinition { Id = "a", Signal = "t", Kind = AlarmKind.Stale }]));
        var fold = new AlarmFold(events);
        fold.OnDefinition(catalog, 0, 0);
        return fold;
    }

    private AlarmFold Fold(AlarmDefinition alarm, out TestCatalog catalog)
    {
        catalog = Of(Type([Signal("t")], [alarm]));
        var fold = new AlarmFold(events);
        fold.OnDefinition(catalog, 0, 0);
        return fold;
    }

    private void Feed(AlarmFold fold, params (double Seconds, double Value)[] samples)
    {
        foreach (var (seconds, value) in samples)
        {
            fold.OnSample(0, 0, (long)(seconds * Second), value, Quality.Good, ++commit);
        }
    }

    private void Act(AlarmFold fold, AlarmAction action, double seconds) =>
        fold.OnRecord(AlarmRecord.Of(0, "a", action, (long)(seconds * Second)), ++commit);
}
