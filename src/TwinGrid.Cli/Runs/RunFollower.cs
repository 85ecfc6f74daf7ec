using Grpc.Core;
using TwinGrid.Cli.Answers;
using TwinGrid.Cli.Shell;
using TwinGrid.Client;
using TwinGrid.Client.Scenarios;
using TwinGrid.V1;

namespace TwinGrid.Cli.Runs;

/// <summary>Follows a run on a server to its end and shows how far it is. The run goes on whether somebody follows it or not.</summary>
internal static class RunFollower
{
    /// <summary>After so long without a word the server is asked whether it is still there.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(20);

    /// <summary>Waits for the end.</summary>
    /// <param name="console">Where progress is shown.</param>
    /// <param name="client">The connection.</param>
    /// <param name="run">The run as it is known.</param>
    /// <param name="changed">Told of each change; null = nobody wants to know.</param>
    /// <param name="cancellation">Ends the wait, not the run.</param>
    /// <returns>The run, with its answer if it has one.</returns>
    /// <exception cref="RpcException">The server is gone, or refused.</exception>
    public static async Task<Run> FollowAsync(CliConsole console, TwinGridClient client, Run run, Func<Run, Task>? changed, CancellationToken cancellation)
    {
        var latest = run;
        var work = WatchAsync();
        await ProgressBoard.ShowAsync(console, run.Document, () => Volatile.Read(ref latest).Progress ?? new RunProgress(), work);
        return latest;

        async Task WatchAsync()
        {
            using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            await using var states = new ScenarioClient(client).WatchAsync(run.Name, end.Token).GetAsyncEnumerator(end.Token);
            while (true)
            {
                var next = states.MoveNextAsync().AsTask();
                while (await Task.WhenAny(next, Task.Delay(Silence, console.Clock, end.Token)) != next && !cancellation.IsCancellationRequested)
                {
                    await AskAsync(client, run.Name, end, next);
                }

                if (!await next)
                {
                    return;
                }

                Volatile.Write(ref latest, states.Current);
                if (changed is not null)
                {
                    await changed(states.Current);
                }
            }
        }
    }

    /// <summary>Whether an error means that the wait was ended.</summary>
    public static bool IsStop(Exception error, CancellationToken cancellation) =>
        cancellation.IsCancellationRequested && error is OperationCanceledException or RpcException { StatusCode: StatusCode.Cancelled };

    /// <summary>A watch opens its connection again for as long as it takes: whether there is anything to connect to is asked by a call that gives up.</summary>
    private static async Task AskAsync(TwinGridClient client, string name, CancellationTokenSource end, Task next)
    {
        try
        {
            await client.Scenarios.GetRunAsync(new GetRunRequest { Name = name }, cancellationToken: end.Token);
        }
        catch (RpcException)
        {
            await end.CancelAsync();
            await next.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            throw;
        }
    }
}
