using Google.Protobuf;
using Grpc.Core;
using TwinGrid.V1;

namespace TwinGrid.Client.Testing;

/// <summary>Runs that go through the states that the script gives, one a message of a watch; a watch breaks where it says so.</summary>
internal sealed class FakeScenarios(FakeScript script) : ScenarioService.ScenarioServiceBase
{
    private const int PageSize = 2;

    public override Task<Run> RunScenario(RunScenarioRequest request, ServerCallContext context)
    {
        script.Started(request);
        return Task.FromResult(new Run { Name = $"{request.Parent}/runs/r1", State = RunState.Preparing });
    }

    public override Task<Run> ReplayRun(ReplayRunRequest request, ServerCallContext context) =>
        Task.FromResult(new Run { Name = $"{request.Name}-again", ReplayOf = request.Name, State = RunState.Preparing });

    public override async Task WatchRun(WatchRunRequest request, IServerStreamWriter<Run> responseStream, ServerCallContext context)
    {
        while (script.NextRunState() is { } state)
        {
            await responseStream.WriteAsync(new Run { Name = request.Name, State = state });
        }

        if (!script.IsRunOver)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, "the server stops"));
        }
    }

    public override Task<ListRunsResponse> ListRuns(ListRunsRequest request, ServerCallContext context)
    {
        var start = request.PageToken.Length == 0 ? 0 : int.Parse(request.PageToken, System.Globalization.CultureInfo.InvariantCulture);
        var page = script.Runs.Skip(start).Take(PageSize).Select(id => new Run { Name = $"{request.Parent}/runs/{id}" });
        return Task.FromResult(new ListRunsResponse
        {
            Runs = { page }, NextPageToken = start + PageSize < script.Runs.Count ? (start + PageSize).ToString(System.Globalization.CultureInfo.InvariantCulture) : "",
        });
    }

    public override async Task ExportRun(ExportRunRequest request, IServerStreamWriter<ExportRunPiece> responseStream, ServerCallContext context)
    {
        await responseStream.WriteAsync(new ExportRunPiece { Data = ByteString.CopyFromUtf8("arm,repli"), FileName = "r1.replications.csv" });
        await responseStream.WriteAsync(new ExportRunPiece { Data = ByteString.CopyFromUtf8("cation\n") });
    }
}
