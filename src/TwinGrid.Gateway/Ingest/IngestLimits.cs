using TwinGrid.Contracts.Ingest;

namespace TwinGrid.Gateway.Ingest;

/// <summary>Bounds of what one message may carry. Part of the wire contract; <c>Opened</c> tells them.</summary>
internal static class IngestLimits
{
    /// <summary>Samples of a batch.</summary>
    public const int MaxBatchSamples = SampleBatch.MaxSamples;

    /// <summary>Bytes of a message, 4 MiB.</summary>
    public const int MaxBatchBytes = 4 << 20;

    /// <summary>Where gRPC itself gives up, so that a message slightly over the bound still gets the answer that names it.</summary>
    public const int MaxReceiveBytes = MaxBatchBytes + (1 << 20);

    /// <summary>Handles are below this.</summary>
    public const int MaxHandles = 1 << 20;

    /// <summary>Bytes of one string sample, UTF-8.</summary>
    public const int MaxTextBytes = 1024;
}
