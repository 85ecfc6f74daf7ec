using Orleans.Runtime;
using TwinGrid.Storage.Embedded.Reminders;
using TwinGrid.Storage.Tests.Embedded.Sqlite;
using Xunit;

namespace TwinGrid.Storage.Tests.Embedded.Reminders;

public sealed class SqliteReminderTableTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task UpsertRow_ThenReopen_ReadsItBack()
    {
        await using var fixture = new SqliteFixture();
        var entry = Entry("a", "check");
        var etag = await new SqliteReminderTable(fixture.Database).UpsertRow(entry, Token);
        await fixture.ReopenAsync();
        var read = await new SqliteReminderTable(fixture.Database).ReadRow(entry.GrainId, "check", Token);
        Assert.Equal((entry.GrainId, entry.StartAt, entry.Period, etag), (read!.GrainId, read.StartAt, read.Period, read.ETag));
    }

    [Fact]
    public async Task RemoveRow_StaleEtag_KeepsIt()
    {
        await using var fixture = new SqliteFixture();
        var table = new SqliteReminderTable(fixture.Database);
        var entry = Entry("a", "check");
        var first = await table.UpsertRow(entry, Token);
        var second = await table.UpsertRow(entry, Token);
        Assert.NotEqual(first, second);
        Assert.False(await table.RemoveRow(entry.GrainId, "check", first!, Token));
        Assert.True(await table.RemoveRow(entry.GrainId, "check", second!, Token));
        Assert.Null(await table.ReadRow(entry.GrainId, "check", Token));
    }

    [Fact]
    public async Task ReadRows_RangesThatSplitTheRing_SeeEachRowOnce()
    {
        await using var fixture = new SqliteFixture();
        var table = new SqliteReminderTable(fixture.Database);
        for (var i = 0; i < 50; i++)
        {
            await table.UpsertRow(Entry($"grain-{i}", "check"), Token);
        }

        const uint Middle = 0x9000_0000;
        var upper = await table.ReadRows(0x1000_0000, Middle, Token);
        var wrapped = await table.ReadRows(Middle, 0x1000_0000, Token);
        Assert.Equal(50, upper.Reminders.Concat(wrapped.Reminders).Select(r => r.GrainId).Distinct().Count());
        Assert.Equal(50, upper.Reminders.Count + wrapped.Reminders.Count);
        Assert.All(upper.Reminders, r => Assert.InRange(r.GrainId.GetUniformHashCode(), 0x1000_0001u, Middle));
    }

    private static ReminderEntry Entry(string key, string name) => new()
    {
        GrainId = GrainId.Create("line", key),
        ReminderName = name,
        StartAt = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc),
        Period = TimeSpan.FromMinutes(5),
    };
}
