using TwinGrid.Contracts.Storage;
using TwinGrid.Storage.Embedded.History;
using TwinGrid.Storage.Tests.Embedded.Sqlite;
using TwinGrid.Testing.Conformance;

namespace TwinGrid.Storage.Tests.Embedded.History;

public sealed class SqliteHistoryStoreTests : HistoryStoreConformance
{
    protected override ValueTask<(IHistoryStore Store, IAsyncDisposable Owner)> CreateAsync()
    {
        var fixture = new SqliteFixture();
        return ValueTask.FromResult<(IHistoryStore, IAsyncDisposable)>((new SqliteHistoryStore(fixture.Database), fixture));
    }
}
