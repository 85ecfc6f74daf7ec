using System.IO.Hashing;
using Google.Protobuf;
using Grpc.Core;
using TwinGrid.Gateway.Callers;
using TwinGrid.Gateway.Errors;
using TwinGrid.Gateway.Requests;
using TwinGrid.V1;

namespace TwinGrid.Gateway.Scenarios;

/// <summary>ScenarioService on the wire.</summary>
[BindServiceMethod(typeof(ScenarioGrpcService), nameof(Bind))]
internal sealed class ScenarioGrpcService(RunStarts starts, RunReads reads, RunStreams streams, CutReads cuts, RequestWindow<Run> requests, ICallers callers)
    : ScenarioService.ScenarioServiceBase
{
    /// <summary>Found by reflection through the attribute; the second parameter names the type whose methods are bound.</summary>
    public static void Bind(ServiceBinderBase binder, ScenarioService.ScenarioServiceBase? service) => ScenarioService.BindService(new RequestBinder(binder), service!);

    /// <inheritdoc/>
    public override Task<Run> RunScenario(RunScenarioRequest request, ServerCallContext context)
    {
        var by = callers.NameOf(context);
        return Once(by, request.RequestId, request, () => starts.RunAsync(request, by, context.CancellationToken));
    }

    /// <inheritdoc/>
    public override Task<Run> GetRun(GetRunRequest request, ServerCallContext context) => reads.GetAsync(request, context.CancellationToken);

    /// <inheritdoc/>
    public override Task<ListRunsResponse> ListRuns(ListRunsRequest request, ServerCallContext context) => reads.ListAsync(request, context.CancellationToken);

    /// <inheritdoc/>
    public override Task WatchRun(WatchRunRequest request, IServerStreamWriter<Run> responseStream, ServerCallContext context) =>
        streams.WatchAsync(request, responseStream, context.CancellationToken);

    /// <inheritdoc/>
    public override Task<CompareRunsResponse> CompareRuns(CompareRunsRequest request, ServerCallContext context) => reads.CompareAsync(request, context.CancellationToken);

    /// <inheritdoc/>
    public override Task<Run> ReplayRun(ReplayRunRequest request, ServerCallContext context)
    {
        var by = callers.NameOf(context);
        return Once(by, request.RequestId, request, () => starts.ReplayAsync(request, by, context.CancellationToken));
    }

    /// <inheritdoc/>
    public override Task<Run> VerifyRun(VerifyRunRequest request, ServerCallContext context) => reads.VerifyAsync(request, context.CancellationToken);

    /// <inheritdoc/>
    public override Task<Run> CancelRun(CancelRunRequest request, ServerCallContext context) => reads.CancelAsync(request, context.CancellationToken);

    /// <inheritdoc/>
    public override Task<DeleteRunResponse> DeleteRun(DeleteRunRequest request, ServerCallContext context) => reads.DeleteAsync(request, context.CancellationToken);

    /// <inheritdoc/>
    public override Task ExportRun(ExportRunRequest request, IServerStreamWriter<ExportRunPiece> responseStream, ServerCallContext context) =>
        streams.ExportAsync(request, responseStream, context.CancellationToken);

    /// <inheritdoc/>
    public override Task<Cut> GetCut(GetCutRequest request, ServerCallContext context) => cuts.GetAsync(request, context.CancellationToken);

    private Task<Run> Once(string by, string id, IMessage request, Func<Task<Run>> run) => requests.RunOnce(by, id, XxHash3.HashToUInt64(request.ToByteArray()), run);
}
