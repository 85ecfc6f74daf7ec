using Grpc.Core;

namespace TwinGrid.Gateway.Errors;

/// <summary>
/// Every error that the API answers with. <see cref="Refusal"/> makes what the gateway refuses itself, <see cref="DomainErrors"/> maps what the
/// parts behind it throw; <see cref="ErrorInterceptor"/> sends both. docs/api.md lists the same rows.
/// </summary>
internal static class ErrorTable
{
    /// <summary>google.rpc.ErrorInfo.domain of all rows.</summary>
    public const string Domain = "twingrid.dev";

    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(2);

    // What the caller sent can never work.
    public static readonly ErrorRow InvalidArgument = new("INVALID_ARGUMENT", StatusCode.InvalidArgument);
    public static readonly ErrorRow InvalidName = new("INVALID_NAME", StatusCode.InvalidArgument);
    public static readonly ErrorRow InvalidQuery = new("INVALID_QUERY", StatusCode.InvalidArgument);
    public static readonly ErrorRow InvalidToken = new("INVALID_TOKEN", StatusCode.InvalidArgument);
    public static readonly ErrorRow InvalidDefinition = new("INVALID_DEFINITION", StatusCode.InvalidArgument);
    public static readonly ErrorRow MalformedMessage = new("MALFORMED_MESSAGE", StatusCode.InvalidArgument);
    public static readonly ErrorRow InvalidBatch = new("INVALID_BATCH", StatusCode.InvalidArgument);
    public static readonly ErrorRow RequestIdReused = new("REQUEST_ID_REUSED", StatusCode.InvalidArgument);

    // It does not fit what is there now.
    public static readonly ErrorRow NotFound = new("NOT_FOUND", StatusCode.NotFound);
    public static readonly ErrorRow AmbiguousName = new("AMBIGUOUS_NAME", StatusCode.FailedPrecondition);
    public static readonly ErrorRow EtagMismatch = new("ETAG_MISMATCH", StatusCode.Aborted);
    public static readonly ErrorRow HistoryMismatch = new("HISTORY_MISMATCH", StatusCode.FailedPrecondition);
    public static readonly ErrorRow IncompatibleDefinition = new("INCOMPATIBLE_DEFINITION", StatusCode.FailedPrecondition);
    public static readonly ErrorRow Retired = new("RETIRED", StatusCode.FailedPrecondition);
    public static readonly ErrorRow WrongPartition = new("WRONG_PARTITION", StatusCode.FailedPrecondition);
    public static readonly ErrorRow PreconditionFailed = new("PRECONDITION_FAILED", StatusCode.FailedPrecondition);

    // A lane has ended.
    public static readonly ErrorRow SequenceGap = new("SEQUENCE_GAP", StatusCode.FailedPrecondition);
    public static readonly ErrorRow SequenceConflict = new("SEQUENCE_CONFLICT", StatusCode.FailedPrecondition);
    public static readonly ErrorRow FencedEpoch = new("FENCED_EPOCH", StatusCode.FailedPrecondition);
    public static readonly ErrorRow LaneReplaced = new("LANE_REPLACED", StatusCode.Aborted);
    public static readonly ErrorRow DurabilityUnavailable = new("DURABILITY_UNAVAILABLE", StatusCode.FailedPrecondition);

    // The server can't do it now.
    public static readonly ErrorRow QuotaExceeded = new("QUOTA_EXCEEDED", StatusCode.ResourceExhausted, Later);
    public static readonly ErrorRow TooSlow = new("WATCH_TOO_SLOW", StatusCode.ResourceExhausted);
    public static readonly ErrorRow CreditExceeded = new("CREDIT_EXCEEDED", StatusCode.ResourceExhausted);
    public static readonly ErrorRow ReaderTooSlow = new("READER_TOO_SLOW", StatusCode.ResourceExhausted);
    public static readonly ErrorRow Busy = new("BUSY", StatusCode.ResourceExhausted, Later);
    public static readonly ErrorRow WaitTimedOut = new("WAIT_TIMED_OUT", StatusCode.Unavailable, Soon);
    public static readonly ErrorRow PartitionUnavailable = new("PARTITION_UNAVAILABLE", StatusCode.Unavailable, Soon);
    public static readonly ErrorRow StoreUnavailable = new("STORE_UNAVAILABLE", StatusCode.Unavailable, Later);
    public static readonly ErrorRow Draining = new("DRAINING", StatusCode.Unavailable, Soon);
    public static readonly ErrorRow Unavailable = new("UNAVAILABLE", StatusCode.Unavailable, Soon);

    // The store or the server is at fault.
    public static readonly ErrorRow DataLoss = new("DATA_LOSS", StatusCode.DataLoss);
    public static readonly ErrorRow Internal = new("INTERNAL", StatusCode.Internal);

    // The caller has gone: nobody reads it.
    public static readonly ErrorRow Cancelled = new("CANCELLED", StatusCode.Cancelled);

    /// <summary>All rows.</summary>
    public static IReadOnlyList<ErrorRow> Rows { get; } =
    [
        InvalidArgument, InvalidName, InvalidQuery, InvalidToken, InvalidDefinition, MalformedMessage, InvalidBatch, RequestIdReused,
        NotFound, AmbiguousName, EtagMismatch, HistoryMismatch, IncompatibleDefinition, Retired, WrongPartition, PreconditionFailed,
        SequenceGap, SequenceConflict, FencedEpoch, LaneReplaced, DurabilityUnavailable,
        QuotaExceeded, TooSlow, CreditExceeded, ReaderTooSlow, Busy, WaitTimedOut, PartitionUnavailable, StoreUnavailable, Draining, Unavailable,
        DataLoss, Internal, Cancelled,
    ];
}
