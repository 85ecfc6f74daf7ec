using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TwinGrid.Grains.Aggregates;
using TwinGrid.Grains.Tests.Partitions;
using TwinGrid.Model.Samples;
using Xunit;
using static TwinGrid.Grains.Tests.Partitions.TestPlant;

namespace TwinGrid.Grains.Tests.Aggregates;

public sealed class FiguresRefresherTests
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly MemoryDocuments documents = new();
    private readonly TestPartition partition = new(Of(("a", 0, [Asset("fill-1", "filler")])));

    [Fact]
    public async Task LookAsync_AfterARestart_GoesOnWithTheWindow()
    {
        var start = Nanoseconds.Now(clock);
        var (first, _) = Refresher();
        for (var minute = 0; minute <= 30; minute++)
        {
            Produce(minute);
            await first.LookAsync(TestContext.Current.CancellationToken);
            clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(31, documents.Count);
        var (second, source) = Refresher();
        Produce(31);
        await second.LookAsync(TestContext.Current.CancellationToken);
        var throughput = source.Get("p")!.Lines["a"].Kpis.Single(kpi => kpi.Id == "throughput");
        Assert.Equal((start, 60.0), (throughput.WindowStartNs, throughput.Value));
    }

    [Fact]
    public async Task LookAsync_ReadingsOlderThanTheWindow_AreDropped()
    {
        var (refresher, _) = Refresher();
        for (var minute = 0; minute < 600; minute++)
        {
            Produce(minute);
            await refresher.LookAsync(TestContext.Current.CancellationToken);
            clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.InRange(documents.Count, 481, 490);
    }

    private void Produce(int minute) =>
        partition.SetProduction("fill-1", PlantAggregatorTests.Totals(Nanoseconds.Now(clock), minute * 60, 0, 0, 0, minute, 0, 0));

    private (FiguresRefresher Refresher, PlantFiguresSource Source) Refresher()
    {
        var source = new PlantFiguresSource();
        return (new FiguresRefresher(
            new TestDirectory(partition), source, new ReadingStore(documents), clock, NullLogger<FiguresRefresher>.Instance), source);
    }
}
