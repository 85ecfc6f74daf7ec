using System.Globalization;
using System.Runtime.CompilerServices;
using TwinGrid.Contracts.Scenarios;
using TwinGrid.Contracts.Storage;
using TwinGrid.Simulation.Experiments.Records;
using TwinGrid.Simulation.Experiments.Replications;

namespace TwinGrid.Grains.Scenarios;

/// <summary>
/// Runs in the document store. The head is what lists show; order, result and record are documents of their own, replications come in parts as they
/// finish. Whoever writes a head names the revision that it read, so that of two that drive a run one gives way.
/// </summary>
internal sealed class RunStore(IDocumentStore documents)
{
    private const string Heads = "runs";
    private const string Orders = "run-orders";
    private const string Results = "run-results";
    private const string Records = "run-records";
    private const string Parts = "run-replications";
    private const string Active = "runs-active";
    private const int PageSize = 256;
    private const int PartsAtATime = 16;

    /// <summary>A head as stored.</summary>
    internal sealed record StoredRun(RunDocument Document, long StoreRevision);

    /// <summary>Keeps a new run: first its order, so that a head always has one.</summary>
    public async Task<StoredRun> AddAsync(RunDocument document, RunOrder order, CancellationToken cancellationToken)
    {
        var key = KeyOf(document.Plant, document.Id);
        await documents.PutAsync(Orders, key, RunJson.Write(order), ifRevision: null, cancellationToken);
        await documents.PutAsync(Active, key, Array.Empty<byte>(), ifRevision: null, cancellationToken);
        return await SaveAsync(new StoredRun(document, 0), document, cancellationToken)
            ?? throw new InvalidOperationException($"There is a run '{document.Id}' already.");
    }

    /// <summary>A run; null when there is none.</summary>
    public async Task<StoredRun?> GetAsync(string plant, string run, CancellationToken cancellationToken) =>
        await documents.GetAsync(Heads, KeyOf(plant, run), cancellationToken) is { } stored ? Read(stored) : null;

    /// <summary>Replaces a head; null when somebody else did since it was read.</summary>
    public async Task<StoredRun?> SaveAsync(StoredRun before, RunDocument document, CancellationToken cancellationToken)
    {
        var key = KeyOf(document.Plant, document.Id);
        if (await documents.PutAsync(Heads, key, RunJson.Write(document), before.StoreRevision, cancellationToken) is not { } revision)
        {
            return null;
        }

        if (document.IsOver)
        {
            await documents.DeleteAsync(Active, key, ifRevision: null, cancellationToken);
        }

        return new StoredRun(document, revision);
    }

    /// <summary>Runs of a plant, oldest first.</summary>
    public async Task<IReadOnlyList<RunDocument>> ListAsync(string plant, CancellationToken cancellationToken)
    {
        var runs = new List<RunDocument>();
        await foreach (var stored in EnumerateAsync(Heads, plant + "/", PageSize, cancellationToken))
        {
            runs.Add(Read(stored).Document);
        }

        return runs;
    }

    /// <summary>Runs that are not over, of a plant or of all.</summary>
    public async Task<IReadOnlyList<(string Plant, string Run)>> ListActiveAsync(string? plant, CancellationToken cancellationToken)
    {
        var runs = new List<(string, string)>();
        await foreach (var stored in EnumerateAsync(Active, plant is null ? "" : plant + "/", PageSize, cancellationToken))
        {
            var slash = stored.Key.IndexOf('/', StringComparison.Ordinal);
            runs.Add((stored.Key[..slash], stored.Key[(slash + 1)..]));
        }

        return runs;
    }

    /// <summary>Takes a run off those that are not over, when it is over or does not exist after all.</summary>
    public async Task ForgetActiveAsync(string plant, string run, CancellationToken cancellationToken) =>
        await documents.DeleteAsync(Active, KeyOf(plant, run), ifRevision: null, cancellationToken);

    /// <summary>What was asked for.</summary>
    /// <exception cref="InvalidDataException">It is gone or damaged.</exception>
    public async Task<RunOrder> GetOrderAsync(string plant, string run, CancellationToken cancellationToken) =>
        await documents.GetAsync(Orders, KeyOf(plant, run), cancellationToken) is { } stored
            ? RunJson.Read<RunOrder>(stored.Content.Span)
            : throw new InvalidDataException($"The order of run '{run}' of plant '{plant}' is gone.");

    /// <summary>Keeps the answer and the record, before the head says that there is one.</summary>
    public async Task PutResultAsync(RunDocument run, RunResult result, RunRecord record, CancellationToken cancellationToken)
    {
        await PutResultAsync(run, result, cancellationToken);
        await documents.PutAsync(Records, KeyOf(run.Plant, run.Id), RunJson.Write(record with { Traces = record.IsWarmUpFound ? [.. record.Traces.Select(trace => trace with { Checkpoints = [] })] : [] }), ifRevision: null, cancellationToken);
    }

