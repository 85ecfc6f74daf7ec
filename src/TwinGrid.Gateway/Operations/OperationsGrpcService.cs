using Grpc.Core;
using TwinGrid.Contracts.Definitions;
using TwinGrid.Contracts.Storage;
using TwinGrid.Gateway.Errors;
using TwinGrid.Gateway.Tokens;
using TwinGrid.Model.Names;
using TwinGrid.V1;
using BackupPiece = TwinGrid.V1.BackupPiece;

namespace TwinGrid.Gateway.Operations;

/// <summary>OperationsService on the wire. Answers also while the server starts, drains, or its store is fenced.</summary>
[BindServiceMethod(typeof(OperationsGrpcService), nameof(Bind))]
internal sealed class OperationsGrpcService(StatusReport status, BackupStream backup, ILogStore log, IDefinitionCatalog catalog)
    : OperationsService.OperationsServiceBase
{
    private const int MaxReason = 1_024;

    /// <summary>Found by reflection through the attribute; the second parameter names the type whose methods are bound.</summary>
    public static void Bind(ServiceBinderBase binder, OperationsService.OperationsServiceBase? service) => OperationsService.BindService(new RequestBinder(binder), service!);

    /// <inheritdoc/>
    public override Task<ServerStatus> GetStatus(GetStatusRequest request, ServerCallContext context) => status.TakeAsync(context.CancellationToken);

    /// <inheritdoc/>
    public override Task Backup(BackupRequest request, IServerStreamWriter<BackupPiece> responseStream, ServerCallContext context) =>
        backup.WriteAsync(responseStream, context.CancellationToken);

    /// <inheritdoc/>
    public override async Task<AcceptDataLossResponse> AcceptDataLoss(AcceptDataLossRequest request, ServerCallContext context)
    {
        if (!Identifier.IsValid(request.Plant))
        {
            throw Refusal.InvalidName("plant", request.Plant, Identifier.Rule);
        }

        if (request.Partition >= PartitionKey.MaxPartitions)
        {
            throw Refusal.InvalidArgument("partition", $"{request.Partition} is not below {PartitionKey.MaxPartitions}.");
        }

        if (!Guid.TryParse(request.HistoryId, out var historyId))
        {
            throw Refusal.InvalidArgument("history_id", $"'{request.HistoryId}' is no history id; give the one that the DATA_LOSS error named.");
        }

        if (request.Reason.Length is 0 or > MaxReason)
        {
            throw Refusal.InvalidArgument("reason", $"{request.Reason.Length} characters; say in 1 to {MaxReason} why the loss is accepted.");
        }

        var key = new PartitionKey(request.Plant, (int)request.Partition);
        if (!log.Partitions.Contains(key))
        {
            throw Refusal.NotFound("partition", key.ToString());
        }

        var renewed = await log.AcceptDataLossAsync(key, historyId, request.Reason, context.CancellationToken);

        // Opens the partition and puts its definition in force again, should the loss have taken it.
        await catalog.OpenAllAsync(context.CancellationToken);
        return new AcceptDataLossResponse { HistoryId = renewed.ToString(ReadPositions.HistoryIdFormat) };
    }
}
