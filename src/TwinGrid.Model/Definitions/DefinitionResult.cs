using System.Diagnostics.CodeAnalysis;

namespace TwinGrid.Model.Definitions;

/// <summary>What came of reading a plant's documents.</summary>
/// <param name="Definition">The plant; null when there was an error.</param>
/// <param name="Diagnostics">Errors and warnings, by file and place.</param>
public sealed record DefinitionResult(PlantDefinition? Definition, IReadOnlyList<DefinitionDiagnostic> Diagnostics)
{
    /// <summary>Whether the definition can be used.</summary>
    [MemberNotNullWhen(true, nameof(Definition))]
    public bool IsUsable => Definition is not null;
}
