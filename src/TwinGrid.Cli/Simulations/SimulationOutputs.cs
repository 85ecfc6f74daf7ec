using System.CommandLine;
using System.Text;
using TwinGrid.Cli.Shell;
using TwinGrid.Simulation.Reports;

namespace TwinGrid.Cli.Simulations;

/// <summary>What a simulation leaves beside what it prints.</summary>
internal sealed class SimulationOutputs
{
    private readonly Option<bool> defaults = new("--defaults") { Description = "Print every default that the document left to TwinGrid." };
    private readonly Option<string?> report = OutputFile.Flag("--report", "Write a report with charts for people, complete in one file: .html.", ".html");
    private readonly Option<string?> replications = OutputFile.Flag("--replications-to", "Write the KPIs of every replication: .csv or .parquet.", ".csv", ".parquet");
    private readonly Option<string?> record = OutputFile.Flag("--record", "Write the record of the run, from which replay-run repeats it: .json.", ".json");

    public void AddTo(Command command)
    {
        command.Add(defaults);
        command.Add(report);
        command.Add(replications);
        command.Add(record);
    }

    public bool WithDefaults(ParseResult parsed) => parsed.GetValue(defaults);

    public async Task WriteAsync(ParseResult parsed, OfflineRun run, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(report) is { } page)
        {
            var content = new ReportContent(run.Plan, run.Results, run.Answer, run.Record) { Origin = "simulated offline", Seconds = run.Seconds };
            await OutputFile.WriteAsync(page, Encoding.UTF8.GetBytes(ExperimentReport.Html(content)), cancellationToken);
        }

        if (parsed.GetValue(replications) is { } table)
        {
            await ReplicationFile.WriteAsync(table, run.Record, [.. run.Plan.Kpis.Select(k => k.Definition.Id)], cancellationToken);
        }

        if (parsed.GetValue(record) is { } file)
        {
            await RecordFile.WriteAsync(file, run.Record, cancellationToken);
        }
    }
}
