using Microsoft.Extensions.Diagnostics.HealthChecks;
using TwinGrid.Contracts.Storage;

namespace TwinGrid.Gateway.Health;

/// <summary>Unhealthy while the store takes no writes; reads go on.</summary>
internal sealed class IngestHealthCheck(ILogStore log) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(log.Status.FencedReason is { } reason ? HealthCheckResult.Unhealthy($"the store takes no writes: {reason}") : HealthCheckResult.Healthy());
}
