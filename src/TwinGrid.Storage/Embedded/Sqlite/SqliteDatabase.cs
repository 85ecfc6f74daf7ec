using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using TwinGrid.Contracts.Storage;

namespace TwinGrid.Storage.Embedded.Sqlite;

/// <summary>
/// The embedded store's database: WAL, <c>synchronous=FULL</c>, one writer, a few readers. Writes that wait together share a transaction, and
/// so a sync; each runs in a savepoint of its own, so that one that fails takes nothing else with it. A write has happened, durably, when its
/// task completes.
/// </summary>
internal sealed class SqliteDatabase : IAsyncDisposable
{
    /// <summary>Writes that may wait; more wait for a place.</summary>
    public const int QueueCapacity = 4096;

    /// <summary>Writes that share a transaction at the most.</summary>
    public const int MaxGroup = 512;

    private const int Readers = 4;

    private readonly Channel<IPendingWrite> queue = Channel.CreateBounded<IPendingWrite>(
        new BoundedChannelOptions(QueueCapacity) { SingleReader = true });

    private readonly SqliteSession writer;
    private readonly SqliteReaderPool readers;
    private readonly Task writing;

    private SqliteDatabase(string path, SqliteSession writer)
    {
        Path = path;
        this.writer = writer;
        readers = new SqliteReaderPool(path, Readers);
        writing = Task.Run(WriteAllAsync);
    }

    /// <summary>The database file.</summary>
    public string Path { get; }

    /// <summary>Opens or creates the file and brings its tables up to date.</summary>
    /// <param name="path">File; its directory exists.</param>
    /// <param name="synced">False only in the store's unsynced mode: a crash of the operating system may lose the newest writes.</param>
    /// <exception cref="StoreFencedException">The file can't be used; the message says why.</exception>
    public static SqliteDatabase Open(string path, bool synced = true)
    {
        SqliteSession? session = null;
        try
        {
            session = new SqliteSession(Connect(path, SqliteOpenMode.ReadWriteCreate));
            session.Script("PRAGMA journal_mode=WAL");
            session.Script(synced ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");
            session.Script("PRAGMA wal_autocheckpoint=4000; PRAGMA journal_size_limit=67108864; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16384");
            SqliteSchema.Apply(session);
            return new SqliteDatabase(path, session);
        }
        catch (SqliteException e)
        {
            session?.Dispose();
            throw SqliteErrors.Translate(path, e);
        }
    }

    /// <summary>Runs a write in the next transaction.</summary>
    /// <exception cref="StoreFencedException">The database can't be written: disk full, input or output error, damage.</exception>
    public async Task<T> WriteAsync<T>(Func<SqliteSession, T> write, CancellationToken cancellationToken)
    {
        var pending = new PendingWrite<T>(write);
        await queue.Writer.WriteAsync(pending, cancellationToken);
        return await pending.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Runs a write in the next transaction.</summary>
    public Task WriteAsync(Action<SqliteSession> write, CancellationToken cancellationToken) =>
        WriteAsync<object?>(
            session =>
            {
                write(session);
                return null;
            },
            cancellationToken);

    /// <summary>Reads what is committed, in one snapshot of the database, off the caller's thread.</summary>
    public Task<T> ReadAsync<T>(Func<SqliteSession, T> read, CancellationToken cancellationToken) => readers.ReadAsync(read, cancellationToken);

    /// <summary>Copies the committed state to another file while writes go on.</summary>
    public Task BackupAsync(string destination, CancellationToken cancellationToken) =>
        readers.ReadAsync(
            session =>
            {
                using var target = Connect(destination, SqliteOpenMode.ReadWriteCreate);
                session.Connection.BackupDatabase(target);
                return 0;
            },
            cancellationToken);

    /// <summary>Finishes the writes that wait, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await writing;
        await readers.DisposeAsync();
        writer.Dispose();
    }

    internal static SqliteConnection Connect(string path, SqliteOpenMode mode)
    {
        // Pooling would keep file handles of a closed database open and its lock with them.
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 30 }.ToString());
        connection.Open();
        return connection;
    }

    private async Task WriteAllAsync()
    {
        var group = new List<IPendingWrite>(MaxGroup);
        while (await queue.Reader.WaitToReadAsync())
        {
            while (group.Count < MaxGroup && queue.Reader.TryRead(out var pending))
            {
                group.Add(pending);
            }

            WriteGroup(group);
            group.Clear();
        }
    }

    private void WriteGroup(List<IPendingWrite> group)
    {
        try
        {
            writer.Execute("BEGIN IMMEDIATE");
            foreach (var pending in group)
            {
                pending.Run(writer);
            }

            writer.Execute("COMMIT");
            group.ForEach(pending => pending.Complete());
        }
        catch (SqliteException e)
        {
            Rollback();
            var failure = SqliteErrors.Translate(Path, e);
            group.ForEach(pending => pending.Fail(failure));
        }
    }

    private void Rollback()
    {
        try
        {
            writer.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // SQLite has rolled back by itself after a full disk or an I/O error; there is nothing left to undo.
        }
    }
}
