using Google.Protobuf;
using Grpc.Core;
using TwinGrid.Contracts.Scenarios;
using TwinGrid.Gateway.Errors;
using TwinGrid.Gateway.Hosting;
using TwinGrid.Gateway.Metering;
using TwinGrid.Gateway.Requests;
using TwinGrid.Gateway.Twins;
using TwinGrid.V1;

namespace TwinGrid.Gateway.Scenarios;

/// <summary>WatchRun and ExportRun.</summary>
internal sealed class RunStreams(
    IRuns runs, RunReads reads, WatchPlaces places, GatewayOptions options, ServerLifecycle lifecycle, GatewayMetrics metrics, TimeProvider clock)
{
    private const string Method = "WatchRun";
    private const uint DefaultIntervalMilliseconds = 200;

    private readonly Admission exports = new(options.MaxHistoryReads, "exports");

    /// <summary>Tells a run until it is over, the caller goes, or the server drains.</summary>
    public async Task WatchAsync(WatchRunRequest request, IServerStreamWriter<Run> responses, CancellationToken cancellationToken)
    {
        var (plant, run) = RunNames.ParseRun(request.Name, "name");
        var interval = AssetWatches.Interval(request.MinIntervalMs, DefaultIntervalMilliseconds);
        using var place = places.Enter();
        using var call = new DrainableCall(lifecycle, cancellationToken);
        metrics.Watch(Method, +1);
        try
        {
            RunDocument? last = null;
            await foreach (var now in runs.WatchAsync(plant, run, call.Token))
            {
                last = now;
                await responses.WriteAsync(await reads.WithResultAsync(now, call.Token), call.Token);
                metrics.WatchMessage(Method);
                if (!now.IsOver)
                {
                    await Task.Delay(interval, clock, call.Token);
                }
            }

            // It was removed, or there never was one.
            if (last is not { IsOver: true })
            {
                throw Refusal.NotFound("run", request.Name);
            }
        }
        catch (OperationCanceledException) when (call.IsDraining)
        {
            throw DrainableCall.Ended();
        }
        finally
        {
            metrics.Watch(Method, -1);
        }
    }

    /// <summary>Streams something of a run as a file.</summary>
    public async Task ExportAsync(ExportRunRequest request, IServerStreamWriter<ExportRunPiece> responses, CancellationToken cancellationToken)
    {
        var (plant, run) = RunNames.ParseRun(request.Name, "name");
        var (what, suffix) = request.What switch
        {
            RunExportKind.RecordJson => (RunExport.Record, "record.json"),
            RunExportKind.ReplicationsCsv => (RunExport.Replications, "replications.csv"),
            RunExportKind.Cut => (RunExport.Cut, "cut"),
            RunExportKind.DocumentsJson => (RunExport.Documents, "documents.json"),
            RunExportKind.ReportHtml => (RunExport.Report, "report.html"),
            RunExportKind.TraceCsv => (RunExport.Trace, "trace.csv"),
            _ => throw Refusal.InvalidArgument("what", $"{request.What}; expected RECORD_JSON, REPLICATIONS_CSV, CUT, DOCUMENTS_JSON, REPORT_HTML or TRACE_CSV."),
        };
        var order = request.Replication <= int.MaxValue
            ? new RunExportOrder(what, request.Arm, (int)request.Replication)
            : throw Refusal.InvalidArgument("replication", $"{request.Replication}; from 0 to {int.MaxValue}.");
        using var place = exports.Enter();
        var fileName = $"{run}.{suffix}";
        await foreach (var piece in runs.ExportAsync(plant, run, order, cancellationToken))
        {
            await responses.WriteAsync(new ExportRunPiece { Data = ByteString.CopyFrom(piece.Span), FileName = fileName }, cancellationToken);
            fileName = "";
        }
    }
}
