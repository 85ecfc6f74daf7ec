using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace TwinGrid.Storage.Embedded.Sqlite;

/// <summary>A few read-only sessions; a read waits for a free one. WAL readers never wait for the writer.</summary>
internal sealed class SqliteReaderPool(string path, int size) : IAsyncDisposable
{
    private readonly ConcurrentStack<SqliteSession> free = new();
    private readonly SemaphoreSlim places = new(size, size);

    public async Task<T> ReadAsync<T>(Func<SqliteSession, T> read, CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => Read(read), cancellationToken);
        }
        finally
        {
            places.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        for (var i = 0; i < size; i++)
        {
            await places.WaitAsync();
        }

        while (free.TryPop(out var session))
        {
            session.Dispose();
        }

        places.Dispose();
    }

    private T Read<T>(Func<SqliteSession, T> read)
    {
        if (!free.TryPop(out var session))
        {
            session = new SqliteSession(SqliteDatabase.Connect(path, SqliteOpenMode.ReadWrite));
            session.Script("PRAGMA query_only=1; PRAGMA cache_size=-8192; PRAGMA mmap_size=268435456");
        }

        try
        {
            // Several statements of one read see one state.
            session.Execute("BEGIN");
            var result = read(session);
            session.Execute("COMMIT");
            free.Push(session);
            return result;
        }
        catch (SqliteException e)
        {
            session.Dispose();
            throw SqliteErrors.Translate(path, e);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }
}
