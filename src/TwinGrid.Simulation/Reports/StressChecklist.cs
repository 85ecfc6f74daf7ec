using System.Globalization;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Reports;

/// <summary>An item of a reporting checklist.</summary>
/// <param name="Number">Number of the item.</param>
/// <param name="Title">Its title.</param>
/// <param name="Lines">What documents and record say to it.</param>
/// <param name="Open">What only the author can add; "" = nothing.</param>
public sealed record ChecklistItem(string Number, string Title, IReadOnlyList<string> Lines, string Open = "");

/// <summary>
/// The reporting checklist STRESS-DES (Monks et al., Journal of Simulation 13, 2019), filled in from the documents, the plan and the record. What they do not tell is left to the author and said
/// so.
/// </summary>
public static class StressChecklist
{
    private const int MostLines = 80;

    /// <summary>All twenty items, in order; that of the components in its five parts.</summary>
    public static IReadOnlyList<ChecklistItem> Of(ReportContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return [.. Objectives(content), .. Logic(content), .. Data(content), .. Experimentation(content), .. Implementation(content)];
    }

    private static IEnumerable<ChecklistItem> Objectives(ReportContent content)
    {
        var document = content.Answer.Document;
        yield return new("1.1", "Purpose of the model", document.Question is { } question ? [question] : [], document.Question is null ? "The document has no question: state the purpose." : "");
        yield return new("1.2", "Model outputs", [.. content.Plan.Kpis.Select(k => Output(k, document))]);
        var aims = document.Hypotheses.Select(h => string.Create(
                CultureInfo.InvariantCulture,
                $"Hypothesis: {h.Kpi} of {h.Compare.Treatment} against {h.Compare.Control} is {h.Alternative.ToString().ToLowerInvariant()}, minimum effect {h.MinimumEffect}, alpha {h.Alpha}, power {h.Power}."))
            .Concat(document.Guards.Select(g => $"Guard on {g.Kpi}."))
            .Concat(document.Acceptance.Select(a => string.Create(CultureInfo.InvariantCulture, $"Acceptance of {a.Kpi} with probability {a.Probability}.")))
            .Concat(document.Selection is { } selection ? [string.Create(CultureInfo.InvariantCulture, $"Selection of the best arm by {selection.Kpi}, indifference {selection.Indifference}, probability {selection.Probability}.")] : [])
            .Concat(document.Sensitivity is { } sensitivity ? [$"Sensitivity analysis of {string.Join(", ", sensitivity.Kpis)} to {string.Join(", ", sensitivity.Factors.Select(f => f.Path))}."] : []);
        yield return new("1.3", "Experimentation aims", [.. aims.DefaultIfEmpty("Estimation: no hypothesis, no selection."), Arms(content)]);
    }

    private static IEnumerable<ChecklistItem> Logic(ReportContent content)
    {
        var document = content.Answer.Document;
        var model = content.Plan.Arms[0].Model;
        yield return new("2.1", "Base model overview diagram", ["See the section on the model."]);
        var types = model.Modules.Select(m => m.Type.Descriptor).DistinctBy(d => (d.Name, d.Version)).OrderBy(d => d.Name, StringComparer.Ordinal);
        yield return new("2.2", "Base model logic", Bounded([.. types.Select(d => $"{d.Name}@{d.Version}: {d.Summary}{(d.Source.Length == 0 ? "" : $" ({d.Source})")}")]));
        yield return new("2.3", "Scenario logic", Bounded([.. content.Plan.Arms.Select((arm, i) => Scenario(content.Plan, arm, i == 0))]));
        yield return new("2.4", "Algorithms",
        [
            "Events are ordered by time, priority and sequence.",
            string.Create(CultureInfo.InvariantCulture, $"Equations: {Solver(document.Solver)}."),
            .. content.Plan.Arms.SelectMany(a => a.Model.Surrogates.Values).Select(s => $"{s.Note}; polynomials of degree {s.Map.Degree.ToString(CultureInfo.InvariantCulture)}, SHA-256 {s.Map.Hash}.").Distinct(),
        ]);
        yield return new("2.5.1", "Components: entities", Parts(model));
        yield return new("2.5.2", "Components: activities", Role(model, m => Has(m, PortDirection.In) && Has(m, PortDirection.Out) && !IsQueue(m)));
        yield return new("2.5.3", "Components: resources", Role(model, m => m.Type.Descriptor.Name is "crew" or "operator" or "spare-parts" or "shift-calendar" or "vehicle" or "tool"));
        yield return new("2.5.4", "Components: queues", Role(model, IsQueue));
        yield return new("2.5.5", "Components: entry and exit points", Role(model, m => Has(m, PortDirection.In) != Has(m, PortDirection.Out)));
    }

