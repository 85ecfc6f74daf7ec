using TwinGrid.Client.Ingest;
using TwinGrid.Client.Testing;
using TwinGrid.V1;
using Xunit;

namespace TwinGrid.Client.Tests.Ingest;

public sealed class IngestProducerTests
{
    [Fact]
    public async Task Flush_AfterSending_EverythingIsStoredOnceAndCounted()
    {
        await using var fixture = await ProducerFixture.StartAsync();
        await using var producer = fixture.Producer();

        await fixture.SendAsync(producer, 50);
        await producer.FlushAsync(fixture.Token);

        Assert.Equal(ProducerFixture.Count(50), fixture.Stored);
        Assert.Equal(150, producer.Statistics.SentSamples);
        Assert.Equal(150, producer.Statistics.AckedSamples);
        Assert.Equal(50, fixture.Decisions.Count);
        Assert.Equal("token-0-50", Assert.Single(producer.Tokens));
    }

    [Fact]
    public async Task Append_SingleSamples_GoInBatchesAndKeepTextAndQuality()
    {
        await using var fixture = await ProducerFixture.StartAsync();
        await using var producer = fixture.Producer(options => options with { MaxBatchSamples = 10 });
        var number = producer.Declare(new SeriesDescription("pump-1", "speed"));
        var text = producer.Declare(new SeriesDescription("pump-1", "recipe", Type: SignalType.String));

        for (var i = 0; i < 25; i++)
        {
            await producer.AppendAsync(number, i, i, i == 7 ? 0x8000_0000 : 0, fixture.Token);
        }

        await producer.AppendAsync(text, 99, "lemon", cancellationToken: fixture.Token);
        await producer.FlushAsync(fixture.Token);

        var stored = fixture.Server.Store.Samples("gateway");
        Assert.Equal(26, stored.Count);
        Assert.Equal(0x8000_0000, stored[7].Quality);
        Assert.Equal(0U, stored[8].Quality);
        Assert.Equal("lemon", stored[25].Text);
    }

    [Theory]
    [InlineData(FakeFault.DieBeforeCommit)]
    [InlineData(FakeFault.DieAfterCommit)]
    [InlineData(FakeFault.Unavailable)]
    [InlineData(FakeFault.Drain)]
    public async Task Send_ServerFailsInTheMiddle_NothingIsLostOrDoubled(FakeFault fault)
    {
        await using var fixture = await ProducerFixture.StartAsync();
        fixture.Server.Script.Credit = new Credit { Batches = 4, Bytes = 1 << 20 };
        fixture.Server.Script.OnBatch = (n, _) => n is 7 or 8 or 30 ? fault : FakeFault.None;
        await using var producer = fixture.Producer();

        await fixture.SendAsync(producer, 60);
        await producer.FlushAsync(fixture.Token);

        Assert.Equal(ProducerFixture.Count(60), fixture.Stored);
        Assert.Equal(180, producer.Statistics.AckedSamples);
        Assert.Equal(180, producer.Statistics.SentSamples);
        Assert.Equal(Enumerable.Range(1, 60).Select(n => (ulong)n), fixture.Decisions.Select(decision => decision.Seq));
        Assert.True(producer.Statistics.Reconnects > 0);
    }

    [Fact]
    public async Task Send_ServerDrains_SaysGoodbyeBeforeItReconnects()
    {
        await using var fixture = await ProducerFixture.StartAsync();
        fixture.Server.Script.Credit = new Credit { Batches = 2, Bytes = 1 << 20 };
        fixture.Server.Script.OnBatch = (n, _) => n == 3 ? FakeFault.Drain : FakeFault.None;
        await using var producer = fixture.Producer();

        await fixture.SendAsync(producer, 10);
        await producer.FlushAsync(fixture.Token);

        Assert.True(fixture.Server.Script.SawClose);
        Assert.Equal(0, producer.Statistics.ResentBatches);
    }

    [Fact]
    public async Task Send_ServerIsKilledAndComesBack_GoesOnByItself()
    {
        await using var fixture = await ProducerFixture.StartAsync();
        await using var producer = fixture.Producer();
        await fixture.SendAsync(producer, 20);
        await producer.FlushAsync(fixture.Token);

        await fixture.Server.KillAsync();
        await fixture.SendAsync(producer, 20, 60);
        await fixture.Server.RestartAsync();
        await producer.FlushAsync(fixture.Token);

        Assert.Equal(ProducerFixture.Count(40), fixture.Stored);
    }

    [Fact]
    public async Task Send_CommittedButNotAcked_ResultsAreAskedAgain()
    {
        await using var fixture = await ProducerFixture.StartAsync();
        fixture.Server.Script.OnBatch = (n, _) => n == 0 ? FakeFault.DieAfterCommit : FakeFault.None;
        await using var producer = fixture.Producer();
        var series = producer.Declare(new SeriesDescription("pump-1", "speed"));
        var columns = new SampleColumns();
        columns.AddRun(series, [1, 2, 3], [1, double.NaN, double.NaN]);

        await producer.SendAsync(columns, fixture.Token);
        await producer.FlushAsync(fixture.Token);

        Assert.Equal(1, producer.Statistics.AckedSamples);
        Assert.Equal(2, producer.Statistics.RejectedSamples["VALUE_NOT_FINITE"]);
        Assert.Equal(1, fixture.Server.Store.Lane("gateway", 0, lane => lane.Duplicates));
    }

