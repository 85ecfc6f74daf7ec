using TwinGrid.Contracts.Storage;
using TwinGrid.Storage.Embedded.Snapshots;
using TwinGrid.Storage.Tests.Embedded.Sqlite;
using TwinGrid.Testing.Conformance;

namespace TwinGrid.Storage.Tests.Embedded.Snapshots;

public sealed class SqliteSnapshotStoreTests : SnapshotStoreConformance
{
    protected override ValueTask<(ISnapshotStore Store, Func<SnapshotInfo, int, Task> Damage, IAsyncDisposable Owner)> CreateAsync()
    {
        var fixture = new SqliteFixture();
        Task Damage(SnapshotInfo snapshot, int piece) => fixture.Database.WriteAsync(
            s => { s.Execute("UPDATE snapshot_piece SET content = zeroblob(length(content)) WHERE snapshot = $1 AND number = $2", snapshot.Id, piece); },
            CancellationToken.None);
        return ValueTask.FromResult<(ISnapshotStore, Func<SnapshotInfo, int, Task>, IAsyncDisposable)>(
            (new SqliteSnapshotStore(fixture.Database), Damage, fixture));
    }
}
