using Grpc.Core;

namespace TwinGrid.Client.Ingest;

/// <summary>The producer can't go on: nothing more is sent, and every later call throws this.</summary>
public class IngestException : Exception
{
    /// <summary>Names producer, epoch and partition, and what was expected.</summary>
    public IngestException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}

/// <summary>
/// <c>FENCED_EPOCH</c>: an operator fenced the producer, or another process has opened a newer epoch of it. What was not acked under this epoch
/// is not stored.
/// </summary>
public sealed class ProducerFencedException(string message, RpcException inner) : IngestException(message, inner);

/// <summary><c>SEQUENCE_CONFLICT</c>: the server holds another batch under a number of ours, so two senders share an identity.</summary>
public sealed class SequenceConflictException(string message, RpcException inner) : IngestException(message, inner);

/// <summary>The server refuses the stream for a reason that trying again does not change: unknown plant, no permission, a class of durability that its store can't give.</summary>
public sealed class IngestRefusedException(string message, RpcException inner) : IngestException(message, inner)
{
    /// <summary>The status of the refused call.</summary>
    public StatusCode StatusCode { get; } = inner.StatusCode;
}

/// <summary>The server could not be reached for longer than the options allow.</summary>
public sealed class IngestUnavailableException(string message, Exception? inner) : IngestException(message, inner);

/// <summary>
/// The server's high-water mark went back (a restored store) beyond what is still held, and <see cref="LossPolicy.Fail"/> was asked for.
/// </summary>
public sealed class BatchesGoneException(string message, ulong fromSeq, ulong throughSeq) : IngestException(message)
{
    /// <summary>First missing batch.</summary>
    public ulong FromSeq { get; } = fromSeq;

    /// <summary>Last missing batch.</summary>
    public ulong ThroughSeq { get; } = throughSeq;
}
