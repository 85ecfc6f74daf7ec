using System.Globalization;
using System.Text.Json;
using TwinGrid.Contracts.Storage;

namespace TwinGrid.Storage.Embedded;

/// <summary>
/// The embedded store's directory, held exclusively: <c>LOCK</c>, <c>LOCK.owner</c> (who holds it, for people), <c>FORMAT</c> (version and store
/// id), <c>log/</c>, <c>twingrid.db</c>. The lock is the operating system's: it ends with the process, however that ends.
/// </summary>
public sealed class DataDirectory : IDisposable
{
    /// <summary>Version of the layout.</summary>
    public const int FormatVersion = 1;

    private readonly FileStream held;

    private DataDirectory(string path, FileStream held, Guid storeId)
    {
        Path = path;
        this.held = held;
        StoreId = storeId;
    }

    /// <summary>Full path.</summary>
    public string Path { get; }

    /// <summary>Random id of the store, given when it was created.</summary>
    public Guid StoreId { get; }

    /// <summary>Directory of the log's segments.</summary>
    public string LogPath => System.IO.Path.Combine(Path, "log");

    /// <summary>The SQLite database.</summary>
    public string DatabasePath => System.IO.Path.Combine(Path, "twingrid.db");

    private static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Takes the directory, and creates it when it is not there.</summary>
    /// <exception cref="StoreInUseException">Another process has it.</exception>
    /// <exception cref="InvalidDataException">It is of another format version, or its FORMAT file is damaged.</exception>
    public static DataDirectory Open(string path, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var full = System.IO.Path.GetFullPath(path);
        Directory.CreateDirectory(full);
        var held = Lock(full, time ?? TimeProvider.System);
        try
        {
            return new DataDirectory(full, held, ReadOrCreateFormat(full));
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Lets go of it.</summary>
    public void Dispose() => held.Dispose();

    /// <summary>Writes the file that makes a directory a store's.</summary>
    internal static void WriteFormat(string directory, Guid storeId)
    {
        var target = System.IO.Path.Combine(directory, "FORMAT");
        var temporary = target + ".tmp";
        using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            JsonSerializer.Serialize(stream, new StoreFormat(FormatVersion, storeId), Json);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, target, overwrite: true);
        LogFiles.Libc.SyncDirectory(directory);
    }

    /// <summary>Reads the store's id.</summary>
    internal static Guid ReadFormat(string directory)
    {
        var file = System.IO.Path.Combine(directory, "FORMAT");
        StoreFormat? format;
        try
        {
            format = JsonSerializer.Deserialize<StoreFormat>(File.ReadAllBytes(file), Json);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"'{file}' is damaged: {e.Message}", e);
        }

        return format is { Version: FormatVersion }
            ? format.StoreId
            : throw new InvalidDataException($"'{file}' has version {format?.Version}; this program reads version {FormatVersion}.");
    }

    private static Guid ReadOrCreateFormat(string path)
    {
        if (!File.Exists(System.IO.Path.Combine(path, "FORMAT")))
        {
            var log = System.IO.Path.Combine(path, "log");
            if (Directory.Exists(log) && Directory.EnumerateFiles(log, "*.seg").Any())
            {
                throw new InvalidDataException($"'{path}' has a log but no FORMAT file: it was not copied whole. Restore it from a backup.");
            }

            WriteFormat(path, Guid.NewGuid());
        }

        return ReadFormat(path);
    }

    private static FileStream Lock(string path, TimeProvider time)
    {
        var owner = System.IO.Path.Combine(path, "LOCK.owner");
        try
        {
            var held = new FileStream(System.IO.Path.Combine(path, "LOCK"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(
                owner,
                string.Create(
                    CultureInfo.InvariantCulture, $"process {Environment.ProcessId} on {Environment.MachineName} since {time.GetUtcNow():u}"));
            return held;
        }
        catch (IOException e) when (e is not (DirectoryNotFoundException or PathTooLongException))
        {
            var who = File.Exists(owner) ? File.ReadAllText(owner) : "another process";
            throw new StoreInUseException($"The data directory '{path}' is in use by {who}. Stop it, or use another directory (--data). ({e.Message})");
        }
    }

    private sealed record StoreFormat(int Version, Guid StoreId);
}
