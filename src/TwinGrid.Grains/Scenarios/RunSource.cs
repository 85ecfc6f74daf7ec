using System.Collections.Immutable;
using TwinGrid.Contracts.Scenarios;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Names;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Grains.Scenarios;

/// <summary>What an order's documents say.</summary>
/// <param name="Document">The document, with overrides.</param>
/// <param name="Plant">The plant that the model is made of; null when the document is the whole model.</param>
/// <param name="Modules">Modules to be had.</param>
/// <param name="Warnings">Findings that are no errors.</param>
internal sealed record RunSource(ExperimentDocument Document, PlantDefinition? Plant, ModuleCatalog Modules, IReadOnlyList<string> Warnings)
{
    /// <summary>Reads them.</summary>
    /// <param name="order">The order.</param>
    /// <param name="inForce">The plant's definition; one among the documents goes before it.</param>
    /// <param name="modules">Modules to be had, beside those among the documents.</param>
    /// <exception cref="RunRefusedException">They are wrong.</exception>
    public static RunSource Read(RunOrder order, PlantDefinition inForce, ModuleCatalog modules)
    {
        var read = ScenarioReader.Read([.. order.Files.Select(file => (file.Path, file.Content))], inForce);
        if (!read.IsUsable)
        {
            throw Refuse(read.Diagnostics);
        }

        var document = Choose(read, order.Document);
        if (document.Plant is { } plant && plant != order.Plant)
        {
            throw Refuse([Finding(document.Place, $"'{document.Name}' is about plant '{plant}', and the run is asked for in plant '{order.Plant}'")]);
        }

        var model = document.Plant is null ? null : read.Plant ?? inForce;
        var result = document.With(Overrides(order.Overrides), model);
        return result.Document is { } changed
            ? new RunSource(changed, model, modules, [.. read.Diagnostics.Concat(result.Diagnostics).Select(finding => finding.ToString())])
            : throw Refuse(result.Diagnostics);
    }

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

    private static ExperimentOverrides Overrides(RunOverrides overrides) => new()
    {
        Seed = overrides.Seed,
        Replications = overrides.Replications,
        Horizon = overrides.Horizon,
        WarmUp = overrides.WarmUp,
        Level = overrides.Level,
        Set = [.. overrides.Set.Select(setting => KeyValuePair.Create(setting.Path, setting.Value))],
    };
}
