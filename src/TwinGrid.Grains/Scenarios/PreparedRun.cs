using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Hindcasts;

namespace TwinGrid.Grains.Scenarios;

/// <summary>A run that can be run: its plan, and what the plan was pinned to.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="DefinitionVersion">Version of the plant's definition; 0 when none was taken from the plant in force.</param>
/// <param name="DefinitionHash">Hash of the plant that the model is made of; "" when the document is the whole model.</param>
/// <param name="CutHash">Hash of the cut that replications start from; "" when they start empty.</param>
/// <param name="CutAtNs">Instant of the cut; 0 when they start empty.</param>
/// <param name="Warnings">Findings that are no errors.</param>
internal sealed record PreparedRun(
    ExperimentPlan Plan, ulong DefinitionVersion, string DefinitionHash, string CutHash, long CutAtNs, IReadOnlyList<string> Warnings)
{
    /// <summary>How the plant tells the KPIs; null when the document is the whole model.</summary>
    public ObservationPlan? Observations { get; init; }
}
