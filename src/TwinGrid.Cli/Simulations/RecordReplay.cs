using System.Globalization;
using System.Text.Json.Nodes;
using TwinGrid.Cli.Answers;
using TwinGrid.Cli.Shell;
using TwinGrid.Simulation.Experiments.Records;

namespace TwinGrid.Cli.Simulations;

/// <summary>Repeats a run from its record and files, in this process.</summary>
internal static class RecordReplay
{
    /// <summary>Runs it and tells whether it did the same, bit for bit.</summary>
    /// <param name="shell">Where it is told.</param>
    /// <param name="format">How.</param>
    /// <param name="recordPath">File of the record.</param>
    /// <param name="paths">The documents that the run was made of.</param>
    /// <param name="plugins">Folder of plug-ins; null = none.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>0 when it did the same, 1 when not.</returns>
    public static async Task<int> RunAsync(CliShell shell, OutputFormat format, string recordPath, IReadOnlyList<string> paths, string? plugins, int workers, CancellationToken cancellation)
    {
        var record = await RecordFile.ReadAsync(recordPath, cancellation);
        var source = ExperimentSource.Read(paths, record.Document, record.Overrides, PluginsFlag.Load(plugins));
        var difference = ReplayCheck.MadeOfOther(record, source.Compile(), source.DefinitionHash);
        if (difference is null)
        {
            var run = await OfflineRun.ExecuteAsync(shell.Console, source, workers, record.Replications, cancellation);
            difference = ReplayCheck.FirstDifference(record, run.Plan, run.Results);
        }

        if (format == OutputFormat.Json)
        {
            await shell.Console.Out.WriteLineAsync(AnswerJson.Text(new JsonObject
            {
                ["document"] = record.Document, ["same"] = difference is null, ["firstDifference"] = difference, ["digest"] = record.Digest, ["replications"] = record.Traces.Length,
            }));
        }
        else
        {
            await shell.Console.Out.WriteLineAsync(difference is null
                ? string.Create(CultureInfo.InvariantCulture, $"The same, bit for bit: {record.Traces.Length} replications of '{record.Document}', digest {record.Digest[..16]}")
                : $"Not the same: {difference}");
        }

        return difference is null ? ExitCodes.Ok : ExitCodes.Failure;
    }
}
