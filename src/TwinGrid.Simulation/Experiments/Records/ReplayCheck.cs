using System.Collections.Immutable;
using System.Globalization;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Experiments.Replications;

namespace TwinGrid.Simulation.Experiments.Records;

/// <summary>Compares a run with the record of an earlier one.</summary>
public static class ReplayCheck
{
    /// <summary>Why a replay can't give the same, told before anything is run: it is made of something else. Null when nothing is known to speak against it.</summary>
    /// <param name="record">Of the earlier run.</param>
    /// <param name="plan">What would be replayed.</param>
    /// <param name="definitionHash">Hash of the plant's definition, or "".</param>
    public static string? MadeOfOther(RunRecord record, ExperimentPlan plan, string definitionHash)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(plan);
        var modules = RunRecord.ModulesOf(plan);
        return Other("the document's hash", plan.Document.Hash, record.DocumentHash)
            ?? Other("the hash of the plant's definition", definitionHash, record.DefinitionHash)
            ?? Other("the hash of the state that replications start from", plan.Start.Hash, record.StateHash)
            ?? Other("the list of modules", string.Join(", ", modules), string.Join(", ", record.Modules))
            ?? Other("the list of texts that parameters name", string.Join(", ", plan.Texts), string.Join(", ", record.Texts))
            ?? Other("the random number generator", RunRecord.Generator, record.RandomNumbers);
    }

    private static string? Other(string what, string now, string before) =>
        now == before ? null : $"{what} is {(now.Length == 0 ? "none" : now)}, in the record {(before.Length == 0 ? "none" : before)}";

    /// <summary>The first difference between a record and a replay of it, in words; null when the replay did the same, bit for bit.</summary>
    /// <param name="record">Of the earlier run.</param>
    /// <param name="plan">What was replayed.</param>
    /// <param name="results">Of the replay, by arm and in index order.</param>
    public static string? FirstDifference(RunRecord record, ExperimentPlan plan, IReadOnlyList<IReadOnlyList<ReplicationResult>> results)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(results);
        var replayed = results.SelectMany(r => r).Zip(ReplicationRecord.Of(plan, results)).ToDictionary(r => (r.First.Task.Arm, r.First.Task.Replication));
        foreach (var before in record.Traces)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"arm '{record.Arms[before.Arm]}', replication {before.Replication}");
            if (!replayed.TryGetValue((before.Arm, before.Replication), out var after))
            {
                return $"{name} was not replayed";
            }

            if (Difference(before, after.First, after.Second.Kpis, plan) is { } difference)
            {
                var hosts = record.Host == HostFingerprint.Current ? "" : $" (the record is of {record.Host}, this is {HostFingerprint.Current}: bits are promised on equal hosts only)";
                return $"{name}: {difference}{hosts}";
            }
        }

        return null;
    }

    private static string? Difference(ReplicationRecord before, ReplicationResult after, ImmutableArray<double> kpis, ExperimentPlan plan)
    {
        if (after.Failure is not null)
        {
            return $"it failed: {after.Failure}";
        }

        if (before.Digest != after.Digest || before.Events != after.Events)
        {
            return Stretch(before, after, plan);
        }

        for (var i = 0; i < before.Kpis.Length; i++)
        {
            if (!before.Kpis[i].Equals(kpis[i]))
            {
                return string.Create(CultureInfo.InvariantCulture, $"the events are the same but KPI '{plan.Kpis[i].Definition.Id}' is {kpis[i]:R} and was {before.Kpis[i]:R}");
            }
        }

        return null;
    }

    private static string Stretch(ReplicationRecord before, ReplicationResult after, ExperimentPlan plan)
    {
        var same = after.Checkpoints.ToDictionary(c => c.Count);
        var (count, ticks) = (0L, 0L);
        foreach (var checkpoint in before.Checkpoints)
        {
            if (!same.TryGetValue(checkpoint.Count, out var other) || other != checkpoint)
            {
                break;
            }

            (count, ticks) = (checkpoint.Count, checkpoint.Ticks);
        }

        var seconds = plan.Clock.Seconds(new Model.Time.SimTime(ticks));
        return string.Create(
            CultureInfo.InvariantCulture, $"its events are the same up to event {count} at {seconds} s and differ after it ({after.Events} events, {before.Events} in the record)");
    }
}
