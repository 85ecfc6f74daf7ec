using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using TwinGrid.Contracts.Storage;
using TwinGrid.Storage.Embedded.Log;
using TwinGrid.Storage.Embedded.LogFiles;
using TwinGrid.Storage.Embedded.Sqlite;

namespace TwinGrid.Storage.Embedded.Backup;

/// <summary>
/// Copies the running store. The order makes it consistent: the log is pinned, so that nothing the database may still ask of it goes; the
/// database is copied as of one moment, in which it follows the log to some index p; then the log is copied as far as it is durable, which is p or more.
/// </summary>
internal sealed class EmbeddedBackup(EmbeddedLogStore log, SqliteDatabase database, DataDirectory directory, TimeProvider time) : IStoreBackup
{
    private const int PieceBytes = 1 << 20;

    private int running;

    public async IAsyncEnumerable<BackupPiece> BackupAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref running, 1) != 0)
        {
            throw new InvalidOperationException("A backup of this store is running; one at a time.");
        }

        var copy = Path.Combine(directory.Path, "backup.tmp");
        try
        {
            using var pin = log.Pin();
            File.Delete(copy);
            await database.BackupAsync(copy, cancellationToken);
            var (parts, partitions) = pin.Cut();
            var files = new List<BackupFile>();
            await foreach (var piece in Pieces("twingrid.db", FileChunks(copy, cancellationToken), files).WithCancellation(cancellationToken))
            {
                yield return piece;
            }

            foreach (var part in parts)
            {
                await foreach (var piece in Pieces($"log/{part.File.Name}", LogChunks(part, cancellationToken), files).WithCancellation(cancellationToken))
                {
                    yield return piece;
                }
            }

            var cuts = partitions.ConvertAll(p => new BackupPartition(p.Key.ToString(), p.HistoryId, p.LastIndex));
            var manifest = new BackupManifest(BackupManifest.CurrentVersion, directory.StoreId, time.GetUtcNow(), cuts, files);
            yield return new BackupPiece(BackupManifest.FileName, manifest.ToBytes(), Last: true);
        }
        finally
        {
            File.Delete(copy);
            Volatile.Write(ref running, 0);
        }
    }

    private static async IAsyncEnumerable<BackupPiece> Pieces(
        string name, IAsyncEnumerable<(ReadOnlyMemory<byte> Data, bool Last)> chunks, List<BackupFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var bytes = 0L;
        await foreach (var (data, last) in chunks)
        {
            hash.AppendData(data.Span);
            bytes += data.Length;
            yield return new BackupPiece(name, data, last);
        }

        files.Add(new BackupFile(name, bytes, Convert.ToHexStringLower(hash.GetHashAndReset())));
    }

    private static async IAsyncEnumerable<(ReadOnlyMemory<byte> Data, bool Last)> FileChunks(
        string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, useAsync: true);
        var buffer = new byte[PieceBytes];
        var left = stream.Length;
        do
        {
            var count = (int)Math.Min(left, buffer.Length);
            await stream.ReadExactlyAsync(buffer.AsMemory(0, count), cancellationToken);
            left -= count;
            yield return (buffer.AsMemory(0, count), left == 0);
        }
        while (left > 0);
    }

    private static async IAsyncEnumerable<(ReadOnlyMemory<byte> Data, bool Last)> LogChunks(
        LogPart part, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var aligned = new AlignedMemory(PieceBytes);
        var buffer = new byte[PieceBytes];
        for (var offset = 0L; offset < part.Bytes;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var at = offset;
            var count = (int)Math.Min(part.Bytes - offset, PieceBytes);
            await Task.Run(() => ReadExactly(part.File, at, aligned.Span[..count], buffer), cancellationToken);
            offset += count;
            yield return (buffer.AsMemory(0, count), offset == part.Bytes);
        }
    }

    private static void ReadExactly(ILogFile file, long offset, Span<byte> aligned, byte[] into)
    {
        if (file.Read(offset, aligned) < aligned.Length)
        {
            throw new InvalidDataException($"'{file.Name}' ends before byte {offset + aligned.Length}.");
        }

        aligned.CopyTo(into);
    }
}
