using System.Collections.Immutable;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Surrogates;

namespace TwinGrid.Simulation.Experiments.Replications;

/// <summary>What one replication gave.</summary>
public sealed record ReplicationResult
{
    /// <summary>Which one.</summary>
    public required ReplicationTask Task { get; init; }

    /// <summary>A value for each KPI, in its unit; NaN where nothing was observed that it could be made of.</summary>
    public required ImmutableArray<double> Kpis { get; init; }

    /// <summary>For each KPI what it is made of, over equal stretches of the run; empty when the analysis does not look into replications.</summary>
    public ImmutableArray<KpiSeries> Series { get; init; } = [];

    /// <summary>Digest of the event trace.</summary>
    public required ulong Digest { get; init; }

    /// <summary>Events that happened.</summary>
    public required long Events { get; init; }

    /// <summary>Digests on the way.</summary>
    public ImmutableArray<TraceCheckpoint> Checkpoints { get; init; } = [];

    /// <summary>When it ended, s.</summary>
    public required double EndSeconds { get; init; }

    /// <summary>Where surrogates were beyond what they were made for.</summary>
    public ImmutableArray<Extrapolation> Extrapolations { get; init; } = [];

    /// <summary>How far signals between surrogates and other equations moved within steps.</summary>
    public ImmutableArray<StepMovement> Movements { get; init; } = [];

    /// <summary>What a reader should know, such as components that started fresh. Sorted, each once.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];

    /// <summary>Queues that kept growing, when the steady state was asked about.</summary>
    public ImmutableArray<string> Growing { get; init; } = [];

    /// <summary>What components were doing when; only of the first replication of each arm, when the document wants it. No part of what makes replications the same.</summary>
    public GanttRecord? Gantt { get; init; }

    /// <summary>Why it failed; null when it did not. Its KPIs are then NaN.</summary>
    public string? Failure { get; init; }
}
