using System.Collections.Immutable;
using TwinGrid.Contracts.Definitions;
using TwinGrid.Contracts.Scenarios;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Behaviours.Equations;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Names;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Hybrid;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Grains.Scenarios;

/// <summary>What an order's documents say.</summary>
/// <param name="Document">The document, with overrides.</param>
/// <param name="Plant">The plant that the model is made of; null when the document is the whole model.</param>
/// <param name="Modules">Modules to be had.</param>
/// <param name="Texts">Files that are no documents, which parameters may name.</param>
/// <param name="Warnings">Findings that are no errors.</param>
internal sealed record RunSource(
    ExperimentDocument Document, PlantDefinition? Plant, ModuleCatalog Modules, IReadOnlyList<DefinitionFile> Texts, IReadOnlyList<string> Warnings)
{
    /// <summary>Reads them.</summary>
    /// <param name="order">The order.</param>
    /// <param name="inForce">The plant's definition and the documents beside it; a definition among the order's documents goes before it.</param>
    /// <param name="modules">Modules to be had, beside those among the documents.</param>
    /// <exception cref="RunRefusedException">They are wrong.</exception>
    public static RunSource Read(RunOrder order, DefinitionVersion inForce, ModuleCatalog modules)
    {
        var read = ScenarioReader.Read([.. order.Files.Where(IsDocument).Select(Text)], inForce.Definition);
        if (!read.IsUsable)
        {
            throw Refuse(read.Diagnostics);
        }

        var document = Choose(read, order.Document);
        if (document.Plant is { } plant && plant != order.Plant)
        {
            throw Refuse([Finding(document.Place, $"'{document.Name}' is about plant '{plant}', and the run is asked for in plant '{order.Plant}'")]);
        }

        var model = document.Plant is null ? null : read.Plant ?? inForce.Definition;
        var result = document.With(Overrides(order.Overrides), model);
        if (result.Document is not { } changed)
        {
            throw Refuse(result.Diagnostics);
        }

        var all = WithDocuments(modules, read, ReferenceEquals(model, inForce.Definition) ? inForce.Files : [], out var replaced);
        var warnings = read.Diagnostics.Concat(result.Diagnostics).Select(finding => finding.ToString()).Concat(replaced.Select(module => module.ToString()));
        return new RunSource(changed, model, all, [.. order.Files.Where(file => !IsDocument(file))], [.. warnings]);
    }

    /// <summary>Gives the text of a file that a parameter names, by its path or by its name alone; null when there is none.</summary>
    public string? ReadText(string name) => (Texts.FirstOrDefault(file => file.Path == name) ?? Texts.FirstOrDefault(file => NameOf(file.Path) == NameOf(name)))?.Content;

    /// <summary>The refusal of documents.</summary>
    public static RunRefusedException Refuse(IReadOnlyList<DefinitionDiagnostic> findings)
    {
        var errors = findings.Where(finding => finding.Severity == DiagnosticSeverity.Error).ToList();
        return new RunRefusedException(
            RunRefusal.InvalidDocuments, $"{(errors.Count == 1 ? "1 error" : $"{errors.Count} errors")} in the documents; the first: {errors[0]}", "files", findings);
    }

    /// <summary>An error as a finding about documents.</summary>
    public static DefinitionDiagnostic Finding(SourcePlace place, string message) =>
        new(DiagnosticSeverity.Error, place.File, place.Line, place.Column, place.Path, message, []);

    /// <summary>Modules of equations join: those sent along, and those beside the plant's documents that have none of their names.</summary>
    private static ModuleCatalog WithDocuments(
        ModuleCatalog modules, ScenarioResult read, IReadOnlyList<DefinitionFile> besidePlant, out ImmutableArray<ModelError> replaced)
    {
        var beside = ModuleDocuments.ReadAmong([.. besidePlant.Where(IsDocument).Select(Text)]);
        if (!beside.IsUsable)
        {
            throw Refuse(beside.Diagnostics);
        }

        var sent = read.Modules.Select(module => module.Definition.ToString()).ToHashSet(StringComparer.Ordinal);
        return DocumentModules.AddTo(modules, [.. read.Modules, .. beside.Modules.Where(module => !sent.Contains(module.Definition.ToString()))], out replaced);
    }

    private static bool IsDocument(DefinitionFile file) =>
        file.Path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || file.Path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);

    private static (string Path, string Content) Text(DefinitionFile file) => (file.Path, file.Content);

    private static string NameOf(string path) => path[(path.LastIndexOfAny(['/', '\\']) + 1)..];

    private static ExperimentDocument Choose(ScenarioResult read, string name)
    {
        var names = read.Documents.Select(document => document.Name).ToList();
        if (name.Length == 0)
        {
            return read.Documents.Length == 1
                ? read.Documents[0]
                : throw new RunRefusedException(
                    RunRefusal.InvalidOrder, $"There are {names.Count} scenarios and experiments ({string.Join(", ", names)}); name the one to run.", "document");
        }

        var near = Suggestion.Nearest(name, names);
        return read.Documents.FirstOrDefault(document => document.Name == name)
            ?? throw new RunRefusedException(
                RunRefusal.InvalidOrder,
                $"There is no scenario or experiment '{name}'; there are {string.Join(", ", names)}.{(near is null ? "" : $" Did you mean '{near}'?")}",
                "document");
    }

    /// <summary>What goes over a document.</summary>
    public static ExperimentOverrides Overrides(RunOverrides overrides) => new()
    {
        Seed = overrides.Seed,
        Replications = overrides.Replications,
        Horizon = overrides.Horizon,
        WarmUp = overrides.WarmUp,
        Level = overrides.Level,
        Set = [.. overrides.Set.Select(setting => KeyValuePair.Create(setting.Path, setting.Value))],
    };
}
