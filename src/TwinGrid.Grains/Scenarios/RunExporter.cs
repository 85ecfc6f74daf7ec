using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using TwinGrid.Contracts.Scenarios;
using TwinGrid.Simulation.Experiments.Records;

namespace TwinGrid.Grains.Scenarios;

/// <summary>Makes files of what is kept of a run.</summary>
internal sealed class RunExporter(RunStore store, ICutStore cuts)
{
    private const int PieceBytes = 256 << 10;

    /// <summary>See <see cref="IRuns.ExportAsync"/>.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ExportAsync(
        string plant, string run, RunExport what, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var document = (await store.GetAsync(plant, run, cancellationToken))?.Document
            ?? throw new RunRefusedException(RunRefusal.NotFound, $"There is no run '{run}'.", RunName.Of(plant, run));
        var bytes = what switch
        {
            RunExport.Record => RunJson.Write(await RecordAsync(document, cancellationToken)),
            RunExport.Replications => Table(await RecordAsync(document, cancellationToken), await ResultAsync(document, cancellationToken)),
            RunExport.Cut => await CutAsync(document, cancellationToken),
            RunExport.Documents => RunJson.Write(await store.GetOrderAsync(plant, run, cancellationToken)),
            _ => throw new ArgumentOutOfRangeException(nameof(what), what, "Record, Replications, Cut or Documents."),
        };
        for (var at = 0; at < bytes.Length; at += PieceBytes)
        {
            yield return bytes[at..Math.Min(bytes.Length, at + PieceBytes)];
        }
    }

    private async Task<RunRecord> RecordAsync(RunDocument run, CancellationToken cancellationToken) =>
        await store.GetRecordAsync(run.Plant, run.Id, cancellationToken) ?? throw Missing(run, "record");

    private async Task<RunResult> ResultAsync(RunDocument run, CancellationToken cancellationToken) =>
        await store.GetResultAsync(run.Plant, run.Id, cancellationToken) ?? throw Missing(run, "answer");

    private async Task<ReadOnlyMemory<byte>> CutAsync(RunDocument run, CancellationToken cancellationToken) =>
        run.CutHash.Length == 0 ? throw new RunRefusedException(RunRefusal.WrongState, $"Run '{run.Id}' starts empty: it has no cut.", RunName.Of(run.Plant, run.Id))
        : await cuts.GetAsync(run.Plant, run.CutHash, cancellationToken) ?? throw Missing(run, "cut");

    private static RunRefusedException Missing(RunDocument run, string what) => new(
        RunRefusal.WrongState, $"Run '{run.Id}' has no {what}: it is {run.Phase.ToString().ToLowerInvariant()}.", RunName.Of(run.Plant, run.Id));

    /// <summary>A line a replication: arm, replication, its KPIs, events and digest. What a replication did not observe is empty.</summary>
    private static ReadOnlyMemory<byte> Table(RunRecord record, RunResult result)
    {
        var text = new StringBuilder("arm,replication");
        foreach (var kpi in result.Arms[0].Kpis)
        {
            text.Append(',').Append(Quoted(kpi.Kpi));
        }

        text.Append(",events,digest\n");
        foreach (var trace in record.Traces)
        {
            text.Append(Quoted(record.Arms[trace.Arm])).Append(',').Append(trace.Replication.ToString(CultureInfo.InvariantCulture));
            foreach (var kpi in trace.Kpis)
            {
                text.Append(',').Append(double.IsNaN(kpi) ? "" : kpi.ToString("R", CultureInfo.InvariantCulture));
            }

            text.Append(CultureInfo.InvariantCulture, $",{trace.Events},{trace.Digest:x16}\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\n\r") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
