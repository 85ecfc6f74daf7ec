using TwinGrid.Contracts.Storage;

namespace TwinGrid.Grains.Tests.Aggregates;

/// <summary>Documents in memory.</summary>
internal sealed class MemoryDocuments : IDocumentStore
{
    private readonly SortedDictionary<string, StoredDocument> documents = new(StringComparer.Ordinal);

    public int Count => documents.Count;

    public ValueTask<StoredDocument?> GetAsync(string collection, string key, CancellationToken cancellationToken) =>
        ValueTask.FromResult(documents.GetValueOrDefault(key));

    public ValueTask<long?> PutAsync(string collection, string key, ReadOnlyMemory<byte> content, long? ifRevision, CancellationToken cancellationToken)
    {
        documents[key] = new StoredDocument(key, 1, content);
        return ValueTask.FromResult<long?>(1);
    }

    public ValueTask<bool> DeleteAsync(string collection, string key, long? ifRevision, CancellationToken cancellationToken) =>
        ValueTask.FromResult(documents.Remove(key));

    public ValueTask<IReadOnlyList<StoredDocument>> ListAsync(string collection, string? afterKey, int limit, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<StoredDocument>>(
            [.. documents.Values.Where(document => string.CompareOrdinal(document.Key, afterKey) > 0).Take(limit)]);
}
