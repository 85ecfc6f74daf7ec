namespace TwinGrid.Contracts.Storage;

/// <summary>Copies a running store: log trimming pinned, database at index p, log to c >= p, manifest with checksums.</summary>
public interface IStoreBackup
{
    /// <summary>Streams the files; the manifest comes last. One backup at a time.</summary>
    IAsyncEnumerable<BackupPiece> BackupAsync(CancellationToken cancellationToken);
}

/// <summary>A piece of a backup.</summary>
/// <param name="File">Path in the backup, with forward slashes; <c>manifest.json</c> for the manifest.</param>
/// <param name="Data">At most 1 MiB.</param>
/// <param name="Last">Last piece of the file.</param>
public readonly record struct BackupPiece(string File, ReadOnlyMemory<byte> Data, bool Last);
