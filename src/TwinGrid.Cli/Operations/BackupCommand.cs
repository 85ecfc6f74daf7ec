using System.CommandLine;
using TwinGrid.Cli.Shell;
using TwinGrid.V1;

namespace TwinGrid.Cli.Operations;

/// <summary><c>twingrid backup --to DIR|FILE.tar</c>: streams a backup of the running server and verifies it.</summary>
internal static class BackupCommand
{
    private static readonly Sheet<BackupSummary> Sheet = new Sheet<BackupSummary>()
        .Column("to", summary => summary.To)
        .Column("files", summary => summary.Files)
        .Column("bytes", summary => summary.Bytes)
        .Column("verified", summary => summary.Verified);

    public static Command Create(CliShell shell)
    {
        var to = new Option<string>("--to") { Description = "A folder that is new or empty, or a file that ends with .tar.", Required = true, HelpName = "DIR|FILE" };
        var command = new Command("backup", "Copies the running server's data, consistently.") { to };
        command.SetAction(async (parsed, token) =>
        {
            using var client = shell.Connect(parsed);
            using var call = client.Operations.Backup(new BackupRequest(), cancellationToken: token);
            var target = parsed.GetRequiredValue(to);
            var summary = await BackupArchive.WriteAsync(target, folder => BackupFolder.ReceiveAsync(call.ResponseStream, folder, shell.Console, token), token);
            await (shell.Format(parsed) == OutputFormat.Table
                ? shell.Console.Out.WriteLineAsync($"{summary.Files} files, {Bytes.ToText((ulong)summary.Bytes)}, checksums verified: {target}")
                : shell.PrintAsync(parsed, Sheet, [summary]));
            return ExitCodes.Ok;
        });
        return command;
    }
}

/// <summary>A finished backup.</summary>
internal sealed record BackupSummary(string To, int Files, long Bytes, bool Verified);