    [Fact]
    public async Task Send_StoreWasRestored_RefillsFromAckedBatches()
    {
        await using var fixture = await ProducerFixture.StartAsync();
        await using var producer = fixture.Producer();
        await fixture.SendAsync(producer, 5);
        await producer.FlushAsync(fixture.Token);
        var backup = fixture.Server.Store.Backup();
        await fixture.SendAsync(producer, 5, 15);
        await producer.FlushAsync(fixture.Token);

        await fixture.Server.KillAsync();
        fixture.Server.Store.Restore(backup);
        await fixture.Server.RestartAsync();
        await fixture.SendAsync(producer, 1, 30);
        await producer.FlushAsync(fixture.Token);

        Assert.Equal(ProducerFixture.Count(11), fixture.Stored);
        Assert.Equal(33, producer.Statistics.AckedSamples);
        Assert.Empty(fixture.Server.Store.Lane("gateway", 0, lane => lane.Losses));
    }

    [Fact]
    public async Task Send_StoreWasRestoredFurtherThanHeld_DeclaresTheLoss()
    {
        await using var fixture = await ProducerFixture.StartAsync();
        await using var producer = fixture.Producer(options => options with { KeepAckedBytes = 0 });
        await fixture.SendAsync(producer, 2);
        await producer.FlushAsync(fixture.Token);
        var backup = fixture.Server.Store.Backup();
        await fixture.SendAsync(producer, 3, 6);
        await producer.FlushAsync(fixture.Token);

        await fixture.Server.KillAsync();
        fixture.Server.Store.Restore(backup);
        await fixture.Server.RestartAsync();
        await fixture.SendAsync(producer, 1, 15);
        await producer.FlushAsync(fixture.Token);

        Assert.Equal((3UL, 5UL), Assert.Single(fixture.Server.Store.Lane("gateway", 0, lane => lane.Losses.ToList())));
        Assert.Equal(3, producer.Statistics.LostBatches);
        Assert.Equal([.. ProducerFixture.Count(2), 15, 16, 17], fixture.Stored);
    }

    [Fact]
    public async Task Send_StoreWasRestoredFurtherThanHeld_FailsWhereAskedTo()
    {
        await using var fixture = await ProducerFixture.StartAsync();
        await using var producer = fixture.Producer(options => options with { KeepAckedBytes = 0, LossPolicy = LossPolicy.Fail });
        var backup = fixture.Server.Store.Backup();
        await fixture.SendAsync(producer, 3);
        await producer.FlushAsync(fixture.Token);

        await fixture.Server.KillAsync();
        fixture.Server.Store.Restore(backup);
        await fixture.Server.RestartAsync();
        await fixture.SendAsync(producer, 1, 9);

        var gone = await Assert.ThrowsAsync<BatchesGoneException>(() => producer.FlushAsync(fixture.Token));
        Assert.Equal((1UL, 3UL), (gone.FromSeq, gone.ThroughSeq));
    }

    [Fact]
    public async Task Flush_ProducerIsFenced_Throws()
    {
        await using var fixture = await ProducerFixture.StartAsync();
        fixture.Server.Store.FencedBelow = 10;
        await using var producer = fixture.Producer(options => options with { Epoch = 9 });
        producer.Declare(new SeriesDescription("pump-1", "speed"));

        await Assert.ThrowsAsync<ProducerFencedException>(() => producer.RouteAsync(fixture.Token));
        await Assert.ThrowsAsync<ProducerFencedException>(() => producer.FlushAsync(fixture.Token));
    }

    [Fact]
    public async Task Send_AnotherSenderUsesTheIdentity_ThrowsSequenceConflict()
    {
        await using var fixture = await ProducerFixture.StartAsync();
        fixture.Server.Script.OnBatch = (n, _) => n == 0 ? FakeFault.DieBeforeCommit : FakeFault.HoldAck;
        await using var first = fixture.Producer(options => options with { Epoch = 5 });
        await fixture.SendAsync(first, 1);
        // The other one commits a batch 1 of its own between the two attempts of the first.
        var payload = new Batch { Seq = 1 };
        fixture.Server.Store.Lane("gateway", 0, lane =>
        {
            lane.Epoch = 5;
            lane.HighWaterMark = 1;
            lane.Results[1] = (Google.Protobuf.MessageExtensions.ToByteString(payload), new BatchResult { Seq = 1 });
            return 0;
        });

        await Assert.ThrowsAsync<SequenceConflictException>(() => first.FlushAsync(fixture.Token));
    }

