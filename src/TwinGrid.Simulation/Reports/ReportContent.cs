using TwinGrid.Simulation.Experiments.Answers;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Experiments.Records;
using TwinGrid.Simulation.Experiments.Replications;

namespace TwinGrid.Simulation.Reports;

/// <summary>What a report is made of.</summary>
/// <param name="Plan">What was run.</param>
/// <param name="Results">Replications that count, by arm and in index order.</param>
/// <param name="Answer">What they say.</param>
/// <param name="Record">What is needed to run the same again.</param>
public sealed record ReportContent(ExperimentPlan Plan, IReadOnlyList<IReadOnlyList<ReplicationResult>> Results, ExperimentAnswer Answer, RunRecord Record)
{
    /// <summary>Where and when it ran, in words; "" = not told.</summary>
    public string Origin { get; init; } = "";

    /// <summary>Time on the wall, s; NaN = not told.</summary>
    public double Seconds { get; init; } = double.NaN;
}
