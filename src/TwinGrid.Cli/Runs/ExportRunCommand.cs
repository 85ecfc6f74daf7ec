using System.CommandLine;
using System.Text.Json;
using TwinGrid.Cli.Shell;
using TwinGrid.Client;
using TwinGrid.Client.Scenarios;
using TwinGrid.V1;

namespace TwinGrid.Cli.Runs;

/// <summary><c>twingrid runs export RUN --to FOLDER</c>: all that is kept of a run, as files.</summary>
internal static class ExportRunCommand
{
    public static Command Create(CliShell shell)
    {
        var run = RunPlants.RunArgument();
        var plant = RunPlants.Flag();
        var to = new Option<string>("--to") { Description = "Folder, made when missing.", Required = true, HelpName = "FOLDER" };
        var command = new Command("export", "Writes all that is kept of a run: record, replications, report, documents, and the cut where it started from one.") { run, plant, to };
        command.SetAction(async (parsed, token) =>
        {
            using var client = shell.Connect(parsed);
            var name = await RunPlants.ResolveAsync(client, parsed.GetRequiredValue(run), parsed.GetValue(plant), token);
            var found = await client.Scenarios.GetRunAsync(new GetRunRequest { Name = name }, cancellationToken: token);
            var folder = parsed.GetRequiredValue(to);
            Directory.CreateDirectory(folder);
            var files = new List<string>();
            await SaveAsync(RunExportKind.RecordJson, "record.json");
            await SaveAsync(RunExportKind.ReplicationsCsv, "replications.csv");
            await SaveAsync(RunExportKind.ReportHtml, "report.html");
            if (found.Cut.Length > 0)
            {
                await SaveAsync(RunExportKind.Cut, "cut");
            }

            files.AddRange(await DocumentsAsync(client, name, Path.Combine(folder, "documents"), token));
            foreach (var file in files)
            {
                await shell.Console.Out.WriteLineAsync(file);
            }

            return ExitCodes.Ok;

            async Task SaveAsync(RunExportKind what, string file)
            {
                files.Add(Path.Combine(folder, file));
                await RunOutputs.SaveAsync(client, name, what, files[^1], token);
            }
        });
        return command;
    }

    /// <summary>The documents as they were sent, under their own names: nothing is written outside the folder, whatever their paths were.</summary>
    private static async Task<IReadOnlyList<string>> DocumentsAsync(TwinGridClient client, string run, string folder, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await new ScenarioClient(client).ExportAsync(run, RunExportKind.DocumentsJson, bytes, cancellationToken);
        using var order = JsonDocument.Parse(bytes.ToArray());
        var written = new List<string>();
        foreach (var file in order.RootElement.GetProperty("Files").EnumerateArray())
        {
            string[] parts = [.. file.GetProperty("Path").GetString()!.Split('/', '\\').Where(part => part is not ("" or "." or "..") && !part.Contains(':', StringComparison.Ordinal))];
            var path = Path.Combine([folder, .. parts]);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, file.GetProperty("Content").GetString(), cancellationToken);
            written.Add(path);
        }

        return written;
    }
}
