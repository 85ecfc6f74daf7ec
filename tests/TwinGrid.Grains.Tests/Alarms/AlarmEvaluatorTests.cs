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
    public async Task RunAsync_ShelvingOver_LogsItsExpiry()
    {
        fold.OnDefinition(catalog, 0, 0);
        fold.OnRecord(AlarmRecord.Of(2, "a", new AlarmAction(AlarmActionKind.Shelve, "ann", "", 1), Nanoseconds.Now(clock)), 1);
        var logged = new TaskCompletionSource<AlarmRecord>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var run = new AlarmEvaluator(fold, () => 3, clock).RunAsync(
            (record, _) =>
            {
                logged.TrySetResult(record);
                return ValueTask.CompletedTask;
            },
            end.Token);
        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.False(logged.Task.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));
        var record = await logged.Task;
        Assert.Equal((AlarmRecordKind.ShelvingExpired, 2, "a"), (record.Kind, record.Slot, record.Alarm));
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }
}
