using System.Collections.Immutable;
using System.Globalization;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Scenarios;
using TwinGrid.Model.Time;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Monitors;
using TwinGrid.Simulation.Randomness;

namespace TwinGrid.Simulation.Experiments.Plans;

/// <summary>What a compiler made.</summary>
/// <param name="Plan">The plan; null when something is wrong.</param>
/// <param name="Errors">All that is wrong.</param>
public sealed record ExperimentPlanResult(ExperimentPlan? Plan, ImmutableArray<ModelError> Errors);

/// <summary>Checks a document against the model that it is about: builds every arm's model, finds what its KPIs, interventions and uncertain parameters refer to.</summary>
public sealed class ExperimentCompiler
{
    private readonly ExperimentDocument document;
    private readonly ModelSource source;
    private readonly List<ModelError> errors = [];
    private DesignArms? design;

    private ExperimentCompiler(ExperimentDocument document, PlantDefinition? plant, ModuleCatalog catalog, ModelTexts texts)
    {
        this.document = document;
        source = new ModelSource(document, plant, catalog, texts);
    }

    /// <summary>The plan of a document, or all that is wrong with it.</summary>
    /// <param name="document">A document that was read without errors.</param>
    /// <param name="plant">The plant that it names; null when it names none.</param>
    /// <param name="catalog">Modules to be had.</param>
    /// <param name="start">Where replications begin.</param>
    /// <param name="readText">Gives the text of a file that a parameter names, null when there is none; null = none can be read.</param>
    public static ExperimentPlanResult Compile(
        ExperimentDocument document, PlantDefinition? plant, ModuleCatalog catalog, StartState start, Func<string, string?>? readText = null)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(start);
        var compiler = new ExperimentCompiler(document, plant, catalog, new ModelTexts(readText));
        var plan = compiler.Compile(start);
        return new ExperimentPlanResult(compiler.errors.Count > 0 ? null : plan, [.. compiler.errors.Distinct()]);
    }

    private ExperimentPlan? Compile(StartState start)
    {
        var clock = new SimClock(document.TickSeconds);
        design = document.Design is { } plan ? DesignArms.Of(plan, document, errors) : null;
        var arms = Arms(clock);
        if (errors.Count > 0)
        {
            return null;
        }

        var kpis = Kpis(arms, clock);
        var draws = document.Uncertainty is { } uncertain ? UncertaintyDraws.Create(uncertain, document.Seed, arms[0].Model, errors) : null;
        CheckBudget(arms.Length, draws?.Count ?? 1);
        var sensitivity = document.Sensitivity is { } asked ? SensitivityPoints.Create(asked, document, arms, errors) : null;
        CheckExtremes(arms[0], draws?.Extremes(document.Uncertainty!), "uncertain parameter");
        CheckExtremes(arms[sensitivity?.Arm ?? 0], sensitivity?.Extremes(), "factor");
        return errors.Count > 0
            ? null
            : new ExperimentPlan(document, clock, source, arms, kpis, draws, start) { TwoLevel = design?.TwoLevel, Sensitivity = sensitivity };
    }

    private ImmutableArray<ArmPlan> Arms(SimClock clock)
    {
        var arms = ImmutableArray.CreateBuilder<ArmPlan>();
        foreach (var arm in design?.Arms ?? document.Arms)
        {
            var settings = document.SettingsOf(arm);
            var result = source.Build(settings);
            errors.AddRange(result.Errors);
            if (result.Model is not { } model)
            {
                continue;
            }

            var timed = document.InterventionsOf(arm).Select(i => InterventionPlan.Create(i, model, clock, errors)).OfType<InterventionPlan>();
            arms.Add(new ArmPlan(arm.Name, settings, model) { Timed = [.. timed] });
        }

        return arms.ToImmutable();
    }

    private ImmutableArray<KpiPlan> Kpis(ImmutableArray<ArmPlan> arms, SimClock clock)
    {
        var kpis = ImmutableArray.CreateBuilder<KpiPlan>();
        for (var i = 0; i < arms.Length; i++)
        {
            // Every arm must have the outputs; all arms have them alike, so that the first one's plans serve all.
            if (Probe(arms[i], clock) is not { } instance)
            {
                continue;
            }

            foreach (var definition in document.Kpis)
            {
                if (KpiPlan.Create(definition, instance, errors) is { } kpi && i == 0)
                {
                    kpis.Add(kpi);
                    CheckAdditive(kpi);
                }
            }
        }

        return kpis.ToImmutable();
    }

    /// <summary>What is varied must leave a model that can be built: better said now than by one of the last runs.</summary>
    private void CheckExtremes(ArmPlan arm, IEnumerable<FactorExtreme>? extremes, string what)
    {
        if (errors.Count > 0)
        {
            return;
        }

        foreach (var (place, path, value) in extremes ?? [])
        {
            errors.AddRange(source.Build(arm.Settings.SetItem(path, value)).Errors.Take(1).Select(
                error => new ModelError(place, string.Create(CultureInfo.InvariantCulture, $"{what} '{path}' comes to {value.Value:G6} {value.Unit}: {error.Message}"))));
        }
    }

    /// <summary>Nothing can be said of a run before each arm was run once with each draw.</summary>
    private void CheckBudget(int arms, int draws)
    {
        var least = (long)arms * draws;
        if (document.Budget.Replications < least)
        {
            errors.Add(new ModelError(
                document.Place,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"a budget of {document.Budget.Replications} replications (budget.replications) does not give each of {arms} arms one{(draws > 1 ? $" with each of {draws} draws" : "")}; at least {least} are needed")));
        }
    }

    private ModelInstance? Probe(ArmPlan arm, SimClock clock)
    {
        try
        {
            return arm.Model.Instantiate(clock, new StreamSource(document.Seed, 0), document.Solver);
        }
        catch (ModelException wrong)
        {
            errors.Add(new ModelError(PlaceOf(wrong.Message, arm.Model), wrong.Message));
            return null;
        }
    }

    /// <summary>Components that do not fit each other say so beginning with their path.</summary>
    private static SourcePlace PlaceOf(string message, SimulationModel model) =>
        model.Modules.Where(m => message.StartsWith(m.Path, StringComparison.Ordinal) && message.Length > m.Path.Length && message[m.Path.Length] is ':' or '.' or ' ')
            .MaxBy(m => m.Path.Length)?.Place ?? SourcePlace.None;

    /// <summary>Batches and a warm-up that is found afterwards take figures over stretches of a run, which means, rates and totals have.</summary>
    private void CheckAdditive(KpiPlan kpi)
    {
        if (!KpiGrid.IsNeeded(document) || kpi.References.FirstOrDefault(r => !r.IsAdditive) is not { } reference)
        {
            return;
        }

        var why = document.WarmUp.Method == WarmUpMethod.Mser5 ? "a warm-up found by mser5" : "batch means";
        errors.Add(new ModelError(
            kpi.Definition.Place,
            $"KPI '{kpi.Definition.Id}': {ReferenceEstimator.NameOf(reference.Estimator)} of '{reference.Path}.{reference.Monitor}' has no value over a stretch of a run, as {why} needs; " +
            $"use {string.Join(", ", new[] { Estimator.Mean, Estimator.Rate, Estimator.Total }.Select(ReferenceEstimator.NameOf))}, or a given warm-up with several replications"));
    }
}
