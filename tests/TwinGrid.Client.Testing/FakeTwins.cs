using Grpc.Core;
using TwinGrid.V1;

namespace TwinGrid.Client.Testing;

/// <summary>Two plants with an asset each; history is what the fake store took.</summary>
internal sealed class FakeTwins(FakeStore store) : TwinService.TwinServiceBase
{
    private static readonly string[] Plants = ["plants/one", "plants/two"];

    public override Task<ListPlantsResponse> ListPlants(ListPlantsRequest request, ServerCallContext context)
    {
        // One a page, so that paging is exercised.
        var index = request.PageToken.Length == 0 ? 0 : 1;
        var answer = new ListPlantsResponse { NextPageToken = index == 0 ? "1" : string.Empty };
        answer.Plants.Add(Plant(Plants[index]));
        return Task.FromResult(answer);
    }

    public override Task<Plant> GetPlant(GetPlantRequest request, ServerCallContext context) => Task.FromResult(Plant(request.Name));

    public override Task<ListAssetsResponse> ListAssets(ListAssetsRequest request, ServerCallContext context)
    {
        var answer = new ListAssetsResponse();
        answer.Assets.AddRange(Plants.Where(plant => request.Parent is "plants/-" || request.Parent == plant).Select(plant => Asset($"{plant}/lines/line-1/assets/pump-1")));
        return Task.FromResult(answer);
    }

    public override Task<Asset> GetAsset(GetAssetRequest request, ServerCallContext context) => request.Name switch
    {
        "pump-1" => throw FakeTelemetry.Error(StatusCode.FailedPrecondition, "AMBIGUOUS_NAME", "'pump-1' is in plants/one and plants/two."),
        "absent" => throw FakeTelemetry.Error(StatusCode.NotFound, "NOT_FOUND", "There is no asset 'absent'."),
        _ => Task.FromResult(Asset(request.Name)),
    };

    public override async Task ReadHistory(ReadHistoryRequest request, IServerStreamWriter<ReadHistoryResponse> responseStream, ServerCallContext context)
    {
        for (var series = 0; series < request.Series.Count; series++)
        {
            var wanted = request.Series[series];
            var piece = new ReadHistoryResponse { SeriesIndex = (uint)series };
            foreach (var sample in store.All.Where(sample => sample.Asset == wanted.Asset && sample.Signal == wanted.Signal && sample.Time >= request.From && sample.Time < request.To).OrderBy(sample => sample.Time))
            {
                piece.Time.Add(sample.Time);
                piece.Value.Add(sample.Value);
                piece.Quality.Add(sample.Quality);
                piece.CommitIndex.Add(1);
            }

            await responseStream.WriteAsync(piece);
        }
    }

    public override Task<ListAlarmsResponse> ListAlarms(ListAlarmsRequest request, ServerCallContext context) => Task.FromResult(new ListAlarmsResponse { Alarms = { Alarm(AlarmState.Unacknowledged) } });

    public override Task<Alarm> AcknowledgeAlarm(AcknowledgeAlarmRequest request, ServerCallContext context)
    {
        var alarm = Alarm(AlarmState.Acknowledged);
        alarm.AcknowledgedBy = request.By;
        return Task.FromResult(alarm);
    }

    public override async Task WatchAssets(WatchAssetsRequest request, IServerStreamWriter<WatchAssetsResponse> responseStream, ServerCallContext context)
    {
        var asset = Asset("plants/one/lines/line-1/assets/pump-1");
        await responseStream.WriteAsync(new WatchAssetsResponse { Initial = true, Changes = { new AssetChange { Name = asset.Name, Signals = { asset.Signals } } } });
    }

    private static Plant Plant(string name) => new()
    {
        Name = name, DisplayName = name[7..], DefinitionVersion = 3, Partitions = 1, Aggregate = new Aggregate { Assets = 1, Kpis = { new Kpi { Name = "oee", Unit = "1", Value = double.NaN, Reason = "no production" } } },
    };

    private static Asset Asset(string name) => new()
    {
        Name = name,
        Type = "pump",
        State = "Execute",
        Revision = 9,
        Signals =
        {
            new SignalState { Signal = "flow", Type = SignalType.Number, Unit = "L/min", Value = new Value { Number = 32.1 }, SourceTime = 1_000_000_001 },
            new SignalState { Signal = "state", Type = SignalType.Enumeration, Value = new Value { Enumeration = new EnumerationValue { Number = 6, Symbol = "Execute" } }, Quality = 0x4090_0000 },
        },
    };

    private static Alarm Alarm(AlarmState state) => new()
    {
        Name = "plants/one/lines/line-1/assets/pump-1/alarms/flow-low", Kind = "low", Signal = "flow", State = state, Active = true, Priority = 2, Value = 12.5, Limit = 25, Unit = "L/min",
    };
}