    private static IEnumerable<ChecklistItem> Data(ReportContent content)
    {
        var record = content.Record;
        yield return new(
            "3.1", "Data sources",
            [
                $"Document {record.Document}, SHA-256 {record.DocumentHash}.",
                record.DefinitionHash.Length == 0 ? "No plant definition: the document is the whole model." : $"Plant definition, SHA-256 {record.DefinitionHash}.",
                .. record.StateHash.Length == 0 ? Array.Empty<string>() : [$"State of the plant, SHA-256 {record.StateHash}."],
            ],
            "Where distributions and parameters come from.");
        yield return new("3.2", "Pre-processing", record.StateHash.Length == 0 ? ["None by the engine."] : ["What was repaired in the plant's state, stale and bad data are named among the warnings."], "What was done to the data before it went into the documents.");
        yield return new("3.3", "Input parameters", Bounded([.. content.Plan.Arms[0].Model.Modules.SelectMany(Inputs)]));
        yield return new("3.4", "Assumptions", Bounded(
        [
            .. content.Plan.Unmodelled.IsEmpty ? Array.Empty<string>() : [$"Not modelled, since their types have no behaviour: {string.Join(", ", content.Plan.Unmodelled.Take(20))}{(content.Plan.Unmodelled.Length > 20 ? ", …" : "")}."],
            $"{content.Answer.Document.Defaults.Length} defaults, listed at the end.",
            .. content.Answer.Warnings,
        ]));
    }

    private static IEnumerable<ChecklistItem> Experimentation(ReportContent content)
    {
        var document = content.Answer.Document;
        var start = document.Start.From switch
        {
            StartKind.Live => document.Start.At is { } at ? $"From the state of the plant at {at.ToString("u", CultureInfo.InvariantCulture)}." : "From the state of the plant when the run was started.",
            StartKind.Snapshot => $"From the stored cut {document.Start.Snapshot}.",
            _ => "Empty: everything new and idle.",
        };
        yield return new("4.1", "Initialisation",
        [
            start,
            document.WarmUp.Method == WarmUpMethod.Mser5 ? "Warm-up found by MSER-5 over each KPI's course (White, Cobb and Spratt 2000)."
                : document.WarmUp.Seconds > 0 ? $"Warm-up of {Figures.Time(document.WarmUp.Seconds)} left out." : "No warm-up.",
            document.Analysis == AnalysisKind.SteadyState ? "Steady state is asked about." : "The time up to the horizon is asked about (terminating).",
            .. document.Start.StateUncertainty ? ["What is uncertain of the state is drawn anew for each replication."] : Array.Empty<string>(),
        ]);
        yield return new("4.2", "Run length", [string.Create(CultureInfo.InvariantCulture, $"{Figures.Time(document.HorizonSeconds)} of simulated time, in ticks of {document.TickSeconds} s.")]);
        yield return new("4.3", "Estimation approach",
        [
            Plan(content),
            document.CommonRandomNumbers ? "Arms share random numbers and drawn states; differences are paired." : "Arms are independent.",
            string.Create(CultureInfo.InvariantCulture, $"Intervals at level {document.Level}: {string.Join("; ", content.Answer.Arms.SelectMany(a => a.Kpis).Select(k => k.Estimate.Method).Distinct())}."),
            .. document.Hypotheses.IsEmpty ? Array.Empty<string>() : [$"p-values corrected by {document.Correction}; H0 is that the difference equals the minimum effect."],
            .. document.Uncertainty is { } uncertain ? [$"{uncertain.Draws} outer draws of {string.Join(", ", uncertain.Parameters.Select(p => p.Path))}, told apart from sampling by analysis of variance."] : Array.Empty<string>(),
        ]);
    }

    private static IEnumerable<ChecklistItem> Implementation(ReportContent content)
    {
        var record = content.Record;
        yield return new("5.1", "Software or programming language", [$"TwinGrid {record.Engine} on .NET {record.Host.Runtime}; modules {string.Join(", ", record.Modules)}."]);
        yield return new("5.2", "Random sampling", [string.Create(
            CultureInfo.InvariantCulture,
            $"{record.RandomNumbers} (Salmon et al. 2011), a stream for each component, purpose and replication, seed {record.Seed}. Distributions are sampled by inversion, one uniform a draw.")]);
        yield return new("5.3", "Model execution", ["Event-driven on an integer clock; replications in parallel, whose number of workers does not change the results."]);
        yield return new("5.4", "System specification", [$"{record.Host}{(double.IsFinite(content.Seconds) ? $"; {Figures.Time(Math.Round(content.Seconds, 3))} on the wall" : "")}."]);
        yield return new("6.1", "Computer model sharing statement", [$"Documents with the hashes above and this record reproduce the digest {record.Digest}: twingrid replay-run."], "Where the documents can be had, and under which licence.");
    }

