using System.CommandLine;
using TwinGrid.Cli.Shell;
using TwinGrid.V1;

namespace TwinGrid.Cli.Producers;

/// <summary><c>twingrid producers list|fence</c>.</summary>
internal static class ProducersCommand
{
    private static readonly Sheet<Producer> Sheet = new Sheet<Producer>()
        .Column("producer", producer => producer.Producer_)
        .Column("epoch", producer => producer.Epoch)
        .Column("partition", producer => producer.Partition)
        .Column("connected", producer => producer.Connected)
        .DataColumn("highWaterMark", producer => producer.HighWaterMark)
        .Column("acceptedSamples", producer => producer.AcceptedSamples)
        .Column("rejectedSamples", producer => producer.RejectedSamples)
        .DataColumn("duplicateBatches", producer => producer.DuplicateBatches)
        .DataColumn("gaps", producer => producer.Gaps)
        .Column("lostBatches", producer => producer.LostBatches)
        .Column("lagSeconds", producer => producer.LagSeconds)
        .Column("clockSkewSeconds", producer => producer.ClockSkewSeconds)
        .Column("lastCommit", producer => new Instant(producer.LastCommitNs))
        .DataColumn("fencedBelowEpoch", producer => producer.FencedBelowEpoch);

    public static Command Create(CliShell shell) => new("producers", "Shows and fences those who send telemetry.") { List(shell), Fence(shell) };

    private static Command List(CliShell shell)
    {
        var plant = new Option<string>("--plant") { Description = "The plant's id.", Required = true, HelpName = "ID" };
        var command = new Command("list", "Shows every lane with its lag, losses and clock skew.") { plant };
        command.SetAction(async (parsed, token) =>
        {
            using var client = shell.Connect(parsed);
            var answer = await client.Telemetry.ListProducersAsync(new ListProducersRequest { Plant = parsed.GetRequiredValue(plant) }, cancellationToken: token);
            await shell.PrintAsync(parsed, Sheet, answer.Producers);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static Command Fence(CliShell shell)
    {
        var producer = new Argument<string>("PRODUCER") { Description = "Its name." };
        var plant = new Option<string>("--plant") { Description = "The plant's id.", Required = true, HelpName = "ID" };
        var below = new Option<ulong>("--below-epoch") { Description = "Refuse epochs below this; 0 = all seen so far.", HelpName = "N" };
        var reason = new Option<string?>("--reason") { Description = "Why; kept in the audit trail.", HelpName = "TEXT" };
        var command = new Command("fence", "Refuses a producer's older epochs from now on.") { producer, plant, below, reason };
        command.SetAction(async (parsed, token) =>
        {
            using var client = shell.Connect(parsed);
            var request = new FenceProducerRequest
            {
                Plant = parsed.GetRequiredValue(plant), Producer = parsed.GetRequiredValue(producer), BelowEpoch = parsed.GetValue(below), Reason = parsed.GetValue(reason) ?? string.Empty,
            };
            var answer = await client.Telemetry.FenceProducerAsync(request, cancellationToken: token);
            await (shell.Format(parsed) == OutputFormat.Table
                ? shell.Console.Out.WriteLineAsync($"{request.Producer} is fenced below epoch {answer.BelowEpoch}.")
                : shell.PrintAsync(parsed, new Sheet<FenceProducerResponse>().Column("belowEpoch", row => row.BelowEpoch).Column("token", row => row.Token), [answer]));
            return ExitCodes.Ok;
        });
        return command;
    }
}
