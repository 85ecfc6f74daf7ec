using TwinGrid.Model.Definitions;

namespace TwinGrid.Contracts.Definitions;

/// <summary>Versions of plant definitions; the store's document collection behind a cache. Applying one opens the plant's partitions.</summary>
public interface IDefinitionCatalog
{
    /// <summary>The newest version of a plant; null when there is none.</summary>
    ValueTask<DefinitionVersion?> GetAsync(string plant, ulong version, CancellationToken cancellationToken);

    /// <summary>Versions of a plant, newest first; with no plant the newest of each, by plant id.</summary>
    ValueTask<IReadOnlyList<DefinitionVersion>> ListAsync(string? plant, CancellationToken cancellationToken);

    /// <summary>
    /// Stores a validated definition as the plant's next version and puts it in force in all its partitions. The same hash again changes nothing.
    /// </summary>
    /// <param name="definition">Validated.</param>
    /// <param name="files">Its documents as given: path and text.</param>
    /// <param name="by">Who applies it.</param>
    /// <param name="ifHash">Hash of the version that it replaces; null = any.</param>
    /// <param name="cancellationToken">Ends the wait; it may still be applied.</param>
    /// <returns>The version; null when <paramref name="ifHash"/> did not hold.</returns>
    ValueTask<AppliedDefinition?> ApplyAsync(
        PlantDefinition definition, IReadOnlyList<DefinitionFile> files, string by, string? ifHash, CancellationToken cancellationToken);

    /// <summary>No more ingest into the plant; history stays. False when there is no such plant or the hash did not hold.</summary>
    ValueTask<bool> RetireAsync(string plant, string? ifHash, CancellationToken cancellationToken);

    /// <summary>Opens the partitions of every plant that is stored; called once at start.</summary>
    Task OpenAllAsync(CancellationToken cancellationToken);
}

/// <summary>A document as given.</summary>
/// <param name="Path">For messages.</param>
/// <param name="Content">YAML.</param>
public sealed record DefinitionFile(string Path, string Content);

/// <summary>A stored version.</summary>
/// <param name="Definition">The validated plant.</param>
/// <param name="Version">From 1.</param>
/// <param name="Files">Its documents.</param>
/// <param name="AppliedAtNs">ns since 1970 UTC.</param>
/// <param name="AppliedBy">Who.</param>
/// <param name="IsRetired">The plant takes nothing any more.</param>
public sealed record DefinitionVersion(
    PlantDefinition Definition, ulong Version, IReadOnlyList<DefinitionFile> Files, long AppliedAtNs, string AppliedBy, bool IsRetired);

/// <summary>Outcome of applying one.</summary>
/// <param name="Version">The version in force.</param>
/// <param name="Unchanged">It was in force already.</param>
/// <param name="CommitIndexes">Commit index by partition number.</param>
public sealed record AppliedDefinition(DefinitionVersion Version, bool Unchanged, IReadOnlyDictionary<int, ulong> CommitIndexes);
