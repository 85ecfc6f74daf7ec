using TwinGrid.Model.Behaviours.Equations;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Definitions.Reading;
using TwinGrid.Model.Scenarios.Reading;

namespace TwinGrid.Model.Scenarios;

/// <summary>
/// Makes checked documents of YAML texts with <c>kind: Scenario</c> and <c>kind: Experiment</c>, and of the equation modules and the
/// plant's documents among them. Pure; never throws on what the texts hold;
/// every finding has its file, line, column and path, and one finding does not hide the next.
/// </summary>
public static class ScenarioReader
{
    /// <summary>Reads all documents of the files.</summary>
    /// <param name="files">Paths (for messages, and as the order) and YAML texts of one or more documents.</param>
    /// <returns>The documents and warnings, or what is wrong.</returns>
    public static ScenarioResult Read(IReadOnlyList<(string Path, string Content)> files) => Read(files, null);

    /// <summary>Reads all documents of the files for a plant that is known.</summary>
    /// <param name="files">Paths (for messages, and as the order) and YAML texts of one or more documents.</param>
    /// <param name="known">The plant in force, against which paths and lines are checked unless the files hold one; null = they are checked when the model is built.</param>
    /// <returns>The documents and warnings, or what is wrong.</returns>
    public static ScenarioResult Read(IReadOnlyList<(string Path, string Content)> files, PlantDefinition? known)
    {
        ArgumentNullException.ThrowIfNull(files);
        var bag = new DiagnosticBag();
        var documents = DocumentSet.Read(files, bag, _ => true);
        var parts = documents.Where(d => DefinitionReader.IsPart(d.Kind)).ToList();
        var plant = parts.Count > 0 ? DefinitionReader.Read(parts, null, bag) : null;
        var isPlantWrong = bag.HasErrors;
        var modules = ModuleDocuments.Read(documents);
        var names = new IdRegister("scenario");
        var experiments = new List<ExperimentDocument>();
        foreach (var document in documents.Where(d => d.Kind is DocumentKind.Scenario or DocumentKind.Experiment))
        {
            // With errors in the plant's documents it is not known what it has: paths are not checked, rather than all called wrong.
            experiments.Add(ExperimentReader.Read(document, isPlantWrong ? null : plant ?? known));
            names.Add(document.Metadata, "name", document.Name);
        }

        if (experiments.Count == 0 && !bag.HasErrors)
        {
            bag.Add(DiagnosticSeverity.Error, files.Count > 0 ? files[0].Path : "", 1, 1, "", "no document of kind Scenario or Experiment");
        }

        return bag.HasErrors ? new ScenarioResult([], [], null, bag.ToList()) : new ScenarioResult([.. experiments], modules, plant, bag.ToList());
    }
}