    private static string Output(KpiPlan kpi, ExperimentDocument document)
    {
        var definition = kpi.Definition;
        var what = definition.Expression ?? definition.Of ?? definition.Id;
        var estimator = definition.Estimator.Kind switch
        {
            EstimatorKind.Quantile => string.Create(CultureInfo.InvariantCulture, $"{100 * definition.Estimator.Argument:0.##} % quantile over the replications"),
            EstimatorKind.Above => string.Create(CultureInfo.InvariantCulture, $"probability of more than {definition.Estimator.Argument}"),
            EstimatorKind.Below => string.Create(CultureInfo.InvariantCulture, $"probability of less than {definition.Estimator.Argument}"),
            _ => document.UsesBatchMeans ? "mean over the long run" : "mean over the replications",
        };
        var direction = definition.Direction == KpiDirection.None ? "" : $", to be {definition.Direction.ToString().ToLowerInvariant()}d";
        return $"{definition.Id} = {what}{Figures.InBrackets(kpi.Unit)}: {estimator}{direction}.";
    }

    private static string Arms(ReportContent content) => content.Answer.Document.Design is { } design
        ? $"{content.Plan.Arms.Length} arms of a {design.Kind} design in {string.Join(", ", design.Factors.Select(f => f.Path))}."
        : $"{(content.Plan.Arms.Length == 1 ? "Arm" : "Arms")}: {string.Join(", ", content.Plan.Arms.Select(a => a.Name))}; the first one is what others are compared with.";

    private static string Scenario(ExperimentPlan plan, ArmPlan arm, bool isFirst)
    {
        var settings = string.Join(", ", arm.Settings.Select(s => $"{s.Key} = {WrittenValue.Of(s.Value)}"));
        var timed = string.Join("; ", arm.Timed.Select(t => $"{t.Name} at {Figures.Time(plan.Clock.Seconds(t.At))}: {string.Join(", ", t.Settings.Select(s => $"{s.Path}.{s.Parameter} = {Figures.Of(s.Value)}"))}"));
        return $"{arm.Name}: {(settings.Length + timed.Length == 0 ? isFirst ? "the model as it is" : "nothing is changed" : string.Join("; ", new[] { settings, timed }.Where(t => t.Length > 0)))}.";
    }

    private static string Plan(ReportContent content)
    {
        var document = content.Answer.Document;
        var record = content.Record;
        var done = string.Join(", ", record.Replications.Distinct().Order());
        if (document.Selection is { } selection)
        {
            return $"Selection ({selection.Method}) from {selection.Initial} replications on, at most {selection.Max}; done {done}.";
        }

        return document.UsesBatchMeans ? $"One long run, batch means over at most {document.Batches} batches; done {string.Join(", ", content.Answer.Arms.SelectMany(a => a.Kpis).Select(k => k.Estimate.N).Distinct().Order())}."
            : document.Replications.IsSequential ? $"Sequential: from {document.Replications.Initial} replications on in steps of {document.Replications.Increment}, at most {document.Replications.Max}, until the half-widths are reached; done {done}."
            : $"{record.Planned} replications of each arm planned, {done} done.";
    }

    private static string Solver(SolverSettings solver) => string.Create(
        CultureInfo.InvariantCulture, $"{solver.Method.ToString().ToLowerInvariant()}, relative tolerance {solver.RelativeTolerance}, absolute tolerance {solver.AbsoluteTolerance}");

    private static IReadOnlyList<string> Parts(SimulationModel model)
    {
        var sources = model.Modules.Where(m => Has(m, PortDirection.Out) && !Has(m, PortDirection.In)).Select(m => m.Path).ToList();
        return sources.Count == 0 ? ["None: nothing passes from module to module one by one."] : [$"Parts, made by {string.Join(", ", sources.Take(MostLines))}."];
    }

    private static IReadOnlyList<string> Role(SimulationModel model, Func<PlannedModule, bool> is_)
    {
        var found = model.Modules.Where(is_).Select(m => $"{m.Path} ({m.Type.Descriptor.Name})").ToList();
        return found.Count == 0 ? ["None."] : [string.Join(", ", found.Take(MostLines)) + (found.Count > MostLines ? $" and {found.Count - MostLines} more" : "")];
    }

    private static bool Has(PlannedModule module, PortDirection direction) => module.Type.Descriptor.Ports.Any(p => p.Kind == PortKind.Material && p.Direction == direction);

    private static bool IsQueue(PlannedModule module) => module.Type.Descriptor.Name is "buffer" or "conveyor" or "batch" or "store";

    private static IEnumerable<string> Inputs(PlannedModule module)
    {
        var given = module.Type.Descriptor.Parameters
            .Where(p => module.Arguments.Has(p.Name))
            .Select(p => module.Arguments.Written(p.Name) is { Length: > 0 } written ? $"{p.Name} = {written}{(p.Unit == "1" ? "" : $" {p.Unit}")}" : "")
            .Where(text => text.Length > 0).ToList();
        return given.Count == 0 ? [] : [$"{module.Path}: {string.Join(", ", given)}"];
    }

    private static IReadOnlyList<string> Bounded(IReadOnlyList<string> lines) => lines.Count <= MostLines ? lines : [.. lines.Take(MostLines), $"… and {lines.Count - MostLines} more."];
}
