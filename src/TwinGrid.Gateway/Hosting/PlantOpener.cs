using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TwinGrid.Contracts.Definitions;

namespace TwinGrid.Gateway.Hosting;

/// <summary>
/// Opens all stored plants once every other part of the process has started, then lets the server serve; begins to drain when the process is
/// told to stop.
/// </summary>
internal sealed partial class PlantOpener(
    IDefinitionCatalog catalog, ServerLifecycle lifecycle, IHostApplicationLifetime application, ILogger<PlantOpener> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var drain = application.ApplicationStopping.Register(() => lifecycle.BeginDrain("the process was told to stop"));
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var onStarted = application.ApplicationStarted.Register(started.SetResult);
        try
        {
            await started.Task.WaitAsync(stoppingToken);
            await catalog.OpenAllAsync(stoppingToken);
            lifecycle.MarkServing();
            LogServing(logger);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped before or while it served.
        }
    }

    [LoggerMessage(1, LogLevel.Information, "All stored plants are open; serving.")]
    private static partial void LogServing(ILogger logger);
}
