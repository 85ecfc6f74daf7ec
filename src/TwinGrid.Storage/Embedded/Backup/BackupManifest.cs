using System.Text.Json;

namespace TwinGrid.Storage.Embedded.Backup;

/// <summary>What a backup holds; its last file.</summary>
/// <param name="Version">Version of the backup's layout.</param>
/// <param name="StoreId">Store that it was taken from.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="Partitions">Where each partition's log ends in it.</param>
/// <param name="Files">All other files.</param>
internal sealed record BackupManifest(
    int Version, Guid StoreId, DateTimeOffset CreatedAt, IReadOnlyList<BackupPartition> Partitions, IReadOnlyList<BackupFile> Files)
{
    /// <summary>Name of its file.</summary>
    public const string FileName = "manifest.json";

    /// <summary>Version that this program writes and reads.</summary>
    public const int CurrentVersion = 1;

    private static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>As a file.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <summary>From a file.</summary>
    /// <exception cref="InvalidDataException">It is none, or of another version.</exception>
    public static BackupManifest Parse(byte[] bytes, string path)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize<BackupManifest>(bytes, Json);
            return manifest is { Version: CurrentVersion, Files: not null, Partitions: not null }
                ? manifest
                : throw new InvalidDataException($"'{path}' has version {manifest?.Version}; this program reads version {CurrentVersion}.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"'{path}' is no backup manifest: {e.Message}", e);
        }
    }
}

/// <summary>A partition in a backup.</summary>
/// <param name="Partition">plant/number.</param>
/// <param name="HistoryId">Its history; a restore begins a new one.</param>
/// <param name="LastIndex">Last commit index in the backup.</param>
internal sealed record BackupPartition(string Partition, Guid HistoryId, ulong LastIndex);

/// <summary>A file in a backup.</summary>
/// <param name="Name">Path with forward slashes.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">SHA-256, hexadecimal.</param>
internal sealed record BackupFile(string Name, long Bytes, string Sha256);
