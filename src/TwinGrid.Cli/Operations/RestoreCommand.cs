using System.CommandLine;
using System.Diagnostics;
using TwinGrid.Cli.Shell;

namespace TwinGrid.Cli.Operations;

/// <summary>
/// <c>twingrid restore --from DIR|FILE --data DIR</c>: verifies a backup, then lets the server's own program put it in place: only that knows
/// the layout of a data directory, and it must not be running on it.
/// </summary>
internal static class RestoreCommand
{
    private const string HostName = "TwinGrid.Host";

    public static Command Create(CliShell shell)
    {
        var from = new Option<string>("--from") { Description = "A backup: folder or .tar file.", Required = true, HelpName = "DIR|FILE" };
        var data = new Option<string>("--data") { Description = "The data directory to fill; new or empty.", Required = true, HelpName = "DIR" };
        var host = new Option<string?>("--host-path") { Description = $"The {HostName} program; default the one beside this command.", HelpName = "FILE" };
        var verifyOnly = new Option<bool>("--verify-only") { Description = "Check the backup; restore nothing." };
        var command = new Command("restore", "Verifies a backup and restores it into a data directory.") { from, data, host, verifyOnly };
        command.SetAction(async (parsed, token) =>
        {
            using var scratch = new ScratchDirectory();
            var folder = await BackupArchive.OpenAsync(parsed.GetRequiredValue(from), scratch.Path, token);
            var manifest = await BackupFolder.VerifyAsync(folder, shell.Console, token);
            await shell.Console.Error.WriteLineAsync($"{manifest.Files.Count} files verified.");
            return parsed.GetValue(verifyOnly) ? ExitCodes.Ok : await RestoreAsync(shell, parsed.GetValue(host), folder, parsed.GetRequiredValue(data), token);
        });
        return command;
    }

    private static async Task<int> RestoreAsync(CliShell shell, string? host, string folder, string data, CancellationToken cancellationToken)
    {
        var program = host ?? FindHost()
            ?? throw new CliException($"{HostName} is not beside this command. Give it by --host-path, or run on the server: {HostName} restore --from {folder} --data {data}");
        var start = program.EndsWith(".dll", StringComparison.Ordinal) ? new ProcessStartInfo("dotnet") { ArgumentList = { program } } : new ProcessStartInfo(program);
        foreach (var argument in new[] { "restore", "--from", folder, "--data", Path.GetFullPath(data) })
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start) ?? throw new CliException($"{program} did not start.");
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            await shell.Console.Error.WriteLineAsync($"{HostName} restore ended with {process.ExitCode}.");
            return ExitCodes.Failure;
        }

        await shell.Console.Out.WriteLineAsync($"Restored into {data}.");
        return ExitCodes.Ok;
    }

    /// <summary>Installed beside the command, or built in the same source tree.</summary>
    private static string? FindHost()
    {
        var here = AppContext.BaseDirectory;
        var built = here.Replace("TwinGrid.Cli", HostName, StringComparison.Ordinal);
        return new[] { here, built }.Select(folder => Path.Combine(folder, HostName + ".dll")).FirstOrDefault(File.Exists);
    }

    /// <summary>A folder of its own that is gone afterwards.</summary>
    private sealed class ScratchDirectory : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("twingrid-restore-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
