using Microsoft.Extensions.Time.Testing;
using TwinGrid.Contracts.Alarms;
using TwinGrid.Grains.Alarms;
using TwinGrid.Grains.Tests.Partitions;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;
using Xunit;
using static TwinGrid.Grains.Tests.Partitions.TestCatalog;

namespace TwinGrid.Grains.Tests.Alarms;

public sealed class AlarmEvaluatorTests
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly TestCatalog catalog = Of(
        Type([Signal("t", staleAfter: TimeSpan.FromSeconds(10))], [new AlarmDefinition { Id = "a", Signal = "t", Kind = AlarmKind.Stale }]), 3);
    private readonly AlarmFold fold = new(new RecordedEvents());

    [Fact]
    public void Look_SignalOlderThanStaleAfter_DecidesOnceItIsApplied()
    {
        fold.OnDefinition(catalog, 0, 0);
        catalog.Newest[(1, 0)] = Nanoseconds.Now(clock);
        var evaluator = new AlarmEvaluator(fold, () => 3, clock);
        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Empty(evaluator.Look());
        clock.Advance(TimeSpan.FromMilliseconds(1));
        var decision = Assert.Single(evaluator.Look());
        Assert.Equal((AlarmRecordKind.FoundStale, 1), (decision.Kind, decision.Slot));
        fold.OnRecord(decision, 1);
        Assert.Empty(evaluator.Look());
    }

    [Fact]
    public void Look_ConditionLastsWithoutASample_DecidesAfterItsDelayHasPassedHereToo()
    {
        var type = Type([Signal("t")], [new AlarmDefinition { Id = "a", Signal = "t", Kind = AlarmKind.State, Limit = 1, Delay = TimeSpan.FromSeconds(5) }]);
        fold.OnDefinition(Of(type), 0, 0);
        var evaluator = new AlarmEvaluator(fold, () => 1, clock);

        // Recorded long ago: by source time the delay is over at once, but the next sample may be on its way.
        fold.OnSample(0, 0, 1, 1, Quality.Good, 1);
        Assert.Empty(evaluator.Look());
        clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Empty(evaluator.Look());
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(AlarmRecordKind.DelayElapsed, Assert.Single(evaluator.Look()).Kind);
        fold.OnSample(0, 0, 2, 0, Quality.Good, 2);
        Assert.Empty(evaluator.Look());
    }

    [Fact]
    public void Look_ShelvingOver_DecidesToShowTheAlarmAgain()
    {
        fold.OnDefinition(catalog, 0, 0);
        fold.OnRecord(AlarmRecord.Of(2, "a", new AlarmAction(AlarmActionKind.Shelve, "ann", "", 1), Nanoseconds.Now(clock)), 1);
        var evaluator = new AlarmEvaluator(fold, () => 3, clock);
        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Empty(evaluator.Look());
        clock.Advance(TimeSpan.FromSeconds(1));
        var decision = Assert.Single(evaluator.Look());
        Assert.Equal((AlarmRecordKind.ShelvingExpired, 2, "a"), (decision.Kind, decision.Slot, decision.Alarm));
    }
}
