using TwinGrid.Contracts.Storage;
using TwinGrid.Model.Names;
using TwinGrid.Model.Samples;
using TwinGrid.Storage.Embedded.History;
using TwinGrid.Storage.Tests.Embedded.Sqlite;
using TwinGrid.Storage.Tests.History;
using Xunit;

namespace TwinGrid.Storage.Tests.Embedded.History;

/// <summary>A page of the database that came back wrong: told to who asks for it, in nobody else's way.</summary>
public sealed class HistoryDamageTests : IAsyncLifetime
{
    private static readonly PartitionKey Partition = new("plant", 0);
    private static readonly SeriesId Series = ChunkCodecTests.Steady(1).Series;

    private readonly SqliteFixture fixture = new();
    private SqliteHistoryStore store = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        store = new SqliteHistoryStore(fixture.Database);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await fixture.DisposeAsync();
        store.Dispose();
    }

    [Theory]
    [InlineData(10, "history_run")]
    [InlineData(600, "history_chunk")]
    public async Task ReadAsync_OfADamagedRun_SaysSo(int samples, string table)
    {
        await store.AppendAsync(Partition, [ChunkCodecTests.Steady(samples)], [], 0, new HistoryPosition(Guid.NewGuid(), 1), Token);
        await DamageAsync(table);
        var loss = await Assert.ThrowsAsync<DataLossException>(() => ReadAsync());
        Assert.Contains("series 17.3", loss.Message, StringComparison.Ordinal);
        Assert.Contains("wrong checksum", loss.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MergeAsync_OverADamagedRun_MergesTheOthersAndKeepsTheDamageInSight()
    {
        var other = new SeriesId(5, 0);
        for (ulong i = 0; i < SegmentMerge.FanIn; i++)
        {
            await store.AppendAsync(
                Partition, [ChunkCodecTests.Steady(10), ChunkCodecTests.Steady(100) with { Series = other }], [], i, new HistoryPosition(Guid.NewGuid(), i + 1), Token);
        }

        await DamageAsync("history_run");
        while (await store.MergeAsync(Partition, 100, Token) > 0)
        {
        }

        await Assert.ThrowsAsync<DataLossException>(() => ReadAsync());
        var page = await store.ReadAsync(Partition, other, new HistoryRange(long.MinValue, long.MaxValue, ulong.MaxValue, false, 1), Token);
        Assert.Equal(800, page.Runs.Single().Times.Length);
        await store.TruncateAsync(Partition, new HistoryPosition(Guid.Empty, 3), Token);
        await Assert.ThrowsAsync<DataLossException>(() => ReadAsync());
    }

    private async Task ReadAsync() =>
        await store.ReadAsync(Partition, Series, new HistoryRange(long.MinValue, long.MaxValue, ulong.MaxValue, false, int.MaxValue), Token);

    /// <summary>Flips a bit in one row of the series.</summary>
    private Task DamageAsync(string table) =>
        fixture.Database.WriteAsync(
            session =>
            {
                var where = table == "history_run" ? $"(id & 4294967295) = {Series.Value}" : $"series = {Series.Value}";
                var (id, data) = session.Query($"SELECT id, data FROM {table} WHERE {where} LIMIT 1", row => (row.GetInt64(0), row.GetFieldValue<byte[]>(1))).Single();
                data[^1] ^= 4;
                session.Execute($"UPDATE {table} SET data = $2 WHERE id = $1", id, data);
            },
            Token);
}
