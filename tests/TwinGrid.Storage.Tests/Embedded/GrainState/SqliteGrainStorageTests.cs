using Orleans.Runtime;
using Orleans.Serialization;
using Orleans.Storage;
using TwinGrid.Storage.Embedded.GrainState;
using TwinGrid.Storage.Tests.Embedded.Sqlite;
using Xunit;

namespace TwinGrid.Storage.Tests.Embedded.GrainState;

public sealed class SqliteGrainStorageTests
{
    private static readonly GrainId Grain = GrainId.Create("line", "plants/p/lines/l");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadStateAsync_NeverWritten_GivesAFreshState()
    {
        await using var fixture = new SqliteFixture();
        var state = new GrainState<Counter>();
        await Create(fixture).ReadStateAsync("s", Grain, state, Token);
        Assert.False(state.RecordExists);
        Assert.Equal(0, state.State!.Value);
    }

    [Fact]
    public async Task WriteStateAsync_ThenReopen_ReadsItBackWithItsEtag()
    {
        await using var fixture = new SqliteFixture();
        var written = new GrainState<Counter>(new Counter { Value = 42 });
        await Create(fixture).WriteStateAsync("s", Grain, written, Token);
        await fixture.ReopenAsync();
        var read = new GrainState<Counter>();
        await Create(fixture).ReadStateAsync("s", Grain, read, Token);
        Assert.Equal((42, written.ETag, true), (read.State!.Value, read.ETag, read.RecordExists));
    }

    [Fact]
    public async Task WriteStateAsync_StaleEtag_IsInconsistent()
    {
        await using var fixture = new SqliteFixture();
        var storage = Create(fixture);
        var first = new GrainState<Counter>(new Counter { Value = 1 });
        await storage.WriteStateAsync("s", Grain, first, Token);
        var stale = new GrainState<Counter>(new Counter { Value = 2 }) { ETag = first.ETag };
        await storage.WriteStateAsync("s", Grain, first, Token);
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync("s", Grain, stale, Token));
    }

    [Fact]
    public async Task ClearStateAsync_EtagFromBefore_NeverMatchesAgain()
    {
        await using var fixture = new SqliteFixture();
        var storage = Create(fixture);
        var state = new GrainState<Counter>(new Counter { Value = 1 });
        await storage.WriteStateAsync("s", Grain, state, Token);
        var old = new GrainState<Counter>(new Counter { Value = 9 }) { ETag = state.ETag };
        await storage.ClearStateAsync("s", Grain, state, Token);
        Assert.False(state.RecordExists);
        await storage.WriteStateAsync("s", Grain, state, Token);
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync("s", Grain, old, Token));
    }

    private static SqliteGrainStorage Create(SqliteFixture fixture) => new(fixture.Database, new TextSerializer());

    public sealed class Counter
    {
        public int Value { get; set; }
    }

    private sealed class TextSerializer : IGrainStorageSerializer
    {
        public BinaryData Serialize<T>(T? input) => BinaryData.FromObjectAsJson(input);

        public T Deserialize<T>(BinaryData input) => input.ToObjectFromJson<T>()!;
    }
}
