using TwinGrid.Contracts.Storage;

namespace TwinGrid.Grains.Tests.Scenarios;

/// <summary>Documents in memory whose reads and writes can be held up, or made to fail.</summary>
internal sealed class MemoryDocuments : IDocumentStore
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<(string Collection, string Key), StoredDocument> documents = new(Comparer<(string Collection, string Key)>.Create(
        (a, b) => string.CompareOrdinal(a.Collection, b.Collection) is var order and not 0 ? order : string.CompareOrdinal(a.Key, b.Key)));

    /// <summary>Awaited before a write, with the collection.</summary>
    public Func<string, Task> BeforePut { get; set; } = _ => Task.CompletedTask;

    /// <summary>Awaited before a document is read, with the collection.</summary>
    public Func<string, Task> BeforeGet { get; set; } = _ => Task.CompletedTask;

    public async ValueTask<StoredDocument?> GetAsync(string collection, string key, CancellationToken cancellationToken)
    {
        await BeforeGet(collection);
        lock (gate)
        {
            return documents.GetValueOrDefault((collection, key));
        }
    }

    public async ValueTask<long?> PutAsync(string collection, string key, ReadOnlyMemory<byte> content, long? ifRevision, CancellationToken cancellationToken)
    {
        await BeforePut(collection);
        lock (gate)
        {
            var before = documents.GetValueOrDefault((collection, key))?.Revision ?? 0;
            if (ifRevision is { } revision && revision != before)
            {
                return null;
            }

            documents[(collection, key)] = new StoredDocument(key, before + 1, content);
            return before + 1;
        }
    }

    public ValueTask<bool> DeleteAsync(string collection, string key, long? ifRevision, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return ValueTask.FromResult(documents.Remove((collection, key)));
        }
    }

    public ValueTask<IReadOnlyList<StoredDocument>> ListAsync(string collection, string? afterKey, int limit, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return ValueTask.FromResult<IReadOnlyList<StoredDocument>>(
                [.. documents.Where(one => one.Key.Collection == collection && string.CompareOrdinal(one.Key.Key, afterKey) > 0).Select(one => one.Value).Take(limit)]);
        }
    }
}
