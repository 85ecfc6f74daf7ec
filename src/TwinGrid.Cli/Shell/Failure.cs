using Grpc.Core;
using TwinGrid.Client.Ingest;
using TwinGrid.Client.Resilience;
using TwinGrid.Connectors.Replay;
using TwinGrid.Model.Definitions;
using TwinGrid.Plugins;
using TwinGrid.V1;

namespace TwinGrid.Cli.Shell;

/// <summary>Something that the user can mend, already in words.</summary>
internal sealed class CliException(string message) : Exception(message);

/// <summary>Tells people why a command failed, and scripts by the exit code.</summary>
internal static class Failure
{
    public static bool IsExpected(Exception error) => error is RpcException or CliException or IngestException or OperationCanceledException
        or PluginException or ReplayMapException or ReplayDataException or ReplayStateException or IOException or UnauthorizedAccessException;

    public static async Task<int> TellAsync(Exception error, CliConsole console)
    {
        foreach (var line in Lines(error))
        {
            await console.Error.WriteLineAsync(line);
        }

        return error switch
        {
            RpcException { StatusCode: StatusCode.Unavailable or StatusCode.DeadlineExceeded } => ExitCodes.Unavailable,
            IngestUnavailableException => ExitCodes.Unavailable,
            _ => ExitCodes.Failure,
        };
    }

    /// <summary>A diagnostic as editors and people read it.</summary>
    public static string Format(Diagnostic diagnostic)
    {
        var allowed = diagnostic.Allowed.Count == 0 ? string.Empty : $" Allowed: {string.Join(", ", diagnostic.Allowed)}.";
        var path = diagnostic.Path.Length == 0 ? string.Empty : $" ({diagnostic.Path})";
        return $"{DefinitionDiagnostic.Locate(diagnostic.File, (int)diagnostic.Line, (int)diagnostic.Column)}: {diagnostic.Severity}: {diagnostic.Message}{allowed}{path}";
    }

    private static IEnumerable<string> Lines(Exception error) => error switch
    {
        RpcException rpc when ServerError.Detail<DefinitionErrors>(rpc) is { } errors => errors.Diagnostics.Select(Format),
        RpcException { StatusCode: StatusCode.Unavailable } rpc => [$"The server can't be reached or can't answer now: {rpc.Status.Detail}", "Is it running? twingrid doctor looks closer."],
        RpcException { StatusCode: StatusCode.DeadlineExceeded } => ["The server did not answer in time; --timeout gives it longer."],
        RpcException rpc => [$"{Reason(rpc)}: {rpc.Status.Detail}"],
        OperationCanceledException => ["Stopped."],
        ReplayMapException map => map.Errors.Select(item => item.ToString()),
        _ => [error.Message],
    };

    private static string Reason(RpcException error) => ServerError.Reason(error) is { Length: > 0 } reason ? reason : error.StatusCode.ToString();
}
