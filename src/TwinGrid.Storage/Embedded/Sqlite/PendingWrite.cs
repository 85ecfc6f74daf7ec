using Microsoft.Data.Sqlite;

namespace TwinGrid.Storage.Embedded.Sqlite;

/// <summary>A write on its way through the one writer.</summary>
internal interface IPendingWrite
{
    /// <summary>Runs in a savepoint; an error of its own is kept for <see cref="Complete"/>, an error of the database goes up.</summary>
    void Run(SqliteSession session);

    /// <summary>The transaction is durable.</summary>
    void Complete();

    /// <summary>The transaction did not happen.</summary>
    void Fail(Exception failure);
}

internal sealed class PendingWrite<T>(Func<SqliteSession, T> write) : IPendingWrite
{
    // Continuations must not run on the writer: they could wait for it.
    private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? result;
    private Exception? error;

    public Task<T> Task => completion.Task;

    public void Run(SqliteSession session)
    {
        session.Execute("SAVEPOINT one");
        try
        {
            result = write(session);
        }
        catch (Exception e) when (!SqliteErrors.IsFatal(e))
        {
            error = e;
            session.Execute("ROLLBACK TO one");
        }

        session.Execute("RELEASE one");
    }

    public void Complete()
    {
        if (error is null)
        {
            completion.TrySetResult(result!);
        }
        else
        {
            completion.TrySetException(error);
        }
    }

    public void Fail(Exception failure) => completion.TrySetException(error ?? failure);
}
