using TwinGrid.Cli.Definitions;
using TwinGrid.Cli.Shell;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Names;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Hybrid;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Cli.Simulations;

/// <summary>An experiment read from files.</summary>
/// <param name="Document">The document, with overrides.</param>
/// <param name="Overrides">What is over it.</param>
/// <param name="Plant">The plant that lay beside it; null when there was none.</param>
/// <param name="Catalog">Modules to be had.</param>
/// <param name="ReadText">Reads a file that a parameter names; null when there is none.</param>
/// <param name="Warnings">For the user.</param>
internal sealed record ExperimentSource(
    ExperimentDocument Document, ExperimentOverrides Overrides, PlantDefinition? Plant, ModuleCatalog Catalog, Func<string, string?> ReadText, IReadOnlyList<string> Warnings)
{
    /// <summary>Hash of the plant's definition; "" when the document is the whole model.</summary>
    public string DefinitionHash => Plant?.Hash ?? "";

    /// <summary>Said when replications start from empty although the document wants the plant's state, which only its server knows.</summary>
    public string? StartsElsewhere => Document.Start.From == StartKind.Empty
        ? null
        : $"replications started with everything new and idle: the document starts from {(Document.Start.From == StartKind.Live ? "the plant as it is" : "a stored cut")}, " +
            "which only the plant's server knows (twingrid scenario run)";

    /// <summary>Reads files and folders.</summary>
    /// <param name="paths">Files and folders.</param>
    /// <param name="name">Name of the document; null = the only one.</param>
    /// <param name="overrides">Over the document.</param>
    /// <param name="modules">Modules to be had, beside those among the files.</param>
    /// <exception cref="CliException">What is wrong, a line a finding.</exception>
    public static ExperimentSource Read(IReadOnlyList<string> paths, string? name, ExperimentOverrides overrides, ModuleCatalog modules)
    {
        var (read, document) = Choose(paths, name);
        if (document.Plant is { } plant && read.Plant?.Id != plant)
        {
            var folder = PlantFolder.Above(paths, plant)
                ?? throw new CliException($"'{document.Name}' is about plant '{plant}', whose documents are neither among the files nor in a folder above them; name its folder too: twingrid simulate {string.Join(' ', paths)} FOLDER-OF-THE-PLANT");
            (read, document) = Choose([.. paths, folder], document.Name);
        }

        var catalog = DocumentModules.AddTo(modules, read.Modules, out var replaced);
        var result = document.With(overrides, read.Plant);
        return result.Document is null
            ? throw new CliException(Lines(result.Diagnostics))
            : new ExperimentSource(
                result.Document, overrides, document.Plant is null ? null : read.Plant, catalog, BesideFiles.Reader(paths),
                [.. read.Diagnostics.Concat(result.Diagnostics).Select(d => d.ToString()), .. replaced.Select(r => Format(r, "warning"))]);
    }

    /// <summary>Checks the document against the model.</summary>
    /// <exception cref="CliException">What is wrong, a line a finding.</exception>
    public ExperimentPlan Compile()
    {
        var compiled = ExperimentCompiler.Compile(Document, Plant, Catalog, StartState.Empty, ReadText);
        return compiled.Plan ?? throw new CliException(string.Join(Environment.NewLine, compiled.Errors.Select(e => Format(e, "error"))));
    }

    private static (ScenarioResult Read, ExperimentDocument Document) Choose(IReadOnlyList<string> paths, string? name)
    {
        var read = ScenarioReader.Read([.. DefinitionFiles.Read(paths).Select(f => (f.Path, f.Content))]);
        if (!read.IsUsable)
        {
            throw new CliException(Lines(read.Diagnostics));
        }

        var names = read.Documents.Select(d => d.Name).ToList();
        if (names.Count == 0)
        {
            throw new CliException("There is no scenario and no experiment among the files: expected a document of kind Scenario or Experiment.");
        }

        if (name is null)
        {
            // A file that is named is meant, whatever else lies in the folders that are named with it.
            var files = paths.Where(File.Exists).Select(Path.GetFullPath).ToHashSet(StringComparer.Ordinal);
            var meant = read.Documents.Where(d => files.Contains(Path.GetFullPath(d.Place.File))).ToList() is { Count: > 0 } those ? those : [.. read.Documents];
            return meant.Count == 1
                ? (read, meant[0])
                : throw new CliException($"There are {meant.Count} scenarios and experiments ({string.Join(", ", meant.Select(d => d.Name))}); choose one by --name.");
        }

        var near = Suggestion.Nearest(name, names);
        return read.Documents.FirstOrDefault(d => d.Name == name) is { } document
            ? (read, document)
            : throw new CliException($"There is no scenario or experiment '{name}'; there are {string.Join(", ", names)}.{(near is null ? "" : $" Did you mean '{near}'?")}");
    }

    private static string Format(ModelError finding, string severity) => finding.Place.File.Length == 0
        ? $"{severity}: {finding.Message}"
        : $"{DefinitionDiagnostic.Locate(finding.Place.File, finding.Place.Line, finding.Place.Column)}: {severity}: {finding.Message}";

    private static string Lines(IEnumerable<DefinitionDiagnostic> diagnostics) => string.Join(Environment.NewLine, diagnostics.Select(d => d.ToString()));
}
