using TwinGrid.Contracts.Storage;
using TwinGrid.Storage.Embedded.Documents;
using TwinGrid.Storage.Tests.Embedded.Sqlite;
using TwinGrid.Testing.Conformance;

namespace TwinGrid.Storage.Tests.Embedded.Documents;

public sealed class SqliteDocumentStoreTests : DocumentStoreConformance
{
    protected override ValueTask<(IDocumentStore Store, IAsyncDisposable Owner)> CreateAsync()
    {
        var fixture = new SqliteFixture();
        return ValueTask.FromResult<(IDocumentStore, IAsyncDisposable)>((new SqliteDocumentStore(fixture.Database), fixture));
    }
}
