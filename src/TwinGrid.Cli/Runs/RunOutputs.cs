using System.CommandLine;
using TwinGrid.Cli.Shell;
using TwinGrid.Cli.Simulations;
using TwinGrid.Client;
using TwinGrid.Client.Scenarios;
using TwinGrid.Simulation.Experiments.Records;
using TwinGrid.V1;

namespace TwinGrid.Cli.Runs;

/// <summary>Files that are made of a run on a server.</summary>
internal sealed class RunOutputs
{
    private readonly Option<string?> report = OutputFile.Flag("--report", "Write a report with charts for people, complete in one file: .html.", ".html");
    private readonly Option<string?> replications = OutputFile.Flag("--replications-to", "Write the KPIs of every replication: .csv or .parquet.", ".csv", ".parquet");
    private readonly Option<string?> record = OutputFile.Flag("--record", "Write the record of the run, from which replay-run repeats it: .json.", ".json");

    public void AddTo(Command command)
    {
        command.Add(report);
        command.Add(replications);
        command.Add(record);
    }

    /// <summary>Whether any file is asked for.</summary>
    public bool IsGiven(System.CommandLine.Parsing.CommandResult result) => result.GetValue(report) is not null || result.GetValue(replications) is not null || result.GetValue(record) is not null;

    public async Task WriteAsync(ParseResult parsed, TwinGridClient client, string run, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(report) is { } page)
        {
            await SaveAsync(client, run, RunExportKind.ReportHtml, page, cancellationToken);
        }

        if (parsed.GetValue(replications) is { } table)
        {
            await TableAsync(client, run, table, cancellationToken);
        }

        if (parsed.GetValue(record) is { } file)
        {
            await SaveAsync(client, run, RunExportKind.RecordJson, file, cancellationToken);
        }
    }

    /// <summary>Writes what the server exports into a file.</summary>
    public static Task SaveAsync(TwinGridClient client, string run, RunExportKind what, string path, CancellationToken cancellationToken) =>
        OutputFile.WriteAsync(path, stream => new ScenarioClient(client).ExportAsync(run, what, stream, cancellationToken));

    /// <summary>The record of a run.</summary>
    public static async Task<Simulation.Experiments.Records.RunRecord> RecordAsync(TwinGridClient client, string run, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await new ScenarioClient(client).ExportAsync(run, RunExportKind.RecordJson, bytes, cancellationToken);
        return RunRecordJson.Read(bytes.ToArray());
    }

    private static async Task TableAsync(TwinGridClient client, string run, string path, CancellationToken cancellationToken)
    {
        if (Path.GetExtension(path) == ".csv")
        {
            await SaveAsync(client, run, RunExportKind.ReplicationsCsv, path, cancellationToken);
            return;
        }

        var found = await client.Scenarios.GetRunAsync(new GetRunRequest { Name = run }, cancellationToken: cancellationToken);
        var traces = await RecordAsync(client, run, cancellationToken);
        await ReplicationFile.WriteAsync(path, traces, [.. found.Result.Arms[0].Kpis.Select(kpi => kpi.Kpi)], cancellationToken);
    }
}
