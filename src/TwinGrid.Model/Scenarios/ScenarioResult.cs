using System.Collections.Immutable;
using TwinGrid.Model.Behaviours.Equations;
using TwinGrid.Model.Definitions;

namespace TwinGrid.Model.Scenarios;

/// <summary>What came of reading scenarios and experiments.</summary>
/// <param name="Documents">The documents by file and place; empty when there was an error anywhere.</param>
/// <param name="Modules">The equation modules that lay beside them, by file and place.</param>
/// <param name="Plant">The plant that lay beside them; null when there was none, or an error.</param>
/// <param name="Diagnostics">Errors and warnings, by file and place.</param>
public sealed record ScenarioResult(
    ImmutableArray<ExperimentDocument> Documents, ImmutableArray<CheckedModule> Modules, PlantDefinition? Plant, IReadOnlyList<DefinitionDiagnostic> Diagnostics)
{
    /// <summary>Whether the documents can be used.</summary>
    public bool IsUsable => !Documents.IsEmpty;
}
