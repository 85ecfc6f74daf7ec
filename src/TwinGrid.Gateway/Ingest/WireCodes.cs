using TwinGrid.Contracts.Ingest;
using TwinGrid.Contracts.Storage;

namespace TwinGrid.Gateway.Ingest;

/// <summary>The words of the wire for what the parts behind the gateway count in enums.</summary>
internal static class WireCodes
{
    public static string Of(RejectionCode code) => code switch
    {
        RejectionCode.None => "OK",
        RejectionCode.UnknownSignal => "UNKNOWN_SIGNAL",
        RejectionCode.UnitMismatch => "UNIT_MISMATCH",
        RejectionCode.TypeMismatch => "TYPE_MISMATCH",
        RejectionCode.ValueNotFinite => "VALUE_NOT_FINITE",
        RejectionCode.TimestampFuture => "TIMESTAMP_FUTURE",
        RejectionCode.TimestampTooOld => "TIMESTAMP_TOO_OLD",
        RejectionCode.Retired => "RETIRED",
        RejectionCode.WrongPartition => "WRONG_PARTITION",
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "No such rejection code."),
    };

    /// <summary>What a rejected item is told, in words.</summary>
    public static string Explain(RejectionCode code) => code switch
    {
        RejectionCode.UnknownSignal => "the handle was not declared, or its asset or signal is not known",
        RejectionCode.UnitMismatch => "the series was declared in a unit that the signal does not accept",
        RejectionCode.TypeMismatch => "the value does not fit the signal's type",
        RejectionCode.ValueNotFinite => "NaN or infinite with a quality that is not bad",
        RejectionCode.TimestampFuture => "more than 5 minutes ahead of the server's clock",
        RejectionCode.TimestampTooOld => "older than the signal's late window",
        RejectionCode.Retired => "the asset or signal is retired",
        RejectionCode.WrongPartition => "the series lives in another partition",
        _ => "",
    };

    public static string Of(BatchCode code) => code switch
    {
        BatchCode.Accepted => "ACCEPTED",
        BatchCode.Duplicate => "DUPLICATE",
        BatchCode.LossDeclared => "LOSS_DECLARED",
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "No such batch code."),
    };

    public static V1.Durability Of(Durability durability) => (V1.Durability)(int)durability;

    /// <summary>Null = the store's own.</summary>
    public static Durability? Of(V1.Durability durability) => durability switch
    {
        V1.Durability.Unspecified => null,
        V1.Durability.PowerLoss or V1.Durability.ProcessCrash or V1.Durability.Memory => (Durability)(int)durability,
        _ => throw Errors.Refusal.InvalidArgument("durability", $"{(int)durability} is no durability class; allowed: POWER_LOSS, PROCESS_CRASH, MEMORY."),
    };

    public static V1.BatchResult Of(BatchResult result)
    {
        var answer = new V1.BatchResult { Seq = result.Seq, Code = Of(result.Code), ResultsExpired = result.ResultsExpired };
        foreach (var (code, count) in result.Rejected)
        {
            answer.Rejected.Add(new V1.RejectedCount { Code = Of(code), Count = (ulong)count });
        }

        foreach (var item in result.Items)
        {
            answer.Items.Add(new V1.ItemError { Index = (uint)item.Index, Code = Of(item.Code), Message = Explain(item.Code) });
        }

        return answer;
    }
}
