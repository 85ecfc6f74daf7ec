using System.Runtime.CompilerServices;
using System.Text;
using TwinGrid.Contracts.Scenarios;
using TwinGrid.Simulation.Experiments.Records;

namespace TwinGrid.Grains.Scenarios;

/// <summary>Makes files of what is kept of a run.</summary>
internal sealed class RunExporter(RunStore store, ICutStore cuts, RunReporter reporter, RunTracer tracer)
{
    private const int PieceBytes = 256 << 10;

    /// <summary>See <see cref="IRuns.ExportAsync"/>.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ExportAsync(
        string plant, string run, RunExportOrder order, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var document = (await store.GetAsync(plant, run, cancellationToken))?.Document
            ?? throw new RunRefusedException(RunRefusal.NotFound, $"There is no run '{run}'.", RunName.Of(plant, run));
        var bytes = order.What switch
        {
            RunExport.Record => RunRecordJson.Write(await RecordAsync(document, cancellationToken)),
            RunExport.Replications => await TableAsync(document, cancellationToken),
            RunExport.Cut => await CutAsync(document, cancellationToken),
            RunExport.Documents => RunJson.Write(await store.GetOrderAsync(plant, run, cancellationToken)),
            RunExport.Report => await reporter.HtmlAsync(document, await RecordAsync(document, cancellationToken), cancellationToken),
            RunExport.Trace => await tracer.CsvAsync(document, await RecordAsync(document, cancellationToken), order, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(order), order.What, "Record, Replications, Cut, Documents, Report or Trace."),
        };
        for (var at = 0; at < bytes.Length; at += PieceBytes)
        {
            yield return bytes[at..Math.Min(bytes.Length, at + PieceBytes)];
        }
    }

    /// <summary>The record with what went over the document, without which it could not be replayed elsewhere.</summary>
    private async Task<RunRecord> RecordAsync(RunDocument run, CancellationToken cancellationToken)
    {
        var record = await store.GetRecordAsync(run.Plant, run.Id, cancellationToken) ?? throw Missing(run, "record");
        return record with { Overrides = RunSource.Overrides((await store.GetOrderAsync(run.Plant, run.Id, cancellationToken)).Overrides) };
    }

    private async Task<ReadOnlyMemory<byte>> TableAsync(RunDocument run, CancellationToken cancellationToken)
    {
        var result = await ResultAsync(run, cancellationToken);
        return Encoding.UTF8.GetBytes(ReplicationTable.Csv(await RecordAsync(run, cancellationToken), result.Arms[0].Kpis.Select(kpi => kpi.Kpi)));
    }

    private async Task<RunResult> ResultAsync(RunDocument run, CancellationToken cancellationToken) =>
        await store.GetResultAsync(run.Plant, run.Id, cancellationToken) ?? throw Missing(run, "answer");

    private async Task<ReadOnlyMemory<byte>> CutAsync(RunDocument run, CancellationToken cancellationToken) =>
        run.CutHash.Length == 0 ? throw new RunRefusedException(RunRefusal.WrongState, $"Run '{run.Id}' starts empty: it has no cut.", RunName.Of(run.Plant, run.Id))
        : await cuts.GetAsync(run.Plant, run.CutHash, cancellationToken) ?? throw Missing(run, "cut");

    private static RunRefusedException Missing(RunDocument run, string what) => new(
        RunRefusal.WrongState, $"Run '{run.Id}' has no {what}: it is {run.Phase.ToString().ToLowerInvariant()}.", RunName.Of(run.Plant, run.Id));
}
