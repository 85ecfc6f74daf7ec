using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TwinGrid.Gateway.Hosting;
using TwinGrid.Gateway.Ingest.Quotas;

namespace TwinGrid.Gateway.Ingest.Streams;

/// <summary>What every stream of the process shares.</summary>
internal sealed class StreamParts(
    PartitionFinder partitions,
    IngestQuotas quotas,
    IngestMetrics metrics,
    IOptions<IngestOptions> options,
    TimeProvider clock,
    ServerLifecycle lifecycle,
    ILogger<StreamParts> logger)
{
    public PartitionFinder Partitions { get; } = partitions;

    public IngestQuotas Quotas { get; } = quotas;

    public IngestMetrics Metrics { get; } = metrics;

    public IngestOptions Options { get; } = options.Value;

    public TimeProvider Clock { get; } = clock;

    public ILogger Logger { get; } = logger;

    /// <summary>Cancelled when the server is about to stop.</summary>
    public CancellationToken Draining { get; } = lifecycle.Draining;
}
