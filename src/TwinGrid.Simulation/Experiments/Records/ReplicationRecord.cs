using System.Collections.Immutable;
using TwinGrid.Simulation.Experiments.Answers;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Experiments.Replications;
using TwinGrid.Simulation.Kernel;

namespace TwinGrid.Simulation.Experiments.Records;

/// <summary>What a replication went through and gave.</summary>
/// <param name="Arm">Index of the arm.</param>
/// <param name="Replication">Index within the arm.</param>
/// <param name="Digest">Digest of its events.</param>
/// <param name="Events">How many.</param>
/// <param name="Kpis">Its KPIs, in the order of the document, without a warm-up that was found.</param>
/// <param name="Checkpoints">Digests on the way, evenly spaced, by which a difference is narrowed down.</param>
public sealed record ReplicationRecord(int Arm, int Replication, ulong Digest, long Events, ImmutableArray<double> Kpis, ImmutableArray<TraceCheckpoint> Checkpoints)
{
    private const int MaxCheckpoints = 8;

    /// <summary>The records of a run's results, by arm and then in index order. The warm-up is found from all replications of an arm.</summary>
    internal static ImmutableArray<ReplicationRecord> Of(ExperimentPlan plan, IReadOnlyList<IReadOnlyList<ReplicationResult>> results)
    {
        var records = ImmutableArray.CreateBuilder<ReplicationRecord>();
        foreach (var arm in results)
        {
            var values = Enumerable.Range(0, plan.Kpis.Length).Select(kpi => KpiValues.Of(plan, kpi, arm).All).ToArray();
            records.AddRange(arm.Select((result, i) => Of(result, [.. values.Select(kpi => kpi[i])])));
        }

        return records.ToImmutable();
    }

    /// <summary>The record of a result by itself, its KPIs over all of it that was observed.</summary>
    public static ReplicationRecord Of(ReplicationResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return Of(result, result.Kpis);
    }

    private static ReplicationRecord Of(ReplicationResult result, ImmutableArray<double> kpis)
    {
        var stride = (result.Checkpoints.Length + MaxCheckpoints - 1) / MaxCheckpoints;
        var kept = stride == 0 ? [] : result.Checkpoints.Where((_, i) => (i + 1) % stride == 0).ToImmutableArray();
        return new ReplicationRecord(result.Task.Arm, result.Task.Replication, result.Digest, result.Events, kpis, kept);
    }
}
