using System.CommandLine;
using System.Text.Json;
using TwinGrid.Host.Options;
using TwinGrid.Host.Server;

namespace TwinGrid.Host.Commands;

/// <summary><c>serve</c>: runs until it is told to stop, then drains.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var flags = new ServerFlags("twingrid-data");
        var command = new Command("serve", "Run the server until SIGTERM or Ctrl+C, then drain.");
        flags.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(flags.Read(parsed), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ServerOptions options, CancellationToken cancellationToken)
    {
        await using var server = await TwinGridServer.StartAsync(options, cancellationToken);
        // Scripts read this line: nothing may come before it on standard output.
        Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, string> { ["grpc"] = server.GrpcAddress, ["http"] = server.HttpAddress }));
        await server.WaitForShutdownAsync(cancellationToken);
        return ExitCodes.Ok;
    }
}
