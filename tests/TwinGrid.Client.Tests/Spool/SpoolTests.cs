using TwinGrid.Client.Ingest;
using TwinGrid.Client.Spool;
using TwinGrid.Client.Testing;
using TwinGrid.Client.Tests.Ingest;
using Xunit;

namespace TwinGrid.Client.Tests.Spool;

public sealed class SpoolTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("twingrid-spool-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    private IngestProducerOptions Spooled(IngestProducerOptions options) => options with
    {
        Spool = new SpoolOptions { Directory = directory, Sync = SpoolSync.EveryBatch, SegmentBytes = 600, MemoryBytes = 200 },
    };

    [Fact]
    public async Task Restart_WhileTheServerIsGone_SendsWhatWasNotAcked()
    {
        await using var fixture = await ProducerFixture.StartAsync();
        await using (var before = fixture.Producer(Spooled))
        {
            await fixture.SendAsync(before, 5);
            await before.FlushAsync(fixture.Token);
            await fixture.Server.KillAsync();
            await fixture.SendAsync(before, 20, 15);
        }

        await fixture.Server.RestartAsync();
        await using var after = fixture.Producer(Spooled);
        await after.FlushAsync(fixture.Token);
        await fixture.SendAsync(after, 5, 75);
        await after.FlushAsync(fixture.Token);

        Assert.Equal(ProducerFixture.Count(30), fixture.Stored);
        Assert.Equal(30UL, fixture.Server.Store.Lane("gateway", 0, lane => lane.HighWaterMark));
    }

    [Fact]
    public async Task Restart_CommittedButNotAcked_DoublesNothing()
    {
        await using var fixture = await ProducerFixture.StartAsync();
        fixture.Server.Script.OnBatch = (_, _) => FakeFault.HoldAck;
        await using (var before = fixture.Producer(Spooled))
        {
            await fixture.SendAsync(before, 4);
            await fixture.Server.Store.WaitAsync("gateway", 12, fixture.Token);
        }

        fixture.Server.Script.OnBatch = (_, _) => FakeFault.None;
        await using var after = fixture.Producer(Spooled);
        await after.FlushAsync(fixture.Token);

        Assert.Equal(ProducerFixture.Count(4), fixture.Stored);
        Assert.Equal(12, after.Statistics.AckedSamples);
    }

    [Fact]
    public async Task Restart_StoreWasRestored_RefillsFromTheDisk()
    {
        await using var fixture = await ProducerFixture.StartAsync();
        var empty = fixture.Server.Store.Backup();
        await using (var before = fixture.Producer(Spooled))
        {
            await fixture.SendAsync(before, 20);
            await before.FlushAsync(fixture.Token);
        }

        fixture.Server.Store.Restore(empty);
        await using var after = fixture.Producer(Spooled);
        await fixture.SendAsync(after, 1, 60);
        await after.FlushAsync(fixture.Token);

        Assert.Equal(ProducerFixture.Count(21), fixture.Stored);
        Assert.Equal(3, after.Statistics.AckedSamples);
    }

    [Fact]
    public async Task Restart_TailOfTheFileIsTorn_StartsANewEpochAndLosesNothingThatWasAcked()
    {
        await using var fixture = await ProducerFixture.StartAsync();
        await using (var before = fixture.Producer(Spooled))
        {
            await fixture.SendAsync(before, 3);
            await before.FlushAsync(fixture.Token);
        }

        var last = Directory.EnumerateFiles(directory, "lane-0-*.spool").Order().First();
        await using (var file = new FileStream(last, FileMode.Open))
        {
            file.SetLength(150); // the first batch and a part of the second
        }

        foreach (var later in Directory.EnumerateFiles(directory, "lane-0-*.spool").Order().Skip(1))
        {
            File.Delete(later);
        }

        await using var after = fixture.Producer(Spooled);
        await fixture.SendAsync(after, 2, 9);
        await after.FlushAsync(fixture.Token);

        Assert.Equal(ProducerFixture.Count(5), fixture.Stored);
        Assert.Equal(2UL, fixture.Server.Store.Lane("gateway", 0, lane => lane.HighWaterMark));
    }

    [Fact]
    public async Task Restart_SeriesDeclaredInAnotherOrder_KeepTheirHandles()
    {
        await using var fixture = await ProducerFixture.StartAsync();
        int first;
        await using (var before = fixture.Producer(Spooled))
        {
            before.Declare(new SeriesDescription("pump-1", "a"));
            first = before.Declare(new SeriesDescription("pump-1", "b")).Number;
            await before.RouteAsync(fixture.Token);
        }

        await using var after = fixture.Producer(Spooled);

        Assert.Equal(first, after.Declare(new SeriesDescription("pump-1", "b")).Number);
    }

    [Fact]
    public async Task Flush_EverythingIsOldEnough_FilesAreDeleted()
    {
        await using var fixture = await ProducerFixture.StartAsync();
        await using var producer = fixture.Producer(options => Spooled(options) with { KeepAckedBytes = 0 });

        await fixture.SendAsync(producer, 100);
        await producer.FlushAsync(fixture.Token);

        Assert.InRange(Directory.EnumerateFiles(directory, "lane-0-*.spool").Count(), 1, 2);
    }

    [Fact]
    public async Task Start_AnotherProducerHasTheSpool_IsRefused()
    {
        await using var fixture = await ProducerFixture.StartAsync();
        await using (fixture.Producer(Spooled))
        {
            Assert.Throws<SpoolException>(() => fixture.Producer(Spooled));
        }

        Assert.Throws<SpoolException>(() => fixture.Producer(options => Spooled(options) with { Producer = "other" }));
    }
}
