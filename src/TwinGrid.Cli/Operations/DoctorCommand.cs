using System.CommandLine;
using System.Reflection;
using Grpc.Core;
using TwinGrid.Cli.Shell;
using TwinGrid.Client;
using TwinGrid.Client.Queries;
using TwinGrid.V1;

namespace TwinGrid.Cli.Operations;

/// <summary><c>twingrid doctor</c>: looks at what goes wrong most often, and says what to do about it.</summary>
internal static class DoctorCommand
{
    private const int Calls = 5;

    private static readonly Sheet<Finding> Sheet = new Sheet<Finding>()
        .Column("check", finding => finding.Check)
        .Column("result", finding => finding.Verdict.ToString().ToLowerInvariant())
        .Column("found", finding => finding.Found)
        .Column("advice", finding => finding.Advice);

    public static Command Create(CliShell shell)
    {
        var command = new Command("doctor", "Checks the server and the way to it, with advice.");
        command.SetAction(async (parsed, token) =>
        {
            using var client = shell.Connect(parsed);
            var (findings, reached) = await ExamineAsync(client, shell, parsed, token);
            await shell.PrintAsync(parsed, Sheet, findings);
            return !reached ? ExitCodes.Unavailable
                : findings.Exists(finding => finding.Verdict == Verdict.Bad) ? ExitCodes.Failure
                : ExitCodes.Ok;
        });
        return command;
    }

    private static async Task<(List<Finding> Findings, bool Reached)> ExamineAsync(TwinGridClient client, CliShell shell, ParseResult parsed, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        ServerStatus status;
        try
        {
            status = await ConnectAsync(client, shell, findings, cancellationToken);
        }
        catch (RpcException error) when (error.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
        {
            findings.Add(new Finding("endpoint", Verdict.Bad, $"{shell.Endpoint(parsed)}: {error.Status.Detail}",
                "Start it (TwinGrid.Host serve), or give its gRPC port by --endpoint or TWINGRID_ENDPOINT; the HTTP port answers no gRPC."));
            return (findings, false);
        }

        var version = Assembly.GetExecutingAssembly().GetName().Version?.ToString(3) ?? string.Empty;
        findings.AddRange(Diagnosis.OfServer(status, version));
        findings.AddRange(status.Partitions.SelectMany(Diagnosis.OfPartition));
        foreach (var plant in status.Partitions.Select(partition => partition.Plant).Distinct(StringComparer.Ordinal))
        {
            var producers = await client.Telemetry.ListProducersAsync(new ListProducersRequest { Plant = plant }, cancellationToken: cancellationToken);
            findings.AddRange(producers.Producers.SelectMany(producer => Diagnosis.OfProducer(plant, producer)));
        }

        await foreach (var plant in client.ListPlantsAsync(cancellationToken))
        {
            findings.AddRange(Diagnosis.OfPlant(plant, Timestamp.Now(shell.Console.Clock)));
        }

        return (findings, true);
    }

    private static async Task<ServerStatus> ConnectAsync(TwinGridClient client, CliShell shell, List<Finding> findings, CancellationToken cancellationToken)
    {
        var status = await client.Operations.GetStatusAsync(new GetStatusRequest(), cancellationToken: cancellationToken);
        var times = new List<double>();
        for (var call = 0; call < Calls; call++)
        {
            var start = shell.Console.Clock.GetTimestamp();
            status = await client.Operations.GetStatusAsync(new GetStatusRequest(), cancellationToken: cancellationToken);
            times.Add(shell.Console.Clock.GetElapsedTime(start).TotalMilliseconds);
        }

        findings.Add(Diagnosis.OfRoundTrip(client.Endpoint, times.Order().ElementAt(Calls / 2)));
        return status;
    }
}
