using System.Globalization;
using System.Text.Json;
using TwinGrid.Contracts.Definitions;
using TwinGrid.Contracts.Storage;
using TwinGrid.Grains.Records;

namespace TwinGrid.Grains.Definitions;

/// <summary>
/// Plant definitions in the document store: a document a version, and one head a plant that names the version in force. The head is written last
/// and with the revision it was read at, so that a version comes into force whole or not at all, and of two writers one loses.
/// </summary>
internal sealed class DefinitionDocuments(IDocumentStore store)
{
    /// <summary>Collection of heads, by plant id.</summary>
    public const string Heads = "definitions";

    /// <summary>Collection of versions, by plant id and version number.</summary>
    public const string Versions = "definition-versions";

    private const int PageSize = 100;

    /// <summary>What a plant's head says.</summary>
    /// <param name="Version">Version in force.</param>
    /// <param name="IsRetired">The plant takes nothing any more.</param>
    /// <param name="Partitions">Most partitions that the plant ever had: all of them hold history.</param>
    internal sealed record Head(ulong Version, bool IsRetired, int Partitions);

    /// <summary>A head as stored.</summary>
    internal sealed record StoredHead(string Plant, Head Head, long Revision);

    private sealed record VersionDocument(ulong Version, long AppliedAtNs, string AppliedBy, IReadOnlyList<DefinitionFile> Files, string Definition);

    /// <summary>All heads, by plant id.</summary>
    public async ValueTask<IReadOnlyList<StoredHead>> ListHeadsAsync(CancellationToken cancellationToken)
    {
        var heads = new List<StoredHead>();
        string? after = null;
        while (true)
        {
            var page = await store.ListAsync(Heads, after, PageSize, cancellationToken);
            heads.AddRange(page.Select(document => new StoredHead(document.Key, Parse<Head>(document), document.Revision)));
            if (page.Count < PageSize)
            {
                return heads;
            }

            after = page[^1].Key;
        }
    }

    /// <summary>Writes a head; null when it was changed since it was read.</summary>
    public async ValueTask<StoredHead?> PutHeadAsync(string plant, Head head, long ifRevision, CancellationToken cancellationToken) =>
        await store.PutAsync(Heads, plant, JsonSerializer.SerializeToUtf8Bytes(head), ifRevision, cancellationToken) is { } revision
            ? new StoredHead(plant, head, revision)
            : null;

    /// <summary>Writes a version. One that never came into force may stand under its number: it is replaced.</summary>
    public async ValueTask PutVersionAsync(DefinitionVersion version, CancellationToken cancellationToken)
    {
        var document = new VersionDocument(version.Version, version.AppliedAtNs, version.AppliedBy, version.Files, DefinitionText.Write(version.Definition));
        await store.PutAsync(
            Versions, KeyOf(version.Definition.Id, version.Version), JsonSerializer.SerializeToUtf8Bytes(document), ifRevision: null, cancellationToken);
    }

    /// <summary>Reads a version; null when there is none.</summary>
    public async ValueTask<DefinitionVersion?> GetVersionAsync(string plant, ulong version, bool isRetired, CancellationToken cancellationToken) =>
        await store.GetAsync(Versions, KeyOf(plant, version), cancellationToken) is { } document ? ToVersion(document, isRetired) : null;

    private static DefinitionVersion ToVersion(StoredDocument document, bool isRetired)
    {
        var stored = Parse<VersionDocument>(document);
        return new DefinitionVersion(DefinitionText.Read(stored.Definition), stored.Version, stored.Files, stored.AppliedAtNs, stored.AppliedBy, isRetired);
    }

    private static T Parse<T>(StoredDocument document)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(document.Content.Span) ?? throw new InvalidDataException($"The stored definition '{document.Key}' is empty.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"The stored definition '{document.Key}' can't be read.", exception);
        }
    }

    private static string KeyOf(string plant, ulong version) => string.Create(CultureInfo.InvariantCulture, $"{plant}/{version:D20}");
}
