using Grpc.Core;
using Microsoft.Extensions.Time.Testing;
using TwinGrid.Gateway.Errors;
using TwinGrid.Gateway.Ingest.Quotas;
using TwinGrid.Gateway.Ingest.Streams;
using TwinGrid.V1;
using Xunit;

namespace TwinGrid.Gateway.Tests.Ingest;

public sealed class BoundsTests
{
    private readonly FakeTimeProvider clock = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void TokenBucket_WithinItsRate_NeverWaits()
    {
        var bucket = new TokenBucket(clock);
        for (var second = 0; second < 10; second++)
        {
            Assert.True(bucket.TryTake(100, 100, TimeSpan.Zero, out var wait));
            Assert.Equal(TimeSpan.Zero, wait);
            clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public void TokenBucket_OverItsRate_WaitsForItsDebtThenRefuses()
    {
        var bucket = new TokenBucket(clock);
        Assert.True(bucket.TryTake(300, 100, TimeSpan.FromSeconds(1), out var wait));
        Assert.Equal(TimeSpan.FromSeconds(2), wait);
        Assert.False(bucket.TryTake(1, 100, TimeSpan.FromSeconds(1), out var retry));
        Assert.Equal(TimeSpan.FromSeconds(1), retry);
        clock.Advance(retry);
        Assert.True(bucket.TryTake(1, 100, TimeSpan.FromSeconds(1), out _));
    }

    [Fact]
    public async Task InFlightBudget_Full_LetsWaitersInInTheirOrder()
    {
        var budget = new InFlightBudget(100);
        await budget.AcquireAsync(80, Token);
        var large = budget.AcquireAsync(90, Token).AsTask();
        var small = budget.AcquireAsync(10, Token).AsTask();
        Assert.False(large.IsCompleted || small.IsCompleted); // the small one does not overtake
        budget.Release(80);
        await Task.WhenAll(large, small);
        Assert.Equal(0, budget.Free);
    }

    [Fact]
    public async Task InFlightBudget_WaiterGivesUp_MakesWayForTheNext()
    {
        var budget = new InFlightBudget(100);
        await budget.AcquireAsync(80, Token);
        using var cancel = new CancellationTokenSource();
        var first = budget.AcquireAsync(90, cancel.Token).AsTask();
        var second = budget.AcquireAsync(20, Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await second;
        Assert.Equal(0, budget.Free);
    }

    [Fact]
    public async Task InFlightBudget_MoreThanAllOfIt_IsTakenAsAll()
    {
        var budget = new InFlightBudget(100);
        await budget.AcquireAsync(1_000, Token);
        budget.Release(1_000);
        Assert.Equal(100, budget.Free);
    }

    [Fact]
    public async Task FlowWindow_Closed_IsIdleOnceEverythingIsAcked()
    {
        var flow = new FlowWindow(4, 1000, clock);
        flow.Take(10);
        flow.TakeLoss(9);
        var idle = flow.CloseAsync();
        clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(TimeSpan.FromSeconds(3), flow.Decide(1, 10));
        flow.Written(1, 8);
        Assert.False(idle.IsCompleted);
        flow.Written(0, 9);
        await idle;
    }

    [Fact]
    public void FlowWindow_SlowAcks_HalveTheCreditAndQuickOnesBringItBack()
    {
        var flow = new FlowWindow(64, 64 << 20, clock);
        var slow = TimeSpan.FromSeconds(1);
        Assert.True(flow.Adapt(slow * 2, slow));
        Assert.Equal(32u, flow.ToCredit().Batches);
        for (var i = 0; i < 10; i++)
        {
            flow.Adapt(slow * 2, slow);
        }

        Assert.Equal(4, flow.CreditBatches);
        Assert.False(flow.Adapt(slow / 2, slow));
        for (var i = 0; i < 10; i++)
        {
            flow.Adapt(TimeSpan.Zero, slow);
        }

        Assert.Equal(64, flow.CreditBatches);
    }

    [Fact]
    public void FlowWindow_BytesOverTheCredit_NameBoth()
    {
        var flow = new FlowWindow(64, 1000, clock);
        flow.Check(5000); // one batch is always let in
        flow.Take(900);
        var refused = Assert.Throws<RefusalException>(() => flow.Check(101));
        Assert.Equal("1001 bytes are in flight; the credit is 1000.", refused.Message);
    }

    [Fact]
    public async Task ResponseWriter_ClientThatNeverReads_IsGivenUpAfterTheTimeout()
    {
        using var writer = new ResponseWriter(new StuckWriter(), TimeSpan.FromSeconds(10), clock);
        var write = writer.WriteAsync(new IngestResponse(), Token).AsTask();
        clock.Advance(TimeSpan.FromSeconds(9));
        Assert.False(write.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(ErrorTable.ReaderTooSlow, (await Assert.ThrowsAsync<RefusalException>(() => write)).Row);
    }

    private sealed class StuckWriter : IServerStreamWriter<IngestResponse>
    {
        public WriteOptions? WriteOptions { get; set; }

        public Task WriteAsync(IngestResponse message) => new TaskCompletionSource().Task;
    }
}
