using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using TwinGrid.Cli.Answers;
using TwinGrid.Cli.Shell;
using TwinGrid.Client;
using TwinGrid.Simulation.Experiments.Records;

namespace TwinGrid.Cli.Runs;

/// <summary>Where two runs begin to differ, by their records.</summary>
internal static class FirstDifference
{
    /// <summary>Tells the first difference.</summary>
    /// <returns>0 when all replications that both have are the same, else 1.</returns>
    public static async Task<int> TellAsync(CliShell shell, ParseResult parsed, TwinGridClient client, string run, string other, CancellationToken cancellationToken)
    {
        var before = await RunOutputs.RecordAsync(client, run, cancellationToken);
        var after = await RunOutputs.RecordAsync(client, other, cancellationToken);
        var difference = Find(before, after);
        if (shell.Format(parsed) == OutputFormat.Json)
        {
            await shell.Console.Out.WriteLineAsync(AnswerJson.Text(new JsonObject { ["runs"] = new JsonArray(run, other), ["same"] = difference is null, ["firstDifference"] = difference }));
        }
        else
        {
            await shell.Console.Out.WriteLineAsync(difference is null ? "They are the same, bit for bit." : $"They differ from here on: {difference}");
        }

        return difference is null ? ExitCodes.Ok : ExitCodes.Failure;
    }

    /// <summary>The first difference of two records in words; null when there is none.</summary>
    public static string? Find(RunRecord before, RunRecord after)
    {
        var others = after.Traces.ToDictionary(trace => (after.Arms[trace.Arm], trace.Replication));
        foreach (var trace in before.Traces)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"arm '{before.Arms[trace.Arm]}', replication {trace.Replication}");
            if (!others.Remove((before.Arms[trace.Arm], trace.Replication), out var other))
            {
                return $"{place}: only the first run has it";
            }

            if (Difference(trace, other) is { } difference)
            {
                return $"{place}: {difference}";
            }
        }

        return others.Keys.FirstOrDefault() is (var arm, var replication) && arm is not null
            ? string.Create(CultureInfo.InvariantCulture, $"arm '{arm}', replication {replication}: only the second run has it")
            : null;
    }

    private static string? Difference(ReplicationRecord one, ReplicationRecord other)
    {
        if (one.Digest == other.Digest && one.Events == other.Events)
        {
            return one.Kpis.AsSpan().SequenceEqual(other.Kpis.AsSpan()) ? null : "the events are the same, KPIs are not";
        }

        var last = one.Checkpoints.Intersect(other.Checkpoints).Select(checkpoint => checkpoint.Count).DefaultIfEmpty(0).Max();
        return string.Create(CultureInfo.InvariantCulture, $"the events are the same up to event {last} and differ after it ({one.Events} events in the first run, {other.Events} in the second)");
    }
}
