using Microsoft.Extensions.Diagnostics.HealthChecks;
using TwinGrid.Gateway.Hosting;

namespace TwinGrid.Gateway.Health;

/// <summary>Healthy once the server has started, and, where asked, until it drains.</summary>
internal sealed class LifecycleHealthCheck(ServerLifecycle lifecycle, bool isHealthyWhileDraining) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(lifecycle.State switch
        {
            ServerState.Serving => HealthCheckResult.Healthy(),
            ServerState.Starting => HealthCheckResult.Unhealthy("opening plants"),
            _ when isHealthyWhileDraining => HealthCheckResult.Healthy("draining"),
            _ => HealthCheckResult.Unhealthy($"draining: {lifecycle.Reason}"),
        });
}
