using TwinGrid.Storage.Embedded.LogFiles;

namespace TwinGrid.Storage.Tests.Embedded.Log;

/// <summary>
/// A disk in memory that can lose power. The model: a sector is 512 bytes; what was flushed stays; of what was written since, each sector on its
/// own is old, new, or (rarely) torn, new up to some byte and old behind it; a truncation or deletion that was not followed by a flush of the
/// file may be undone. Creating and extending are durable when they return, as their contract says.
/// </summary>
internal sealed class CrashFileSystem : ILogFileSystem
{
    public const int SectorBytes = 512;

    private readonly SortedDictionary<string, CrashFile> files = new(StringComparer.Ordinal);

    public CrashFileSystem(Random random) => Random = random;

    private CrashFileSystem(CrashFileSystem before, bool isPowerLost)
    {
        Random = before.Random;
        foreach (var (name, file) in before.files)
        {
            if ((isPowerLost ? file.AfterPowerLoss(this) : file.AfterKill(this)) is { } found)
            {
                files.Add(name, found);
            }
        }
    }

    public string Io => "direct";

    public long FreeBytes { get; set; } = long.MaxValue;

    public Random Random { get; }

    /// <summary>Operations so far.</summary>
    public int Operations { get; private set; }

    /// <summary>The operation at which power is lost; it may have happened in part.</summary>
    public int CrashAt { get; set; } = int.MaxValue;

    /// <summary>Fails an operation without losing power.</summary>
    public Func<string, bool>? FailWhen { get; set; }

    public bool HasCrashed => Operations >= CrashAt;

    public IReadOnlyList<string> List() => [.. files.Where(f => !f.Value.IsDeleted).Select(f => f.Key)];

    public ILogFile Open(string name) => files[name];

    public ILogFile Create(string name, long length)
    {
        Step("create");
        var file = new CrashFile(this, name, new byte[length]);
        files[name] = file;
        return file;
    }

    public void Delete(string name)
    {
        Step("delete");
        files[name].IsDeleted = true;
    }

    /// <summary>The disk as it may be found after the power came back.</summary>
    public CrashFileSystem AfterPowerLoss() => new(this, isPowerLost: true);

    /// <summary>The disk after the process alone was killed: what it wrote can be read, but is no more durable than before.</summary>
    public CrashFileSystem AfterKill() => new(this, isPowerLost: false);

    /// <summary>A file's bytes, to damage them.</summary>
    public byte[] Bytes(string name) => files[name].Content;

    /// <summary>Counts an operation; throws when it is the one that never ends.</summary>
    public void Step(string operation)
    {
        if (++Operations >= CrashAt)
        {
            throw new IOException($"Power lost in operation {Operations}: {operation}.");
        }

        if (FailWhen?.Invoke(operation) == true)
        {
            throw new IOException($"Input/output error in {operation}.");
        }
    }
}
