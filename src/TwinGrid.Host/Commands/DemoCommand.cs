using System.CommandLine;
using TwinGrid.Host.Demo;
using TwinGrid.Host.Options;
using TwinGrid.Host.Server;

namespace TwinGrid.Host.Commands;

/// <summary><c>demo</c>: a server with the pilot plant applied and its emulated plant systems sending.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var flags = new ServerFlags(defaultData: "");
        var length = Flag.Create("--for", "How long to run; without it until Ctrl+C.", FlagReaders.OptionalDuration, null);
        var command = new Command("demo", "Run a server with a living pilot plant. Without --data its data is gone afterwards.") { length };
        flags.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(flags.Read(parsed), parsed.GetValue(length), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ServerOptions options, TimeSpan? length, CancellationToken cancellationToken)
    {
        var temporary = options.DataDirectory.Length == 0 ? Directory.CreateTempSubdirectory("twingrid-demo-").FullName : null;
        try
        {
            await using var server = await TwinGridServer.StartAsync(
                options with { DataDirectory = temporary ?? options.DataDirectory }, cancellationToken);
            return await DemoRun.RunAsync(server, length, cancellationToken) ? ExitCodes.Ok : ExitCodes.Failure;
        }
        finally
        {
            if (temporary is not null)
            {
                Directory.Delete(temporary, recursive: true);
            }
        }
    }
}
