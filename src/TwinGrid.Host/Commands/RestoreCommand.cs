using System.CommandLine;
using TwinGrid.Host.Options;
using TwinGrid.Storage.Embedded.Backup;

namespace TwinGrid.Host.Commands;

/// <summary><c>restore</c>: makes a data directory from a backup, with no server running on it.</summary>
internal static class RestoreCommand
{
    public static Command Create()
    {
        var from = Flag.Create("--from", "Folder of the backup, with its manifest.json.", FlagReaders.Text, "");
        var data = Flag.Create("--data", "Data directory to make; new or empty.", FlagReaders.Text, "");
        var command = new Command("restore", "Make a data directory from a backup.") { from, data };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(from)!, parsed.GetValue(data)!, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string from, string data, CancellationToken cancellationToken)
    {
        if (from.Length == 0 || data.Length == 0)
        {
            throw new UsageException("restore needs --from and --data.");
        }

        var restored = await EmbeddedRestore.RunAsync(from, data, TimeProvider.System, cancellationToken);
        await Console.Error.WriteLineAsync(
            $"Restored {restored.Files} files ({restored.Bytes:N0} bytes) of a backup of {restored.CreatedAt:u} into {restored.Directory}:");
        foreach (var partition in restored.Partitions)
        {
            await Console.Error.WriteLineAsync(
                $"  {partition.Partition} through commit index {partition.LastIndex}, new history {partition.HistoryId:N}");
        }

        return ExitCodes.Ok;
    }
}
