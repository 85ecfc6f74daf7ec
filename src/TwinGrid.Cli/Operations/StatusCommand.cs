using System.CommandLine;
using TwinGrid.Cli.Shell;
using TwinGrid.V1;

namespace TwinGrid.Cli.Operations;

/// <summary><c>twingrid status</c>.</summary>
internal static class StatusCommand
{
    private static readonly Sheet<PartitionStatus> Partitions = new Sheet<PartitionStatus>()
        .Column("plant", partition => partition.Plant)
        .Column("partition", partition => partition.Partition)
        .Column("state", partition => partition.State)
        .Column("assets", partition => partition.Assets)
        .Column("series", partition => partition.Series)
        .Column("lanes", partition => partition.LanesConnected)
        .Column("applied", partition => partition.AppliedIndex)
        .Column("durable", partition => partition.DurableIndex)
        .Column("indexed", partition => partition.IndexedIndex)
        .Column("snapshot", partition => partition.SnapshotIndex)
        .Column("historyLagSeconds", partition => partition.HistoryLagSeconds)
        .DataColumn("recoverySeconds", partition => partition.RecoverySeconds)
        .DataColumn("ownerEpoch", partition => partition.OwnerEpoch)
        .DataColumn("historyId", partition => partition.HistoryId)
        .DataColumn("reason", partition => partition.Reason);

    private static readonly Sheet<ServerStatus> Server = new Sheet<ServerStatus>()
        .Column("state", status => status.State)
        .Column("reason", status => status.Reason)
        .Column("version", status => status.Version)
        .Column("runtime", status => status.Runtime)
        .Column("durability", status => Durability(status.Durability))
        .Column("store", status => status.Store)
        .Column("logIo", status => status.LogIo)
        .Column("dataDirectory", status => status.DataDirectory)
        .Column("startedAt", status => new Instant(status.StartedAt))
        .Column("logBytes", status => status.LogBytes)
        .Column("historyBytes", status => status.HistoryBytes)
        .Column("diskFreeBytes", status => status.DiskFreeBytes)
        .Column("managedHeapBytes", status => status.ManagedHeapBytes)
        .DataColumn("partitions", status => status.Partitions.Select(partition => new Dictionary<string, object?>
        {
            ["plant"] = partition.Plant,
            ["partition"] = partition.Partition,
            ["state"] = partition.State,
            ["reason"] = partition.Reason,
            ["historyId"] = partition.HistoryId,
            ["ownerEpoch"] = partition.OwnerEpoch,
            ["assets"] = partition.Assets,
            ["series"] = partition.Series,
            ["lanesConnected"] = partition.LanesConnected,
            ["appliedIndex"] = partition.AppliedIndex,
            ["durableIndex"] = partition.DurableIndex,
            ["indexedIndex"] = partition.IndexedIndex,
            ["snapshotIndex"] = partition.SnapshotIndex,
            ["historyLagSeconds"] = Cells.ToJson(partition.HistoryLagSeconds),
            ["recoverySeconds"] = Cells.ToJson(partition.RecoverySeconds),
        }).ToList());

    public static Command Create(CliShell shell)
    {
        var command = new Command("status", "Shows the server, its store and its partitions.");
        command.SetAction(async (parsed, token) =>
        {
            using var client = shell.Connect(parsed);
            var status = await client.Operations.GetStatusAsync(new GetStatusRequest(), cancellationToken: token);
            switch (shell.Format(parsed))
            {
                case OutputFormat.Json:
                    await shell.Console.Out.WriteLineAsync(Server.ToJson(status));
                    break;
                case OutputFormat.Csv:
                    await Partitions.PrintAsync(shell.Console, OutputFormat.Csv, status.Partitions);
                    break;
                default:
                    await TellAsync(shell, status);
                    break;
            }

            return ExitCodes.Ok;
        });
        return command;
    }

    public static string Durability(Durability durability) => durability switch
    {
        V1.Durability.PowerLoss => "power-loss",
        V1.Durability.ProcessCrash => "process-crash",
        V1.Durability.Memory => "memory",
        _ => "unspecified",
    };

    private static async Task TellAsync(CliShell shell, ServerStatus status)
    {
        var writer = shell.Console.Out;
        await writer.WriteLineAsync($"{status.State}{(status.Reason.Length > 0 ? $": {status.Reason}" : "")}");
        await writer.WriteLineAsync($"TwinGrid {status.Version} on {status.Runtime}, since {Cells.ToText(new Instant(status.StartedAt))}");
        await writer.WriteLineAsync($"Acks survive {Durability(status.Durability)}; {status.Store} store, {status.LogIo} log I/O, {status.DataDirectory}");
        await writer.WriteLineAsync(
            $"Log {Bytes.ToText(status.LogBytes)}, history {Bytes.ToText(status.HistoryBytes)}, free {Bytes.ToText(status.DiskFreeBytes)}, heap {Bytes.ToText(status.ManagedHeapBytes)}");
        await Partitions.PrintAsync(shell.Console, OutputFormat.Table, status.Partitions);
    }
}
