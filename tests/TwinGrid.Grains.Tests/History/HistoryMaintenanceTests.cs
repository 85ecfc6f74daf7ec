using Microsoft.Extensions.Logging.Abstractions;
using TwinGrid.Contracts.History;
using TwinGrid.Grains.History;
using TwinGrid.Model.Samples;
using Xunit;

namespace TwinGrid.Grains.Tests.History;

public sealed class HistoryMaintenanceTests
{
    private static readonly SeriesId Series = new(1, 0);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task MergeAsync_OfManyFlushes_LeavesLessAndTheSameSamples()
    {
        await using var fixture = new HistoryFixture();
        await fixture.OpenAsync(Token);
        for (var i = 0; i < 80; i++)
        {
            await fixture.CommitAsync([.. Enumerable.Range(0, 20).Select(k => (Series, (i * 20L) + k, (double)k, Quality.Good, false))]);
            await fixture.IndexedAsync(Token);
        }

        var before = await fixture.Store.GetBytesAsync(Token);
        using var maintenance = Maintenance(fixture);
        await maintenance.MergeAsync(Token);
        Assert.InRange(await fixture.Store.GetBytesAsync(Token), 1, before / 3);
        Assert.Equal(0, await fixture.Store.MergeAsync(HistoryFixture.Key, 10, Token));
        var pieces = await fixture.Reader.ReadAsync(HistoryFixture.Key, Series, new HistoryQuery(), Token).ToListAsync(Token);
        Assert.Equal(Enumerable.Range(0, 1600).Select(i => (long)i), pieces.SelectMany(piece => piece.Times));
    }

    [Fact]
    public async Task ApplyRetentionAsync_OfABoundedClass_DropsItsOldSamplesOnly()
    {
        await using var fixture = new HistoryFixture();
        await fixture.OpenAsync(Token);
        var other = new SeriesId(2, 0);
        await fixture.CommitAsync((Series, 1, 1, Quality.Good, false), (other, 1, 1, Quality.Good, false));
        await fixture.IndexedAsync(Token);
        fixture.Traits.Bounded = [new RetentionClass(TimeSpan.Zero, null, [Series])];
        using var maintenance = Maintenance(fixture);
        await maintenance.ApplyRetentionAsync(Token);
        Assert.Empty(await fixture.Reader.ReadAsync(HistoryFixture.Key, Series, new HistoryQuery(), Token).ToListAsync(Token));
        Assert.Single(await fixture.Reader.ReadAsync(HistoryFixture.Key, other, new HistoryQuery(), Token).ToListAsync(Token));
    }

    private static HistoryMaintenance Maintenance(HistoryFixture fixture) =>
        new(fixture.Store, fixture.Projections, fixture.Options, TimeProvider.System, NullLogger<HistoryMaintenance>.Instance);
}