    /// <summary>Keeps the answer with more in it.</summary>
    public async Task PutResultAsync(RunDocument run, RunResult result, CancellationToken cancellationToken) =>
        await documents.PutAsync(Results, KeyOf(run.Plant, run.Id), RunJson.Write(result), ifRevision: null, cancellationToken);

    /// <summary>The answer; null when there is none.</summary>
    public async Task<RunResult?> GetResultAsync(string plant, string run, CancellationToken cancellationToken) =>
        await documents.GetAsync(Results, KeyOf(plant, run), cancellationToken) is { } stored ? RunJson.Read<RunResult>(stored.Content.Span) : null;

    /// <summary>The record with a trace of every replication that counts; null when there is none.</summary>
    public async Task<RunRecord?> GetRecordAsync(string plant, string run, CancellationToken cancellationToken)
    {
        if (await documents.GetAsync(Records, KeyOf(plant, run), cancellationToken) is not { } stored)
        {
            return null;
        }

        var record = RunJson.Read<RunRecord>(stored.Content.Span);
        var kept = record.Traces.ToDictionary(trace => (trace.Arm, trace.Replication), trace => trace.Kpis);
        var traces = new SortedDictionary<(int, int), ReplicationRecord>();
        await foreach (var result in ReadPartsAsync(plant, run, cancellationToken))
        {
            if (result.Task.Arm < record.Replications.Length && result.Task.Replication < record.Replications[result.Task.Arm])
            {
                var (at, trace) = ((result.Task.Arm, result.Task.Replication), ReplicationRecord.Of(result));
                traces[at] = kept.TryGetValue(at, out var kpis) ? trace with { Kpis = kpis } : trace;
            }
        }

        return record with { Traces = [.. traces.Values] };
    }

    /// <summary>Keeps finished replications.</summary>
    /// <param name="plant">Plant id.</param>
    /// <param name="run">Run id.</param>
    /// <param name="writer">Who writes: two that drive a run at once do not overwrite each other's parts.</param>
    /// <param name="number">Number of the writer's part, from 0.</param>
    /// <param name="results">They.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task PutPartAsync(string plant, string run, Guid writer, int number, IReadOnlyList<ReplicationResult> results, CancellationToken cancellationToken) =>
        await documents.PutAsync(Parts, PartKeyOf(plant, run, writer, number), ReplicationCodec.Write(results), ifRevision: null, cancellationToken);

    /// <summary>All replications that were kept, in no order; some may come twice.</summary>
    public async IAsyncEnumerable<ReplicationResult> ReadPartsAsync(
        string plant, string run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var stored in EnumerateAsync(Parts, KeyOf(plant, run) + "/", PartsAtATime, cancellationToken))
        {
            foreach (var result in ReplicationCodec.Read(stored.Content))
            {
                yield return result;
            }
        }
    }

    /// <summary>Removes everything of a run; the head first, so that what is left over belongs to nobody.</summary>
    public async Task DeleteAsync(string plant, string run, CancellationToken cancellationToken)
    {
        var key = KeyOf(plant, run);
        await documents.DeleteAsync(Heads, key, ifRevision: null, cancellationToken);
        foreach (var collection in new[] { Active, Results, Records, Orders })
        {
            await documents.DeleteAsync(collection, key, ifRevision: null, cancellationToken);
        }

        var parts = new List<string>();
        await foreach (var part in EnumerateAsync(Parts, key + "/", PartsAtATime, cancellationToken))
        {
            parts.Add(part.Key);
        }

        foreach (var part in parts)
        {
            await documents.DeleteAsync(Parts, part, ifRevision: null, cancellationToken);
        }
    }

    private async IAsyncEnumerable<StoredDocument> EnumerateAsync(
        string collection, string prefix, int pageSize, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var after = prefix.Length == 0 ? null : prefix; ;)
        {
            var page = await documents.ListAsync(collection, after, pageSize, cancellationToken);
            foreach (var document in page)
            {
                if (!document.Key.StartsWith(prefix, StringComparison.Ordinal))
                {
                    yield break;
                }

                yield return document;
                after = document.Key;
            }

            if (page.Count < pageSize)
            {
                yield break;
            }
        }
    }

    private static StoredRun Read(StoredDocument stored) => new(RunJson.Read<RunDocument>(stored.Content.Span), stored.Revision);

    private static string KeyOf(string plant, string run) => $"{plant}/{run}";

    private static string PartKeyOf(string plant, string run, Guid writer, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{plant}/{run}/{writer:N}-{number:D8}");
}
