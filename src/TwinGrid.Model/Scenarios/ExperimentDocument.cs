using System.Collections.Immutable;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Scenarios.Reading;

namespace TwinGrid.Model.Scenarios;

/// <summary>Which kind of document it was.</summary>
public enum ExperimentKind : byte
{
    /// <summary>One what-if: its arms are the plant as it is (<see cref="ExperimentDocument.Baseline"/>) and, when anything is changed, the change under the document's name.</summary>
    Scenario = 1,

    /// <summary>Arms, or factors of a design, chosen by the document.</summary>
    Experiment = 2,
}

/// <summary>
/// A question to a model and how it is to be answered: <c>kind: Scenario</c> and <c>kind: Experiment</c>. Read and checked as far as the document itself tells, with every
/// default filled in; whether components, parameters and KPIs exist is checked when the model is built. Times are in seconds from the start of a replication. Lists compare by
/// reference; two documents mean the same when their <see cref="Hash"/> is equal.
/// </summary>
public sealed record ExperimentDocument
{
    /// <summary>Name of the arm of a scenario in which nothing is changed.</summary>
    public const string Baseline = "baseline";

    /// <summary>Scenario or experiment. A scenario has its arms made, so that the two need no different treatment.</summary>
    public ExperimentKind Kind { get; init; } = ExperimentKind.Experiment;

    /// <summary>Id of the document.</summary>
    public required string Name { get; init; }

    /// <summary>What is asked, in words; null = not told.</summary>
    public string? Question { get; init; }

    /// <summary>Id of the plant whose definition gives the model; null = <see cref="Model"/> is the whole model.</summary>
    public string? Plant { get; init; }

    /// <summary>Lines of the plant that are simulated, in ordinal order; empty = all.</summary>
    public ImmutableArray<string> Lines { get; init; } = [];

    /// <summary>Modules of the document's own: the whole model, or what is added to the plant. Empty when the plant is the whole model.</summary>
    public Assembly Model { get; init; } = new();

    /// <summary>Settings of all arms, by path: <c>parameter</c>, <c>module.parameter</c>, or below an asset of the plant <c>asset.parameter</c>. An arm's own settings go over them.</summary>
    public ImmutableSortedDictionary<string, ParameterValue> Set { get; init; } = ImmutableSortedDictionary.Create<string, ParameterValue>(StringComparer.Ordinal);

    /// <summary>Timed changes in all arms, before those of an arm.</summary>
    public ImmutableArray<Intervention> Interventions { get; init; } = [];

    /// <summary>Length of a tick of simulated time, s; 1e-12 to 86 400. Default 1e-6.</summary>
    public double TickSeconds { get; init; } = 1e-6;

    /// <summary>From what state replications start.</summary>
    public StartDefinition Start { get; init; } = new();

    /// <summary>End of a replication, s, above <see cref="WarmUpRule.Seconds"/>. A replication in which nothing can happen any more ends earlier.</summary>
    public required double HorizonSeconds { get; init; }

    /// <summary>What is left out at the beginning of a replication.</summary>
    public WarmUpRule WarmUp { get; init; } = WarmUpRule.None;

    /// <summary>Whether the stretch up to the horizon or the long run is asked about. Default terminating.</summary>
    public AnalysisKind Analysis { get; init; } = AnalysisKind.Terminating;

    /// <summary>Batches into which a steady-state run of one replication is cut, 2 to 10 000. Default 20.</summary>
    public int Batches { get; init; } = 20;

    /// <summary>How many replications of each arm. Not used when <see cref="Selection"/> is given.</summary>
    public ReplicationPlan Replications { get; init; } = ReplicationPlan.Fixed(20);

    /// <summary>Selection of the best arm; null = arms are estimated, none is selected.</summary>
    public SelectionPlan? Selection { get; init; }

    /// <summary>Confidence level of all intervals, above 0.5 and below 1. Default 0.95.</summary>
    public double Level { get; init; } = 0.95;

    /// <summary>Key of all random numbers. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Arms share random numbers and drawn states, replication by replication, so that differences are paired. Default true.</summary>
    public bool CommonRandomNumbers { get; init; } = true;

