using Microsoft.Extensions.Options;
using TwinGrid.Gateway.Errors;
using TwinGrid.Gateway.Ingest;

namespace TwinGrid.Gateway.Requests;

/// <summary>
/// Answers of recent requests by their id, so that a retry gets the first answer. Bounded in number and age; kept in memory, so a retry across a
/// restart of the server is told apart only by its sequence number.
/// </summary>
internal sealed class RequestWindow<TAnswer>(IOptions<IngestOptions> options, TimeProvider clock)
{
    /// <summary>Longest id, in characters.</summary>
    public const int MaxIdLength = 128;

    private readonly Lock guard = new();
    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);
    private readonly Queue<(string Id, Entry Entry)> order = new();

    /// <summary>Runs the request, unless one with its id ran or runs: then gives that one's answer. A failed one may be run again.</summary>
    /// <param name="scope">Whose ids: two scopes never meet.</param>
    /// <param name="id">Request id; empty = run always.</param>
    /// <param name="hash">Tells a repetition from a request that reuses the id.</param>
    /// <param name="run">Runs it.</param>
    public Task<TAnswer> RunOnce(string scope, string id, ulong hash, Func<Task<TAnswer>> run)
    {
        if (id.Length == 0)
        {
            return run();
        }

        if (id.Length > MaxIdLength)
        {
            throw Refusal.InvalidArgument("request_id", $"{id.Length} characters; at most {MaxIdLength}.");
        }

        var key = $"{scope}\n{id}";
        Entry? entry;
        lock (guard)
        {
            Forget();
            if (entries.TryGetValue(key, out entry) && !entry.Answer.Task.IsFaulted)
            {
                return entry.Hash == hash ? entry.Answer.Task : throw Refusal.RequestIdReused(id);
            }

            entry = new Entry(hash, clock.GetTimestamp());
            entries[key] = entry;
            order.Enqueue((key, entry));
        }

        _ = entry.RunAsync(run);
        return entry.Answer.Task;
    }

    private void Forget()
    {
        while (order.TryPeek(out var oldest)
            && (order.Count >= options.Value.RequestWindow || clock.GetElapsedTime(oldest.Entry.Since) > options.Value.RequestWindowAge))
        {
            order.Dequeue();
            if (entries.TryGetValue(oldest.Id, out var current) && ReferenceEquals(current, oldest.Entry))
            {
                entries.Remove(oldest.Id);
            }
        }
    }

    private sealed class Entry(ulong hash, long since)
    {
        public ulong Hash { get; } = hash;

        public long Since { get; } = since;

        public TaskCompletionSource<TAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task RunAsync(Func<Task<TAnswer>> run)
        {
            try
            {
                Answer.SetResult(await run());
            }
            catch (Exception e)
            {
                Answer.SetException(e);
            }
        }
    }
}
