using Microsoft.Extensions.Logging;

namespace TwinGrid.Gateway.Errors;

/// <summary>Log messages of the error interceptor.</summary>
internal static partial class ErrorLog
{
    [LoggerMessage(1, LogLevel.Error, "{Method} failed unexpectedly; the caller was told correlation id {CorrelationId}.")]
    public static partial void Unexpected(ILogger logger, Exception exception, string method, string correlationId);

    [LoggerMessage(2, LogLevel.Warning, "{Method} answered {Reason}: {Message}")]
    public static partial void ServerRefused(ILogger logger, Exception? exception, string method, string reason, string message);

    [LoggerMessage(3, LogLevel.Debug, "{Method} refused with {Reason}: {Message}")]
    public static partial void Refused(ILogger logger, string method, string reason, string message);

    [LoggerMessage(4, LogLevel.Debug, "{Method} was given up by its caller.")]
    public static partial void GivenUp(ILogger logger, string method);
}
