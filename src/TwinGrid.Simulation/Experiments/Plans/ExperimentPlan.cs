using System.Collections.Immutable;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Scenarios;
using TwinGrid.Model.Time;
using TwinGrid.Simulation.Designs;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Experiments.Plans;

/// <summary>An experiment that was checked against its model and can be run. Immutable but for a cache of models; used by many threads at once.</summary>
public sealed class ExperimentPlan
{
    private readonly ModelSource source;
    private readonly UncertaintyDraws? draws;

    internal ExperimentPlan(
        ExperimentDocument document, SimClock clock, ModelSource source, ImmutableArray<ArmPlan> arms, ImmutableArray<KpiPlan> kpis,
        UncertaintyDraws? draws, StartState start)
    {
        Document = document;
        Clock = clock;
        Arms = arms;
        Kpis = kpis;
        Start = start;
        this.source = source;
        this.draws = draws;
    }

    /// <summary>The document.</summary>
    public ExperimentDocument Document { get; }

    /// <summary>What a tick is.</summary>
    public SimClock Clock { get; }

    /// <summary>Arms, the first one the control.</summary>
    public ImmutableArray<ArmPlan> Arms { get; }

    /// <summary>KPIs, in the order of the document.</summary>
    public ImmutableArray<KpiPlan> Kpis { get; }

    /// <summary>Where replications begin.</summary>
    public StartState Start { get; }

    /// <summary>The same experiment from another start.</summary>
    public ExperimentPlan StartingFrom(StartState start) => new(Document, Clock, source, Arms, Kpis, draws, start) { TwoLevel = TwoLevel, Sensitivity = Sensitivity };

    /// <summary>The two-level design behind the arms; null when there is none.</summary>
    internal TwoLevelDesign? TwoLevel { get; init; }

    /// <summary>Points of the sensitivity analysis; null when none is asked for.</summary>
    public SensitivityPoints? Sensitivity { get; internal init; }

    /// <summary>Outer draws of uncertain parameters; 1 when there are none.</summary>
    public int Draws => draws?.Count ?? 1;

    /// <summary>Assets of the plant that are no part of the model, since their type has no behaviour.</summary>
    public ImmutableArray<string> Unmodelled => source.Unmodelled();

    /// <summary>Texts beside the document that the model is made of, <c>name@hash</c> with the SHA-256 of their UTF-8.</summary>
    public ImmutableArray<string> Texts => source.Texts;

    /// <summary>Index of a KPI of the document.</summary>
    internal int IndexOfKpi(string id) => Kpis.Select(k => k.Definition.Id).ToList().IndexOf(id);

    /// <summary>Index of an arm.</summary>
    internal int IndexOfArm(string name) => Arms.Select(a => a.Name).ToList().IndexOf(name);

    /// <summary>The model of an arm under an outer draw of the uncertain parameters.</summary>
    /// <exception cref="ModelException">Drawn values that the model refuses; the message names draw and value.</exception>
    internal SimulationModel Model(int arm, int draw)
    {
        if (draws is null)
        {
            return Arms[arm].Model;
        }

        var settings = Arms[arm].Settings.SetItems(draws.Settings(draw));
        var result = source.Build(settings);
        return result.Model ?? throw new ModelException($"draw {draw} of the uncertain parameters: {string.Join("; ", result.Errors.Select(e => e.Message))}.");
    }

    /// <summary>The model of an arm with further settings, for sensitivity analysis.</summary>
    internal ModelResult Model(ArmPlan arm, IEnumerable<KeyValuePair<string, ParameterValue>> settings) => source.Build(arm.Settings.SetItems(settings));
}
