using System.Runtime.CompilerServices;
using TwinGrid.Contracts.Scenarios;
using TwinGrid.Grains.Hindcasts;
using TwinGrid.Model.Samples;
using TwinGrid.Simulation.Experiments.Records;

namespace TwinGrid.Grains.Scenarios;

/// <summary>Runs: starts them, and answers from the store or, while they go on, from who drives them.</summary>
internal sealed class Runs(
    RunStore store, RunPreparation preparation, PreparedRuns prepared, RunRetention retention, RunExporter exporter, RunComparer comparer, RunVerifier verifier, IGrainFactory grains, ScenarioOptions options, TimeProvider clock) : IRuns
{
    private static readonly TimeSpan WatchWait = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public async ValueTask<RunDocument> CheckAsync(RunOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        var whole = await WithDocumentsAsync(order, cancellationToken);
        return NewDocument("", whole, await preparation.CheckAsync(whole, cancellationToken));
    }

    /// <inheritdoc/>
    public async ValueTask<RunDocument> StartAsync(RunOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        await RefuseWhenBusyAsync(order.Plant, cancellationToken);
        return await StartAsync(await WithDocumentsAsync(order, cancellationToken), pins: null, fixedReplications: [], cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<RunDocument> ReplayAsync(string plant, string run, string by, CancellationToken cancellationToken)
    {
        var before = (await store.GetAsync(plant, run, cancellationToken))?.Document
            ?? throw new RunRefusedException(RunRefusal.NotFound, $"There is no run '{run}'.", RunName.Of(plant, run));
        var record = before.Phase == RunPhase.Succeeded ? await store.GetRecordAsync(plant, run, cancellationToken) : null;
        if (record is null)
        {
            throw new RunRefusedException(RunRefusal.WrongState, $"Run '{run}' has no record to replay: it is {before.Phase.ToString().ToLowerInvariant()}.", RunName.Of(plant, run));
        }

        await RefuseWhenBusyAsync(plant, cancellationToken);
        var order = await store.GetOrderAsync(plant, run, cancellationToken);
        return await StartAsync(order with { By = by, ReplayOf = run, DeadlineNs = 0 }, RunPins.Of(before), record.Replications, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<RunDocument?> GetAsync(string plant, string run, CancellationToken cancellationToken) =>
        (await store.GetAsync(plant, run, cancellationToken))?.Document is not { } stored ? null
        : stored.IsOver ? stored
        : await AskAsync(plant, run, afterRevision: 0, TimeSpan.Zero, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<RunResult?> GetResultAsync(string plant, string run, CancellationToken cancellationToken) =>
        await store.GetResultAsync(plant, run, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<RunDocument>> ListAsync(string plant, CancellationToken cancellationToken) =>
        [.. (await store.ListAsync(plant, cancellationToken)).OrderByDescending(run => run.Id, StringComparer.Ordinal)];

    /// <inheritdoc/>
    public async IAsyncEnumerable<RunDocument> WatchAsync(string plant, string run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = await GetAsync(plant, run, cancellationToken);
        while (last is not null)
        {
            yield return last;
            if (last.IsOver)
            {
                yield break;
            }

            var seen = last.Revision;
            while (last is not null && last.Revision <= seen && !last.IsOver)
            {
                last = await AskAsync(plant, run, seen, WatchWait, cancellationToken);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask<RunDocument?> CancelAsync(string plant, string run, bool discard, CancellationToken cancellationToken) =>
        await store.GetAsync(plant, run, cancellationToken) is null ? null
        : Read(await grains.GetGrain<IScenarioGrain>(RunName.Of(plant, run)).CancelAsync(discard, cancellationToken));

    /// <inheritdoc/>
    public async ValueTask<bool> DeleteAsync(string plant, string run, long? ifRevision, CancellationToken cancellationToken)
    {
        if ((await store.GetAsync(plant, run, cancellationToken))?.Document is not { } document)
        {
            return false;
        }

        if (!document.IsOver)
        {
            throw new RunRefusedException(RunRefusal.WrongState, $"Run '{run}' goes on; cancel it first.", RunName.Of(plant, run));
        }

        if (ifRevision is { } revision && revision != document.Revision)
        {
            throw new RunRefusedException(RunRefusal.Changed, $"Run '{run}' was changed in between.", RunName.Of(plant, run));
        }

        await retention.DeleteAsync(document, cancellationToken);
        return true;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ReadOnlyMemory<byte>> ExportAsync(string plant, string run, RunExportOrder what, CancellationToken cancellationToken) =>
        exporter.ExportAsync(plant, run, what, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<RunsSideBySide> CompareAsync(string plant, IReadOnlyList<string> runs, CancellationToken cancellationToken) =>
        await comparer.CompareAsync(plant, runs, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<RunDocument> VerifyAsync(string plant, string run, CancellationToken cancellationToken) => await verifier.VerifyAsync(plant, run, cancellationToken);

    /// <summary>The order with the documents of the run that it takes them from.</summary>
    private async Task<RunOrder> WithDocumentsAsync(RunOrder order, CancellationToken cancellationToken)
    {
        if (order.FromRun.Length == 0 || order.Files.Count > 0)
        {
            return order;
        }

        if (await store.GetAsync(order.Plant, order.FromRun, cancellationToken) is null)
        {
            throw new RunRefusedException(RunRefusal.NotFound, $"There is no run '{order.FromRun}'.", RunName.Of(order.Plant, order.FromRun));
        }

        var before = await store.GetOrderAsync(order.Plant, order.FromRun, cancellationToken);
        var (under, over) = (before.Overrides, order.Overrides);
        return order with
        {
            Files = before.Files,
            Document = order.Document.Length > 0 ? order.Document : before.Document,
            Overrides = new RunOverrides
            {
                Seed = over.Seed ?? under.Seed,
                Replications = over.Replications ?? under.Replications,
                Horizon = over.Horizon ?? under.Horizon,
                WarmUp = over.WarmUp ?? under.WarmUp,
                Level = over.Level ?? under.Level,
                Set = [.. under.Set, .. over.Set],
            },
        };
    }

    private async Task RefuseWhenBusyAsync(string plant, CancellationToken cancellationToken)
    {
        if ((await store.ListActiveAsync(plant, cancellationToken)).Count >= options.MaxActiveRuns)
        {
            throw new RunRefusedException(RunRefusal.Busy, $"{options.MaxActiveRuns} runs of plant '{plant}' go on, as many as may at a time; wait for one or cancel one.");
        }
    }

    private async Task<RunDocument> StartAsync(RunOrder order, RunPins? pins, IReadOnlyList<int> fixedReplications, CancellationToken cancellationToken)
    {
        var ready = await preparation.PrepareAsync(order, pins, cancellationToken);
        var document = NewDocument(RunIds.New(clock), order, ready) with { FixedReplications = fixedReplications };
        await store.AddAsync(document, order, cancellationToken);
        prepared.Add(document.Plant, document.Id, ready);
        await retention.TrimAsync(order.Plant, cancellationToken);
        return await AskAsync(document.Plant, document.Id, afterRevision: 0, TimeSpan.Zero, cancellationToken) ?? document;
    }

    private RunDocument NewDocument(string id, RunOrder order, PreparedRun ready)
    {
        var plan = ready.Plan;
        return new RunDocument
        {
            Plant = order.Plant,
            Id = id,
            Document = plan.Document.Name,
            Kind = plan.Document.Kind,
            Question = plan.Document.Question ?? "",
            DocumentHash = plan.Document.Hash,
            Revision = 1,
            CreatedAtNs = Nanoseconds.Now(clock),
            CreatedBy = order.By,
            DeadlineNs = order.DeadlineNs,
            DefinitionVersion = ready.DefinitionVersion,
            DefinitionHash = ready.DefinitionHash,
            CutHash = ready.CutHash,
            CutAtNs = ready.CutAtNs,
            Host = SiloHost.Current,
            Modules = RunRecord.ModulesOf(plan),
            Seed = plan.Document.Seed,
            Arms = [.. plan.Arms.Select(arm => arm.Name)],
            Planned = (plan.Document.Selection?.Max ?? plan.Document.Replications.Max) * plan.Draws,
            ReplayOf = order.ReplayOf,
            Warnings = ready.Warnings,
        };
    }

    private async Task<RunDocument?> AskAsync(string plant, string run, long afterRevision, TimeSpan wait, CancellationToken cancellationToken) =>
        Read(await grains.GetGrain<IScenarioGrain>(RunName.Of(plant, run)).GetAsync(afterRevision, wait, cancellationToken));

    private static RunDocument? Read(RunMessage? message) => message is null ? null : RunJson.Read<RunDocument>(message.Json);
}
