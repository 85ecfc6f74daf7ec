using Grpc.Core;
using TwinGrid.Gateway.Callers;
using TwinGrid.Gateway.Errors;
using TwinGrid.V1;

namespace TwinGrid.Gateway.Twins;

/// <summary>TwinService on the wire: each call goes to the class that knows it.</summary>
[BindServiceMethod(typeof(TwinGrpcService), nameof(Bind))]
internal sealed class TwinGrpcService(
    AssetReads assets,
    AssetUpdates updates,
    FigureReads figures,
    AssetWatches assetWatches,
    PlantWatches plantWatches,
    HistoryReads history,
    AlarmCalls alarms,
    ICallers callers) : TwinService.TwinServiceBase
{
    /// <summary>Found by reflection through the attribute; the second parameter names the type whose methods are bound.</summary>
    public static void Bind(ServiceBinderBase binder, TwinService.TwinServiceBase? service) => TwinService.BindService(new RequestBinder(binder), service!);

    /// <inheritdoc/>
    public override Task<Asset> GetAsset(GetAssetRequest request, ServerCallContext context) => assets.GetAsync(request, context.CancellationToken);

    /// <inheritdoc/>
    public override Task<BatchGetAssetsResponse> BatchGetAssets(BatchGetAssetsRequest request, ServerCallContext context) =>
        assets.BatchGetAsync(request, context.CancellationToken);

    /// <inheritdoc/>
    public override Task<ListAssetsResponse> ListAssets(ListAssetsRequest request, ServerCallContext context) =>
        assets.ListAsync(request, context.CancellationToken);

    /// <inheritdoc/>
    public override Task<Asset> UpdateAsset(UpdateAssetRequest request, ServerCallContext context) =>
        updates.UpdateAsync(request, callers.NameOf(context), context.CancellationToken);

    /// <inheritdoc/>
    public override Task<ListLinesResponse> ListLines(ListLinesRequest request, ServerCallContext context) =>
        figures.ListLinesAsync(request, context.CancellationToken);

    /// <inheritdoc/>
    public override Task<Line> GetLine(GetLineRequest request, ServerCallContext context) => figures.GetLineAsync(request, context.CancellationToken);

    /// <inheritdoc/>
    public override Task<ListPlantsResponse> ListPlants(ListPlantsRequest request, ServerCallContext context) =>
        figures.ListPlantsAsync(request, context.CancellationToken);

    /// <inheritdoc/>
    public override Task<Plant> GetPlant(GetPlantRequest request, ServerCallContext context) => figures.GetPlantAsync(request, context.CancellationToken);

    /// <inheritdoc/>
    public override Task WatchAssets(WatchAssetsRequest request, IServerStreamWriter<WatchAssetsResponse> responseStream, ServerCallContext context) =>
        assetWatches.WatchAsync(request, responseStream, context.CancellationToken);

    /// <inheritdoc/>
    public override Task WatchPlant(WatchPlantRequest request, IServerStreamWriter<WatchPlantResponse> responseStream, ServerCallContext context) =>
        plantWatches.WatchAsync(request, responseStream, context.CancellationToken);

    /// <inheritdoc/>
    public override Task ReadHistory(ReadHistoryRequest request, IServerStreamWriter<ReadHistoryResponse> responseStream, ServerCallContext context) =>
        history.ReadAsync(request, responseStream, context.CancellationToken);

    /// <inheritdoc/>
    public override Task<ListAlarmsResponse> ListAlarms(ListAlarmsRequest request, ServerCallContext context) =>
        alarms.ListAsync(request, context.CancellationToken);

    /// <inheritdoc/>
    public override Task<Alarm> AcknowledgeAlarm(AcknowledgeAlarmRequest request, ServerCallContext context) =>
        alarms.AcknowledgeAsync(request, callers.By(context, request.By), context.CancellationToken);

    /// <inheritdoc/>
    public override Task<Alarm> ShelveAlarm(ShelveAlarmRequest request, ServerCallContext context) =>
        alarms.ShelveAsync(request, callers.By(context, request.By), context.CancellationToken);

    /// <inheritdoc/>
    public override Task<Alarm> UnshelveAlarm(UnshelveAlarmRequest request, ServerCallContext context) =>
        alarms.UnshelveAsync(request, callers.By(context, request.By), context.CancellationToken);
}
