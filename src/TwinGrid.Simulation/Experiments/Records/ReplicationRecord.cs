using System.Collections.Immutable;
using TwinGrid.Simulation.Experiments.Replications;
using TwinGrid.Simulation.Kernel;

namespace TwinGrid.Simulation.Experiments.Records;

/// <summary>What a replication went through and gave.</summary>
/// <param name="Arm">Index of the arm.</param>
/// <param name="Replication">Index within the arm.</param>
/// <param name="Digest">Digest of its events.</param>
/// <param name="Events">How many.</param>
/// <param name="Kpis">Its KPIs, in the order of the document.</param>
/// <param name="Checkpoints">Digests on the way, evenly spaced, by which a difference is narrowed down.</param>
public sealed record ReplicationRecord(int Arm, int Replication, ulong Digest, long Events, ImmutableArray<double> Kpis, ImmutableArray<TraceCheckpoint> Checkpoints)
{
    private const int MaxCheckpoints = 8;

    /// <summary>The record of a result.</summary>
    public static ReplicationRecord Of(ReplicationResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var stride = (result.Checkpoints.Length + MaxCheckpoints - 1) / MaxCheckpoints;
        var kept = stride == 0 ? [] : result.Checkpoints.Where((_, i) => (i + 1) % stride == 0).ToImmutableArray();
        return new ReplicationRecord(result.Task.Arm, result.Task.Replication, result.Digest, result.Events, result.Kpis, kept);
    }
}
