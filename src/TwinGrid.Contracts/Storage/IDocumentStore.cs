namespace TwinGrid.Contracts.Storage;

/// <summary>Small documents under collection and key, with optimistic concurrency. Durable when a write returns.</summary>
public interface IDocumentStore
{
    /// <summary>The document; null when there is none.</summary>
    ValueTask<StoredDocument?> GetAsync(string collection, string key, CancellationToken cancellationToken);

    /// <summary>Writes it.</summary>
    /// <param name="collection">At most 64 characters.</param>
    /// <param name="key">At most 512 characters.</param>
    /// <param name="content">At most 64 MiB.</param>
    /// <param name="ifRevision">Revision that it must have now: null = any, 0 = none yet.</param>
    /// <param name="cancellationToken">Ends the wait; the write may still happen.</param>
    /// <returns>The new revision; null when <paramref name="ifRevision"/> did not hold.</returns>
    ValueTask<long?> PutAsync(string collection, string key, ReadOnlyMemory<byte> content, long? ifRevision, CancellationToken cancellationToken);

    /// <summary>Removes it; false when the revision did not hold or there was none.</summary>
    ValueTask<bool> DeleteAsync(string collection, string key, long? ifRevision, CancellationToken cancellationToken);

    /// <summary>Documents of a collection whose key is greater than <paramref name="afterKey"/>, in ordinal order.</summary>
    ValueTask<IReadOnlyList<StoredDocument>> ListAsync(string collection, string? afterKey, int limit, CancellationToken cancellationToken);
}

/// <summary>A document as stored.</summary>
/// <param name="Key">Key in its collection.</param>
/// <param name="Revision">Rises with each write, from 1.</param>
/// <param name="Content">Bytes.</param>
public sealed record StoredDocument(string Key, long Revision, ReadOnlyMemory<byte> Content);
