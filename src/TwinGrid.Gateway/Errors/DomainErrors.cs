using System.Globalization;
using Google.Protobuf;
using Google.Rpc;
using Orleans.Runtime;
using TwinGrid.Contracts.Definitions;
using TwinGrid.Contracts.Ingest;
using TwinGrid.Contracts.Partitions;
using TwinGrid.Contracts.Scenarios;
using TwinGrid.Contracts.Storage;
using TwinGrid.Contracts.Twins;
using TwinGrid.Contracts.Watches;
using TwinGrid.Gateway.Definitions;

namespace TwinGrid.Gateway.Errors;

/// <summary>Maps what the parts behind the gateway throw to rows of the table.</summary>
internal static class DomainErrors
{
    /// <summary>The refusal that the caller is told; null when nobody expected the exception.</summary>
    public static RefusalException? Map(Exception exception) => exception switch
    {
        RefusalException refusal => refusal,
        FilterException filter => Refusal.InvalidQuery(filter.Field, filter.Message),
        LaneEndedException lane => Map(lane),
        DataLossException loss => new RefusalException(ErrorTable.DataLoss, loss.Message, loss)
            .With("partition", loss.Partition)
            .With("history_id", loss.HistoryId.ToString("N"))
            .With(new ResourceInfo { ResourceType = $"{ErrorTable.Domain}/partition", ResourceName = loss.Partition, Description = "damage inside acknowledged data" }),
        HistoryMismatchException mismatch => Refusal.HistoryMismatch(mismatch.Partition, mismatch.Sent, mismatch.Current),
        PartitionUnavailableException unavailable => Refusal.PartitionUnavailable(unavailable.Partition.ToString(), unavailable.Reason),
        RunRefusedException run => Map(run),
        DefinitionUpgradeException upgrade => Refusal.IncompatibleDefinition(upgrade.Plant, upgrade.Reasons),
        StoreFencedException fenced => new RefusalException(ErrorTable.StoreUnavailable, fenced.Message, fenced),
        WatchTooSlowException slow => new RefusalException(ErrorTable.TooSlow, slow.Message, slow),
        InvalidProtocolBufferException malformed => new RefusalException(ErrorTable.MalformedMessage, malformed.Message, malformed),

        // A grain call that met a silo on its way down or up; the partition is back elsewhere soon.
        SiloUnavailableException or OrleansMessageRejectionException or TimeoutException =>
            new RefusalException(ErrorTable.Unavailable, "The owner of what was asked for did not answer; try again.", exception),
        _ => null,
    };

    private static RefusalException Map(RunRefusedException run) => run.Refusal switch
    {
        RunRefusal.InvalidDocuments => DefinitionMapper.RefuseDocuments(run.Message, run.Diagnostics),
        RunRefusal.NotFound => Refusal.NotFound(TypeOf(run.Subject), run.Subject),
        RunRefusal.WrongState => Refusal.PreconditionFailed("RUN_STATE", run.Subject, run.Message),
        RunRefusal.Changed => Refusal.EtagMismatch(run.Subject, "", null),
        RunRefusal.Busy => Refusal.Busy(run.Message),
        RunRefusal.Unavailable => new RefusalException(ErrorTable.Unavailable, run.Message, run),
        _ => Refusal.InvalidArgument(run.Subject, run.Message),
    };

    /// <summary>plants/p/runs/r is a run.</summary>
    private static string TypeOf(string name) => name.Split('/') is [.., var collection, _] ? collection.TrimEnd('s') : "run";

    private static RefusalException Map(LaneEndedException lane)
    {
        var row = lane.End switch
        {
            LaneEnd.SequenceGap => ErrorTable.SequenceGap,
            LaneEnd.SequenceConflict => ErrorTable.SequenceConflict,
            LaneEnd.FencedEpoch => ErrorTable.FencedEpoch,
            LaneEnd.Replaced => ErrorTable.LaneReplaced,
            LaneEnd.HistoryMismatch => ErrorTable.HistoryMismatch,
            LaneEnd.StoreUnavailable => ErrorTable.StoreUnavailable,
            LaneEnd.Draining => ErrorTable.Draining,
            LaneEnd.DurabilityUnavailable => ErrorTable.DurabilityUnavailable,
            _ => ErrorTable.Unavailable,
        };
        var refusal = new RefusalException(row, lane.Message, lane);
        return lane.ExpectedSeq == 0
            ? refusal
            : refusal.With("expected_seq", lane.ExpectedSeq.ToString(CultureInfo.InvariantCulture));
    }
}
