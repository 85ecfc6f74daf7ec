using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using TwinGrid.Contracts.Ingest;
using TwinGrid.Contracts.Scenarios;
using TwinGrid.Contracts.Storage;
using TwinGrid.Contracts.Twins;
using TwinGrid.Contracts.Watches;
using TwinGrid.Gateway.Errors;
using TwinGrid.Gateway.Ingest;
using TwinGrid.Gateway.Ingest.Decoding;
using TwinGrid.Model.Definitions;
using TwinGrid.V1;
using Xunit;

namespace TwinGrid.Gateway.Tests.Errors;

public sealed class ErrorTableTests
{
    private static readonly Guid History = Guid.Parse("0f0e0d0c-0b0a-0908-0706-050403020100");

    /// <summary>One way to each row, what it must answer, and the details that must travel with it.</summary>
    private static readonly (Func<Exception> Cause, string Reason, StatusCode Code, Type[] Details)[] Cases =
    [
        (() => Refusal.InvalidArgument("page_size", "-1 is below 0"), "INVALID_ARGUMENT", StatusCode.InvalidArgument, [typeof(BadRequest)]),
        (() => Refusal.InvalidName("name", "plants//x", "plants/{plant}"), "INVALID_NAME", StatusCode.InvalidArgument, [typeof(BadRequest)]),
        (() => new FilterException("no signal 'x'"), "INVALID_QUERY", StatusCode.InvalidArgument, [typeof(BadRequest)]),
        (() => Refusal.InvalidToken("read.at_least", "its checksum is wrong"), "INVALID_TOKEN", StatusCode.InvalidArgument, [typeof(BadRequest)]),
        (() => Refusal.InvalidDefinition("1 error", new DefinitionErrors()), "INVALID_DEFINITION", StatusCode.InvalidArgument, [typeof(DefinitionErrors)]),
        (() => new RunRefusedException(RunRefusal.InvalidDocuments, "1 error", "files", [new DefinitionDiagnostic(DiagnosticSeverity.Error, "a.yaml", 1, 1, "spec", "wrong", [])]), "INVALID_DEFINITION", StatusCode.InvalidArgument, [typeof(DefinitionErrors)]),
        (() => new RunRefusedException(RunRefusal.InvalidOrder, "no such document", "document"), "INVALID_ARGUMENT", StatusCode.InvalidArgument, [typeof(BadRequest)]),
        (() => new RunRefusedException(RunRefusal.NotFound, "no", "plants/p/runs/r"), "NOT_FOUND", StatusCode.NotFound, [typeof(ResourceInfo)]),
        (() => new RunRefusedException(RunRefusal.WrongState, "it goes on", "plants/p/runs/r"), "PRECONDITION_FAILED", StatusCode.FailedPrecondition, [typeof(PreconditionFailure)]),
        (() => new RunRefusedException(RunRefusal.Changed, "changed", "plants/p/runs/r"), "ETAG_MISMATCH", StatusCode.Aborted, []),
        (() => new RunRefusedException(RunRefusal.Busy, "16 runs"), "BUSY", StatusCode.ResourceExhausted, [typeof(RetryInfo)]),
        (() => new RunRefusedException(RunRefusal.Unavailable, "it recovers"), "UNAVAILABLE", StatusCode.Unavailable, [typeof(RetryInfo)]),
        (() => new InvalidProtocolBufferExceptionProbe().Make(), "MALFORMED_MESSAGE", StatusCode.InvalidArgument, []),
        (() => IngestRefusals.Envelope(new EnvelopeError("TOO_MANY_SAMPLES", "batch.time", 9, 8, "9 samples")), "INVALID_BATCH", StatusCode.InvalidArgument, [typeof(BadRequest)]),
        (() => IngestRefusals.CreditExceeded("batches", 9, 8), "CREDIT_EXCEEDED", StatusCode.ResourceExhausted, []),
        (() => IngestRefusals.ReaderTooSlow(TimeSpan.FromSeconds(9)), "READER_TOO_SLOW", StatusCode.ResourceExhausted, []),
        (() => Refusal.RequestIdReused("r-1"), "REQUEST_ID_REUSED", StatusCode.InvalidArgument, [typeof(BadRequest)]),
        (() => Refusal.NotFound("asset", "plants/p/lines/l/assets/a"), "NOT_FOUND", StatusCode.NotFound, [typeof(ResourceInfo)]),
        (() => Refusal.Ambiguous("asset", "a", ["x", "y"]), "AMBIGUOUS_NAME", StatusCode.FailedPrecondition, [typeof(PreconditionFailure)]),
        (() => Refusal.EtagMismatch("plants/p", "1", "2"), "ETAG_MISMATCH", StatusCode.Aborted, []),
        (() => Refusal.HistoryMismatch("p/0", History, Guid.Empty), "HISTORY_MISMATCH", StatusCode.FailedPrecondition, [typeof(PreconditionFailure)]),
        (() => new LaneEndedException(LaneEnd.HistoryMismatch, "other history"), "HISTORY_MISMATCH", StatusCode.FailedPrecondition, []),
        (() => Refusal.IncompatibleDefinition("p", ["a type changed"]), "INCOMPATIBLE_DEFINITION", StatusCode.FailedPrecondition, [typeof(PreconditionFailure)]),
        (() => Refusal.Retired("plants/p"), "RETIRED", StatusCode.FailedPrecondition, [typeof(PreconditionFailure)]),
        (() => Refusal.WrongPartition("a", 3, "http://other"), "WRONG_PARTITION", StatusCode.FailedPrecondition, [typeof(PreconditionFailure)]),
        (() => Refusal.PreconditionFailed("EPOCH", "p", "why"), "PRECONDITION_FAILED", StatusCode.FailedPrecondition, [typeof(PreconditionFailure)]),
        (() => new LaneEndedException(LaneEnd.SequenceGap, "gap", 7), "SEQUENCE_GAP", StatusCode.FailedPrecondition, []),
        (() => new LaneEndedException(LaneEnd.SequenceConflict, "conflict"), "SEQUENCE_CONFLICT", StatusCode.FailedPrecondition, []),
        (() => new LaneEndedException(LaneEnd.FencedEpoch, "fenced"), "FENCED_EPOCH", StatusCode.FailedPrecondition, []),
        (() => new LaneEndedException(LaneEnd.Replaced, "replaced"), "LANE_REPLACED", StatusCode.Aborted, []),
        (() => new LaneEndedException(LaneEnd.DurabilityUnavailable, "weak"), "DURABILITY_UNAVAILABLE", StatusCode.FailedPrecondition, []),
        (() => Refusal.QuotaExceeded("plants/p", "100 samples/s", TimeSpan.FromSeconds(1)), "QUOTA_EXCEEDED", StatusCode.ResourceExhausted, [typeof(QuotaFailure), typeof(RetryInfo)]),
        (() => new WatchTooSlowException("10 000 behind"), "WATCH_TOO_SLOW", StatusCode.ResourceExhausted, []),
        (() => Refusal.Busy("one backup at a time"), "BUSY", StatusCode.ResourceExhausted, [typeof(RetryInfo)]),
        (() => Refusal.WaitTimedOut("p/0", 9, 8, TimeSpan.FromSeconds(2)), "WAIT_TIMED_OUT", StatusCode.Unavailable, [typeof(RetryInfo)]),
        (() => Refusal.PartitionUnavailable("p/0", "it recovers"), "PARTITION_UNAVAILABLE", StatusCode.Unavailable, [typeof(RetryInfo)]),
        (() => new StoreFencedException("disk full"), "STORE_UNAVAILABLE", StatusCode.Unavailable, [typeof(RetryInfo)]),
        (() => new LaneEndedException(LaneEnd.StoreUnavailable, "disk full"), "STORE_UNAVAILABLE", StatusCode.Unavailable, [typeof(RetryInfo)]),
        (() => new LaneEndedException(LaneEnd.Draining, "closing"), "DRAINING", StatusCode.Unavailable, [typeof(RetryInfo)]),
        (() => Refusal.Draining("stopping"), "DRAINING", StatusCode.Unavailable, [typeof(RetryInfo)]),
        (() => new TimeoutException("grain"), "UNAVAILABLE", StatusCode.Unavailable, [typeof(RetryInfo)]),
        (() => new DataLossException("p/0", History, "segment 3"), "DATA_LOSS", StatusCode.DataLoss, [typeof(ResourceInfo)]),
        (() => new RefusalException(ErrorTable.Internal, "x"), "INTERNAL", StatusCode.Internal, []),
        (() => new RefusalException(ErrorTable.Cancelled, "x"), "CANCELLED", StatusCode.Cancelled, []),
    ];

