using System.Security.Cryptography;
using TwinGrid.Storage.Embedded.Log;

namespace TwinGrid.Storage.Embedded.Backup;

/// <summary>Makes a data directory from a backup, offline.</summary>
public static class EmbeddedRestore
{
    /// <summary>
    /// Verifies every file of the backup, lays out a new data directory, verifies its log, and begins a new history in each partition, so that
    /// producers notice and refill. The directory appears under its name only when all of it is done and durable.
    /// </summary>
    /// <param name="from">Directory of the backup, with its manifest.</param>
    /// <param name="data">Data directory to make; must not exist, or be empty.</param>
    /// <param name="time">Clock.</param>
    /// <param name="cancellationToken">Stops it; nothing is left behind under <paramref name="data"/>.</param>
    /// <exception cref="InvalidDataException">The backup is damaged or incomplete; the message names the file.</exception>
    /// <exception cref="IOException">The target is not empty, or the disk failed.</exception>
    public static async Task<RestoreResult> RunAsync(string from, string data, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(from);
        ArgumentException.ThrowIfNullOrWhiteSpace(data);
        ArgumentNullException.ThrowIfNull(time);
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(data));
        if (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any())
        {
            throw new IOException($"'{target}' is not empty: restore into a new directory.");
        }

        var manifest = ReadManifest(from);
        var building = target + ".restoring";
        if (Directory.Exists(building))
        {
            Directory.Delete(building, recursive: true);
        }

        Directory.CreateDirectory(Path.Combine(building, "log"));
        foreach (var file in manifest.Files)
        {
            await CopyAsync(Path.Combine(from, file.Name), Path.Combine(building, file.Name), file, cancellationToken);
        }

        DataDirectory.WriteFormat(building, manifest.StoreId);
        var partitions = await RenewAsync(building, manifest, time, cancellationToken);
        LogFiles.Libc.SyncDirectory(Path.Combine(building, "log"));
        LogFiles.Libc.SyncDirectory(building);
        if (Directory.Exists(target))
        {
            Directory.Delete(target);
        }

        Directory.Move(building, target);
        LogFiles.Libc.SyncDirectory(Path.GetDirectoryName(target)!);
        return new RestoreResult(target, manifest.CreatedAt, partitions, manifest.Files.Count, manifest.Files.Sum(f => f.Bytes));
    }

    private static BackupManifest ReadManifest(string from)
    {
        var path = Path.Combine(from, BackupManifest.FileName);
        if (!File.Exists(path))
        {
            throw new InvalidDataException($"'{from}' has no {BackupManifest.FileName}: it is no backup, or the backup did not finish.");
        }

        var manifest = BackupManifest.Parse(File.ReadAllBytes(path), path);
        foreach (var file in manifest.Files)
        {
            if (file.Name != "twingrid.db" && !(file.Name.StartsWith("log/", StringComparison.Ordinal) && Path.GetFileName(file.Name) == file.Name[4..]))
            {
                throw new InvalidDataException($"'{path}' names '{file.Name}', which is no file of a backup.");
            }
        }

        return manifest;
    }

    private static async Task CopyAsync(string from, string to, BackupFile expected, CancellationToken cancellationToken)
    {
        if (!File.Exists(from) || new FileInfo(from).Length != expected.Bytes)
        {
            throw new InvalidDataException($"'{from}' is missing or has not the {expected.Bytes} bytes that the manifest states.");
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, useAsync: true);
        await using var target = new FileStream(to, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, useAsync: true);
        var buffer = new byte[1 << 20];
        for (int count; (count = await source.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            hash.AppendData(buffer.AsSpan(0, count));
            await target.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }

        target.Flush(flushToDisk: true);
        var actual = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (actual != expected.Sha256)
        {
            throw new InvalidDataException($"'{from}' is damaged: its SHA-256 is {actual}, the manifest states {expected.Sha256}.");
        }
    }

    private static async Task<IReadOnlyList<RestoredPartition>> RenewAsync(
        string building, BackupManifest manifest, TimeProvider time, CancellationToken cancellationToken)
    {
        using var directory = DataDirectory.Open(building, time);
        await using var log = EmbeddedLogStore.Open(directory, new EmbeddedLogOptions { ReserveBytes = 0 }, time);
        var partitions = new List<RestoredPartition>();
        foreach (var expected in manifest.Partitions)
        {
            var key = Model.Names.PartitionKey.Parse(expected.Partition);
            if (log.DescribePartition(key) is not { } found || found.HistoryId != expected.HistoryId || found.LastIndex != expected.LastIndex)
            {
                throw new InvalidDataException($"The backup's log does not hold partition {key} up to index {expected.LastIndex} as its manifest states.");
            }

            var historyId = found.IsDamaged ? found.HistoryId : await log.BeginHistoryAsync(key, found.LastIndex, "restored from a backup", cancellationToken);
            partitions.Add(new RestoredPartition(key.ToString(), historyId, found.LastIndex));
        }

        return partitions;
    }
}
