using TwinGrid.Cli.Definitions;
using TwinGrid.Cli.Shell;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Cli.Simulations;

/// <summary>An experiment read from files.</summary>
/// <param name="Document">The document, with overrides.</param>
/// <param name="Plant">The plant that lay beside it; null when there was none.</param>
/// <param name="Catalog">Modules to be had.</param>
/// <param name="Warnings">For the user.</param>
internal sealed record ExperimentSource(ExperimentDocument Document, PlantDefinition? Plant, ModuleCatalog Catalog, IReadOnlyList<string> Warnings)
{
    /// <summary>Reads files and folders.</summary>
    /// <param name="paths">Files and folders.</param>
    /// <param name="name">Name of the document; null = the only one.</param>
    /// <param name="overrides">Over the document.</param>
    /// <exception cref="CliException">What is wrong, a line a finding.</exception>
    public static ExperimentSource Read(IReadOnlyList<string> paths, string? name, ExperimentOverrides overrides)
    {
        var files = DefinitionFiles.Read(paths).Select(f => (f.Path, f.Content)).ToList();
        var read = ScenarioReader.Read(files);
        if (!read.IsUsable)
        {
            throw new CliException(Lines(read.Diagnostics));
        }

        var document = Choose(read, name);
        if (document.Plant is { } plant && read.Plant?.Id != plant)
        {
            throw new CliException($"'{document.Name}' is about plant '{plant}', whose documents are not among the files; name its folder too.");
        }

        var result = document.With(overrides, read.Plant);
        return result.Document is null
            ? throw new CliException(Lines(result.Diagnostics))
            : new ExperimentSource(result.Document, document.Plant is null ? null : read.Plant, BuiltInModules.Catalog, [.. read.Diagnostics.Concat(result.Diagnostics).Select(d => d.ToString())]);
    }

    private static ExperimentDocument Choose(ScenarioResult read, string? name)
    {
        var names = read.Documents.Select(d => d.Name).ToList();
        return name is null
            ? read.Documents.Length == 1 ? read.Documents[0] : throw new CliException($"There are {names.Count} scenarios and experiments ({string.Join(", ", names)}); choose one by --name.")
            : read.Documents.FirstOrDefault(d => d.Name == name) ?? throw new CliException($"There is no scenario or experiment '{name}'; there are {string.Join(", ", names)}.");
    }

    private static string Lines(IEnumerable<DefinitionDiagnostic> diagnostics) => string.Join(Environment.NewLine, diagnostics.Select(d => d.ToString()));
}