    [Fact]
    public async Task Send_ServerKnowsMoreThanWeDo_StartsANewEpoch()
    {
        await using var fixture = await ProducerFixture.StartAsync();
        await using (var before = fixture.Producer(options => options with { Epoch = 5 }))
        {
            await fixture.SendAsync(before, 4);
            await before.FlushAsync(fixture.Token);
        }

        await using var after = fixture.Producer(options => options with { Epoch = 5 });
        await fixture.SendAsync(after, 2, 12);
        await after.FlushAsync(fixture.Token);

        Assert.Equal(ProducerFixture.Count(6), fixture.Stored);
        Assert.Equal(6UL, fixture.Server.Store.Lane("gateway", 0, lane => lane.Epoch));
    }

    [Fact]
    public async Task Send_RepeatableSenderMakesTheSameBatches_SkipsWhatIsThere()
    {
        await using var fixture = await ProducerFixture.StartAsync();
        await using (var before = fixture.Producer(options => options with { Epoch = 5, Repeatable = true }))
        {
            await fixture.SendAsync(before, 4);
            await before.FlushAsync(fixture.Token);
        }

        await using var after = fixture.Producer(options => options with { Epoch = 5, Repeatable = true });
        await fixture.SendAsync(after, 6);
        await after.FlushAsync(fixture.Token);

        Assert.Equal(ProducerFixture.Count(6), fixture.Stored);
        Assert.Equal(12, after.Statistics.SkippedSamples);
        Assert.Equal(6, after.Statistics.AckedSamples);
        Assert.Equal(6, after.Statistics.SentSamples);
    }

    [Fact]
    public async Task Send_SeriesOfAnotherPartition_GoToALaneOfTheirOwn()
    {
        await using var fixture = await ProducerFixture.StartAsync();
        fixture.Server.Store.Partition = (_, signal) => signal == "far" ? 3U : 0U;
        await using var producer = fixture.Producer();
        var near = producer.Declare(new SeriesDescription("pump-1", "near"));
        var far = producer.Declare(new SeriesDescription("pump-1", "far"));
        var columns = new SampleColumns();
        for (var i = 0; i < 10; i++)
        {
            columns.Add(near, i, i);
            columns.Add(far, i, -i);
        }

        await producer.SendAsync(columns, fixture.Token);
        await producer.FlushAsync(fixture.Token);

        Assert.Equal(10, fixture.Server.Store.Lane("gateway", 0, lane => lane.Samples.Count(sample => sample.Signal == "near")));
        Assert.Equal(10, fixture.Server.Store.Lane("gateway", 3, lane => lane.Samples.Count(sample => sample.Signal == "far")));
        Assert.Equal(20, producer.Statistics.AckedSamples);
    }

    [Fact]
    public async Task Declare_UnknownSignal_IsToldAndItsSamplesAreRejected()
    {
        await using var fixture = await ProducerFixture.StartAsync();
        fixture.Server.Store.Partition = (_, signal) => signal == "sped" ? null : 0U;
        var refused = new List<SeriesRefusal>();
        await using var producer = fixture.Producer(options => options with { OnRefused = refused.Add });

        await fixture.SendAsync(producer, 1, signal: "sped");
        await producer.FlushAsync(fixture.Token);

        Assert.Equal("UNKNOWN_SIGNAL", Assert.Single(refused).Code);
        Assert.Equal(3, producer.Statistics.RejectedSamples["UNKNOWN_SIGNAL"]);
        Assert.Equal(0, producer.Statistics.AckedSamples);
    }

    [Fact]
    public async Task Send_SmallCredit_IsNeverExceeded()
    {
        await using var fixture = await ProducerFixture.StartAsync();
        fixture.Server.Script.Credit = new Credit { Batches = 2, Bytes = 1 << 20 };
        await using var producer = fixture.Producer();

        await fixture.SendAsync(producer, 40);
        await producer.FlushAsync(fixture.Token);

        Assert.InRange(fixture.Server.Script.MostInFlight, 1, 2);
        Assert.Equal(ProducerFixture.Count(40), fixture.Stored);
    }

    [Fact]
    public async Task Send_BufferIsFull_WaitsUntilThereIsRoom()
    {
        await using var fixture = await ProducerFixture.StartAsync();
        await using var producer = fixture.Producer(options => options with { MaxUnackedBytes = 200 });
        await fixture.SendAsync(producer, 1);
        await producer.FlushAsync(fixture.Token);
        await fixture.Server.KillAsync();

        var sending = fixture.SendAsync(producer, 20, 3);
        Assert.InRange(producer.Statistics.UnackedBytes, 0, 200);
        Assert.False(sending.IsCompleted);
        await fixture.Server.RestartAsync();
        await sending;
        await producer.FlushAsync(fixture.Token);

        Assert.Equal(ProducerFixture.Count(21), fixture.Stored);
    }

    [Fact]
    public async Task Send_NoServerForTooLong_GivesUp()
    {
        await using var fixture = await ProducerFixture.StartAsync();
        await fixture.Server.KillAsync();
        await using var producer = fixture.Producer(options => options with { GiveUpFirstAfter = TimeSpan.FromMilliseconds(50) });

        await Assert.ThrowsAsync<IngestUnavailableException>(() => fixture.SendAsync(producer, 1));
    }
}
