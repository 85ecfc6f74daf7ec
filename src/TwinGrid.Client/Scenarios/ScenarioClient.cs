using System.Runtime.CompilerServices;
using Grpc.Core;
using TwinGrid.Client.Resilience;
using TwinGrid.V1;

namespace TwinGrid.Client.Scenarios;

/// <summary>Runs of scenarios and experiments over a connection: starts them, follows them across broken connections, fetches their files. Thread-safe.</summary>
/// <param name="client">The connection.</param>
public sealed class ScenarioClient(TwinGridClient client)
{
    private const int PageSize = 200;

    /// <summary>Starts a run under a request id of its own, so that a retry starts no second one.</summary>
    /// <exception cref="RpcException">The server refused.</exception>
    public async Task<Run> StartAsync(RunScenarioRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var once = request.Clone();
        once.RequestId = once.RequestId.Length > 0 ? once.RequestId : Guid.NewGuid().ToString("N");
        return await client.Scenarios.RunScenarioAsync(once, cancellationToken: cancellationToken);
    }

    /// <summary>Repeats a run under a request id of its own.</summary>
    /// <param name="name"><c>plants/{plant}/runs/{run}</c>.</param>
    /// <param name="cancellationToken">Ends the wait for the answer.</param>
    /// <exception cref="RpcException">The server refused.</exception>
    public async Task<Run> ReplayAsync(string name, CancellationToken cancellationToken = default) =>
        await client.Scenarios.ReplayRunAsync(new ReplayRunRequest { Name = name, RequestId = Guid.NewGuid().ToString("N") }, cancellationToken: cancellationToken);

    /// <summary>The run now and after each change until it is over. A connection that breaks is opened again: the run itself goes on meanwhile.</summary>
    /// <param name="name"><c>plants/{plant}/runs/{run}</c>.</param>
    /// <param name="cancellationToken">Ends the watch; the run goes on.</param>
    /// <exception cref="RpcException">There is no such run, or the server refused.</exception>
    public async IAsyncEnumerable<Run> WatchAsync(string name, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            using var call = client.Scenarios.WatchRun(new WatchRunRequest { Name = name }, cancellationToken: cancellationToken);
            while (await MoveAsync(call, cancellationToken) is { } next)
            {
                yield return next;
                if (IsOver(next))
                {
                    yield break;
                }
            }

            await Task.Delay(client.Options.RetryDelay, client.Options.TimeProvider, cancellationToken);
        }
    }

    /// <summary>Waits for the end of a run.</summary>
    /// <param name="name"><c>plants/{plant}/runs/{run}</c>.</param>
    /// <param name="progress">Told of each change; null = nobody wants to know.</param>
    /// <param name="cancellationToken">Ends the wait; the run goes on.</param>
    /// <returns>The run with its result, if it succeeded.</returns>
    /// <exception cref="RpcException">There is no such run, or the server refused.</exception>
    public async Task<Run> WaitAsync(string name, IProgress<Run>? progress = null, CancellationToken cancellationToken = default)
    {
        Run? last = null;
        await foreach (var run in WatchAsync(name, cancellationToken))
        {
            last = run;
            progress?.Report(run);
        }

        return last ?? throw new InvalidOperationException($"The watch of '{name}' ended without a word.");
    }

    /// <summary>Runs of a plant that pass the filter, newest first; pages are fetched as they are read.</summary>
    /// <param name="parent"><c>plants/{plant}</c>.</param>
    /// <param name="filter">Such as <c>state = SUCCEEDED</c>; empty = all.</param>
    /// <param name="cancellationToken">Ends the list.</param>
    public async IAsyncEnumerable<Run> ListAsync(string parent, string filter = "", [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var request = new ListRunsRequest { Parent = parent, Filter = filter, PageSize = PageSize };
        do
        {
            var page = await client.Scenarios.ListRunsAsync(request, cancellationToken: cancellationToken);
            foreach (var run in page.Runs)
            {
                yield return run;
            }

            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
    }

    /// <summary>Writes something of a run into a stream; returns the name that the server gives the file.</summary>
    /// <param name="name"><c>plants/{plant}/runs/{run}</c>.</param>
    /// <param name="what">What.</param>
    /// <param name="into">Where to.</param>
    /// <param name="cancellationToken">Ends it; what is written so far stays.</param>
    /// <exception cref="RpcException">The run has no such thing, or the stream broke.</exception>
    public Task<string> ExportAsync(string name, RunExportKind what, Stream into, CancellationToken cancellationToken = default) =>
        ExportAsync(new ExportRunRequest { Name = name, What = what }, into, cancellationToken);

    /// <summary>Writes something of a run into a stream; returns the name that the server gives the file.</summary>
    /// <param name="request">What of which run.</param>
    /// <param name="into">Where to.</param>
    /// <param name="cancellationToken">Ends it; what is written so far stays.</param>
    /// <exception cref="RpcException">The run has no such thing, or the stream broke.</exception>
    public async Task<string> ExportAsync(ExportRunRequest request, Stream into, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(into);
        using var call = client.Scenarios.ExportRun(request, cancellationToken: cancellationToken);
        var file = "";
        await foreach (var piece in call.ResponseStream.ReadAllAsync(cancellationToken))
        {
            file = piece.FileName.Length > 0 ? piece.FileName : file;
            await into.WriteAsync(piece.Data.Memory, cancellationToken);
        }

        return file;
    }

    /// <summary>Compares what a run forecast with what has happened since; the answer is its result's hindcast.</summary>
    /// <param name="name"><c>plants/{plant}/runs/{run}</c>.</param>
    /// <param name="cancellationToken">Ends the wait for the answer.</param>
    /// <exception cref="RpcException">The server refused: it has not happened yet, or nothing of it is observed.</exception>
    public async Task<Run> VerifyAsync(string name, CancellationToken cancellationToken = default) =>
        await client.Scenarios.VerifyRunAsync(new VerifyRunRequest { Name = name }, cancellationToken: cancellationToken);

    /// <summary>Whether a run has ended.</summary>
    public static bool IsOver(Run run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.State is RunState.Succeeded or RunState.Failed or RunState.Cancelled;
    }

    private static async Task<Run?> MoveAsync(AsyncServerStreamingCall<Run> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call.ResponseStream.MoveNext(cancellationToken) ? call.ResponseStream.Current : null;
        }
        catch (RpcException broken) when (ServerError.IsTransient(broken) && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
