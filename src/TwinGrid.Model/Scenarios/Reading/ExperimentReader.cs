using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Behaviours.Reading;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Definitions.Reading;

namespace TwinGrid.Model.Scenarios.Reading;

/// <summary>Reads the <c>spec</c> of a document of kind Scenario or Experiment.</summary>
internal static class ExperimentReader
{
    private const int MaxQuestion = 2_048;

    /// <summary>The document, defaults filled in, as far as it could be read; whether it can be used is told by the findings.</summary>
    /// <param name="document">The document.</param>
    /// <param name="plant">The plant that is at hand; null = none.</param>
    public static ExperimentDocument Read(Document document, PlantDefinition? plant)
    {
        var spec = document.Spec;
        var defaults = new DefaultLog();
        var question = ReadQuestion(spec);
        var source = new ModelSourceReader(spec, plant);
        var plantId = source.ReadPlant(defaults);
        var lines = source.ReadLines(plantId);
        var model = source.ReadModel(plantId);
        var context = new ExperimentContext(defaults, new ModelPaths(model, plantId, plant?.Id == plantId ? plant : null));
        spec.Require("horizon", "the end of a replication, such as 14d");
        var analysis = defaults.Or(
            spec, "analysis", spec.Enumeration<AnalysisKind>("analysis"), AnalysisKind.Terminating, "the time from the start to the horizon is asked about, not the long run");
        var experiment = new ExperimentDocument
        {
            Kind = document.Kind == DocumentKind.Scenario ? ExperimentKind.Scenario : ExperimentKind.Experiment,
            Name = document.Name,
            Question = question,
            Plant = plantId,
            Lines = lines,
            Model = model,
            TickSeconds = RunLengthReader.ReadTick(spec, defaults),
            Start = RunLengthReader.ReadStart(spec, plantId is not null, defaults),
            HorizonSeconds = RunLengthReader.ReadHorizon(spec) ?? double.MaxValue,
            Analysis = analysis,
            WarmUp = RunLengthReader.ReadWarmUp(spec, analysis, defaults),
            Level = ReadLevel(spec, defaults),
            Seed = (ulong)defaults.Or(spec, "seed", spec.Whole("seed", 0, long.MaxValue), 1, "key of all random numbers"),
            CommonRandomNumbers = defaults.Or(spec, "commonRandomNumbers", spec.Flag("commonRandomNumbers"), true, "arms share random numbers, so that differences are paired"),
            Place = new SourcePlace(spec.File, spec.Node.Line, spec.Node.Column, spec.Path),
        };
        experiment = WithArms(experiment, spec, context);
        experiment = WithQuestions(experiment, spec, context);
        experiment = experiment with
        {
            Solver = SolverReader.ReadSolver(spec, defaults),
            Fidelity = FidelityReader.Read(spec),
            Budget = SolverReader.ReadBudget(spec, defaults),
            Outputs = SolverReader.ReadOutputs(spec, defaults),
            Defaults = defaults.ToImmutable(),
        };
        spec.Close();
        ExperimentCheck.Check(experiment, key => new SourcePlace(spec.File, spec.At(key).Line, spec.At(key).Column, spec.PathOf(key)), spec.Bag);
        return spec.Bag.HasErrors ? experiment : experiment with { Hash = ExperimentCanonicalForm.Hash(experiment) };
    }

    /// <summary>A confidence level; null when absent or wrong.</summary>
    public static double? ReadLevel(Section section) => section.Share("level", 0.5, 1);

    private static double ReadLevel(Section spec, DefaultLog defaults) => defaults.Or(spec, "level", ReadLevel(spec), 0.95, "confidence level of all intervals");

    private static string? ReadQuestion(Section spec)
    {
        if (spec.Scalar("question", "text") is not { } scalar)
        {
            return null;
        }

        // A folded text ends with a line break.
        var text = scalar.Value.Trim();
        if (text.Length > 0 && Wording.IsText(text.Replace('\n', ' '), MaxQuestion))
        {
            return text;
        }

        spec.Error("question", Wording.Invariant($"text of 1 to {MaxQuestion} characters is expected, found {text.Length} characters"));
        return null;
    }

    private static ExperimentDocument WithArms(ExperimentDocument experiment, Section spec, ExperimentContext context)
    {
        var reader = new ArmReader(context);
        var kpis = ExperimentKpiReader.Read(spec, context.Defaults);
        foreach (var kpi in kpis)
        {
            context.Kpis.Add(kpi.Id, kpi);
        }

        if (experiment.Kind == ExperimentKind.Scenario)
        {
            experiment = experiment with { Kpis = kpis, Arms = reader.ReadScenario(experiment.Name, spec) };
        }
        else
        {
            context.HasDesign = spec.Has("factors");
            experiment = experiment with
            {
                Kpis = kpis,
                Set = reader.ReadSettings(spec),
                Interventions = reader.ReadInterventions(spec),
                Arms = context.HasDesign ? [] : reader.Read(spec),
                Design = DesignReader.Read(spec, context),
            };
        }

        context.Arms = [.. experiment.Arms.Select(a => a.Name)];
        return experiment;
    }

    private static ExperimentDocument WithQuestions(ExperimentDocument experiment, Section spec, ExperimentContext context)
    {
        var selection = ReplicationReader.ReadSelection(spec, context);
        var replications = selection is null
            ? ReplicationReader.Read(spec, experiment.Analysis, context)
            : new ReplicationPlan { Initial = selection.Initial, Max = selection.Max };
        var hypotheses = HypothesisReader.Read(spec, context);
        experiment = experiment with
        {
            Selection = selection,
            Replications = replications,
            Hypotheses = hypotheses,
            Correction = HypothesisReader.ReadCorrection(spec, hypotheses.Length, context.Defaults),
            Guards = GuardReader.ReadGuards(spec, context),
            Acceptance = GuardReader.ReadAcceptance(spec, context),
            Uncertainty = UncertaintyReader.ReadUncertainty(spec, context),
            Sensitivity = UncertaintyReader.ReadSensitivity(spec, context),
        };
        return experiment with { Batches = ReadBatches(experiment, spec, context.Defaults) };
    }

    private static int ReadBatches(ExperimentDocument experiment, Section spec, DefaultLog defaults)
    {
        var batches = spec.Count("batches", 2, 10_000);
        if (experiment.UsesBatchMeans)
        {
            return (int)defaults.Or(spec, "batches", batches, 20, "batches that the long run is cut into");
        }

        spec.Refuse(
            "batches",
            experiment.Analysis == AnalysisKind.Terminating ? "batches cut the long run of analysis: steady-state" : "batches cut one long run; with several replications, or draws of uncertain parameters, each gives one value");
        return 20;
    }
}