    /// <summary>What is measured; at least one, ids unique, in the order of the document.</summary>
    public ImmutableArray<ExperimentKpi> Kpis { get; init; } = [];

    /// <summary>Arms in the order of the document, the first one the control; at least one unless <see cref="Design"/> makes them.</summary>
    public ImmutableArray<Arm> Arms { get; init; } = [];

    /// <summary>Factors of which a design makes the arms; null = <see cref="Arms"/> are given.</summary>
    public DesignPlan? Design { get; init; }

    /// <summary>What is believed and to be tested.</summary>
    public ImmutableArray<Hypothesis> Hypotheses { get; init; } = [];

    /// <summary>Correction of the p-values for the number of hypotheses. Default Holm.</summary>
    public MultipleTestCorrection Correction { get; init; } = MultipleTestCorrection.Holm;

    /// <summary>What must not become worse.</summary>
    public ImmutableArray<Guard> Guards { get; init; } = [];

    /// <summary>Uncertain parameters, drawn in an outer loop around the replications; null = none.</summary>
    public UncertaintyPlan? Uncertainty { get; init; }

    /// <summary>What drives the KPIs; null = not asked.</summary>
    public SensitivityPlan? Sensitivity { get; init; }

    /// <summary>How equations are solved.</summary>
    public SolverSettings Solver { get; init; } = new();

    /// <summary>Fidelity by path of the component; components not named are <see cref="Scenarios.Fidelity.Equations"/>.</summary>
    public ImmutableSortedDictionary<string, ComponentFidelity> Fidelity { get; init; } = ImmutableSortedDictionary.Create<string, ComponentFidelity>(StringComparer.Ordinal);

    /// <summary>What a run may cost.</summary>
    public RunBudget Budget { get; init; } = new();

    /// <summary>When an arm is acceptable.</summary>
    public ImmutableArray<AcceptanceRule> Acceptance { get; init; } = [];

    /// <summary>What is kept beside the results.</summary>
    public OutputSettings Outputs { get; init; } = new();

    /// <summary>Every default that the document did not give, in the order of reading. Not part of its meaning.</summary>
    public ImmutableArray<DocumentDefault> Defaults { get; init; } = [];

    /// <summary>SHA-256 of the canonical form, 64 lower-case hex digits. Equal hash = equal meaning.</summary>
    public string Hash { get; init; } = "";

    /// <summary>Where the document stands.</summary>
    public SourcePlace Place { get; init; } = SourcePlace.None;

    /// <summary>A steady-state run of one replication is analysed by batch means; several, such as those of the draws of uncertain parameters, by replication and deletion.</summary>
    public bool UsesBatchMeans => Analysis == AnalysisKind.SteadyState && Selection is null && Uncertainty is null && Replications.Max == 1;

    /// <summary>The settings of an arm from the start on: <see cref="Set"/>, and over it the arm's own.</summary>
    public ImmutableSortedDictionary<string, ParameterValue> SettingsOf(Arm arm)
    {
        ArgumentNullException.ThrowIfNull(arm);
        return Set.SetItems(arm.Set);
    }

    /// <summary>The interventions of an arm: <see cref="Interventions"/>, then the arm's own; those of one instant are done in this order.</summary>
    public ImmutableArray<Intervention> InterventionsOf(Arm arm)
    {
        ArgumentNullException.ThrowIfNull(arm);
        return [.. Interventions, .. arm.Interventions];
    }

    /// <summary>
    /// The document with overrides over it: settings become settings of all arms (an arm that sets the path itself keeps its value, with a warning), and what then no longer fits
    /// together is an error.
    /// </summary>
    /// <param name="overrides">What to put over it.</param>
    /// <param name="plant">The plant's definition, to check paths; null = they are checked when the model is built.</param>
    public OverrideResult With(ExperimentOverrides overrides, PlantDefinition? plant = null)
    {
        ArgumentNullException.ThrowIfNull(overrides);
        return new OverrideReader(this, plant).Read(overrides);
    }
}
