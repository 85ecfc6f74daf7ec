using Microsoft.Extensions.Logging;

namespace TwinGrid.Gateway.Ingest;

/// <summary>Log messages of ingest. Event ids from 100 are audit events: they tell of senders that can't be trusted as they are.</summary>
internal static partial class IngestLog
{
    [LoggerMessage(20, LogLevel.Information, "Producer {Producer} epoch {Epoch} opened a stream to {Partition} at seq {HighWaterMark}, durability {Durability}.")]
    public static partial void Opened(ILogger logger, string producer, ulong epoch, string partition, ulong highWaterMark, string durability);

    [LoggerMessage(21, LogLevel.Information, "The stream of producer {Producer} to {Partition} ended: {Reason}.")]
    public static partial void Ended(ILogger logger, string producer, string partition, string reason);

    [LoggerMessage(22, LogLevel.Warning, "Producer {Producer} was asked to slow down: {Batches} batches of credit, the oldest ack took {Milliseconds} ms.")]
    public static partial void CreditShrunk(ILogger logger, string producer, int batches, double milliseconds);

    [LoggerMessage(100, LogLevel.Warning, "Audit: sequence conflict of producer {Producer} epoch {Epoch} in {Partition}: two senders may share its identity. {Message}")]
    public static partial void Conflict(ILogger logger, string producer, ulong epoch, string partition, string message);

    [LoggerMessage(101, LogLevel.Warning, "Audit: fenced epoch {Epoch} of producer {Producer} was refused in {Partition}. {Message}")]
    public static partial void Fenced(ILogger logger, string producer, ulong epoch, string partition, string message);

    [LoggerMessage(102, LogLevel.Warning, "Audit: producer {Producer} of plant {Plant} was fenced below epoch {Epoch}: {Cause}")]
    public static partial void FenceSet(ILogger logger, string producer, string plant, ulong epoch, string cause);
}