    public static TheoryData<int> CaseNumbers => [.. Enumerable.Range(0, Cases.Length)];

    [Theory]
    [MemberData(nameof(CaseNumbers))]
    public void Map_EachCause_AnswersItsRowWithDetails(int number)
    {
        var (cause, reason, code, details) = Cases[number];

        var status = DomainErrors.Map(cause())!.ToStatus();

        Assert.Equal((int)code, status.Code);
        Assert.NotEmpty(status.Message);
        var info = status.GetDetail<ErrorInfo>();
        Assert.Equal(reason, info.Reason);
        Assert.Equal("twingrid.dev", info.Domain);
        foreach (var detail in details)
        {
            Assert.Contains(status.Details, any => any.TypeUrl.EndsWith("." + detail.Name, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Rows_All_AreReachedByACase()
    {
        var reached = Cases.Select(c => c.Reason).ToHashSet();

        Assert.Equal(ErrorTable.Rows.Select(row => row.Reason).Distinct().Order(), reached.Order());
        Assert.Equal(ErrorTable.Rows.Count, ErrorTable.Rows.Select(row => row.Reason).Distinct().Count());
    }

    [Fact]
    public void Map_EveryLaneEnd_HasARow()
    {
        foreach (var end in Enum.GetValues<LaneEnd>())
        {
            Assert.NotEqual(ErrorTable.Unavailable, DomainErrors.Map(new LaneEndedException(end, "x"))!.Row);
        }
    }

    [Fact]
    public void Map_SequenceGap_NamesTheSeqItExpects()
    {
        var status = DomainErrors.Map(new LaneEndedException(LaneEnd.SequenceGap, "gap", 7))!.ToStatus();

        Assert.Equal("7", status.GetDetail<ErrorInfo>().Metadata["expected_seq"]);
    }

    [Fact]
    public void Map_DataLoss_NamesWhatAcceptDataLossNeeds()
    {
        var metadata = DomainErrors.Map(new DataLossException("p/0", History, "x"))!.ToStatus().GetDetail<ErrorInfo>().Metadata;

        Assert.Equal("p/0", metadata["partition"]);
        Assert.Equal(History.ToString("N"), metadata["history_id"]);
    }

    [Fact]
    public void Map_Unforeseen_IsNull()
    {
        Assert.Null(DomainErrors.Map(new InvalidOperationException("secret")));
    }

    [Fact]
    public void InvalidArgument_SeveralViolations_ListsAll()
    {
        var status = Refusal.InvalidArgument(("a", "1 is below 2"), ("b", "empty")).ToStatus();

        Assert.Equal(["a", "b"], status.GetDetail<BadRequest>().FieldViolations.Select(v => v.Field));
    }

    private sealed class InvalidProtocolBufferExceptionProbe
    {
        public InvalidProtocolBufferException Make() =>
            Assert.Throws<InvalidProtocolBufferException>(() => Batch.Parser.ParseFrom(new byte[] { 0x12, 0x7F }));
    }
}
