using Microsoft.Extensions.Logging;

namespace TwinGrid.Grains.Scenarios;

/// <summary>What is logged about scenarios.</summary>
internal static partial class ScenarioLog
{
    [LoggerMessage(1, LogLevel.Warning, "Run {Run} of plant {Plant} can't go on")]
    public static partial void CannotGoOn(ILogger logger, Exception exception, string plant, string run);

    [LoggerMessage(2, LogLevel.Warning, "Run {Run} of plant {Plant} could not be looked after; it is tried again")]
    public static partial void TickFailed(ILogger logger, Exception exception, string plant, string run);

    [LoggerMessage(3, LogLevel.Debug, "Silo {Silo} did not answer whether it works for run {Run} of plant {Plant}")]
    public static partial void SiloDidNotJoin(ILogger logger, Exception exception, string silo, string plant, string run);

    [LoggerMessage(4, LogLevel.Warning, "This silo can't work for run {Run} of plant {Plant}")]
    public static partial void CannotWork(ILogger logger, Exception exception, string plant, string run);

    [LoggerMessage(5, LogLevel.Debug, "The driver of run {Run} of plant {Plant} did not answer; it is asked again")]
    public static partial void DriverSilent(ILogger logger, Exception exception, string plant, string run);

    [LoggerMessage(6, LogLevel.Warning, "Runs that should go on could not be looked up")]
    public static partial void LookFailed(ILogger logger, Exception exception);

    [LoggerMessage(8, LogLevel.Warning, "This silo can't work for run {Run} of plant {Plant} yet; it tries again")]
    public static partial void CannotWorkYet(ILogger logger, Exception exception, string plant, string run);

    [LoggerMessage(7, LogLevel.Information, "Plug-in {File} ({Hash}) brings {Modules}")]
    public static partial void PluginLoaded(ILogger logger, string file, string hash, string modules);
}
