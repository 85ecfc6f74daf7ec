namespace TwinGrid.Gateway.Ingest;

/// <summary>Bounds of ingest in one process. What a plant may send is in its definition.</summary>
public sealed class IngestOptions
{
    /// <summary>Ingest streams open at a time, over all plants. Default 1 024.</summary>
    public int MaxStreams { get; set; } = 1024;

    /// <summary>Batches that one stream may have in flight, 1 to 65 536. Default 256.</summary>
    public int CreditBatches { get; set; } = 256;

    /// <summary>Bytes that one stream may have in flight; at least one largest batch. Default 16 MiB.</summary>
    public long CreditBytes { get; set; } = 16 << 20;

    /// <summary>Bytes in flight over all streams; a reader waits for room. Default 512 MiB.</summary>
    public long InFlightBytes { get; set; } = 512L << 20;

    /// <summary>Age of the oldest batch in flight from which a stream's credit shrinks. Default 1 s.</summary>
    public TimeSpan SlowStoreAfter { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a stream waits for its first message. Default 10 s.</summary>
    public TimeSpan OpenTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one write to a client that does not read may take before its stream ends. Default 10 s.</summary>
    public TimeSpan WriteTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a stream that ends waits for the acks of what is in flight. Default 5 s.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>When a drained client is told to come back. Default 500 ms.</summary>
    public TimeSpan ReconnectAfter { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest wait that a rate quota may put on a batch; beyond it the stream is refused. Default 5 s.</summary>
    public TimeSpan MaxThrottle { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Lanes that the server keeps open for <c>Publish</c>. Default 1 024.</summary>
    public int PublishLanes { get; set; } = 1024;

    /// <summary>Answers of <c>Publish</c> that are kept for repeated request ids. Default 4 096.</summary>
    public int RequestWindow { get; set; } = 4096;

    /// <summary>How long such an answer is kept. Default 10 min.</summary>
    public TimeSpan RequestWindowAge { get; set; } = TimeSpan.FromMinutes(10);
}
