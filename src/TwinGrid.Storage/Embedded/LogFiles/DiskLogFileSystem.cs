using TwinGrid.Storage.Embedded.Log;
using TwinGrid.Storage.Embedded.LogLayout;

namespace TwinGrid.Storage.Embedded.LogFiles;

/// <summary>The log's directory on a real disk.</summary>
internal sealed class DiskLogFileSystem : ILogFileSystem
{
    private const string Probe = "probe.tmp";

    private readonly string directory;
    private readonly LogIo io;

    /// <param name="directory">Created when it is not there.</param>
    /// <param name="io">How to write; <see cref="LogIo.Auto"/> takes direct I/O where the file system has it.</param>
    public DiskLogFileSystem(string directory, LogIo io)
    {
        this.directory = directory;
        Directory.CreateDirectory(directory);
        this.io = io != LogIo.Auto ? io : CanDirect() ? LogIo.Direct : LogIo.Plain;

    }

    public string Io => io switch
    {
        LogIo.Direct => "direct",
        LogIo.Plain => "plain",
        _ => "unsynced",
    };

    public long FreeBytes => FreeOf(directory);

    public IReadOnlyList<string> List() =>
        [.. Directory.EnumerateFiles(directory, "*.seg").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    public ILogFile Open(string name) => new DiskLogFile(Path.Combine(directory, name), io);

    public ILogFile Create(string name, long length)
    {
        var path = Path.Combine(directory, name);
        try
        {
            File.Create(path).Dispose();
            var file = new DiskLogFile(path, io);
            file.Extend(length);
            Libc.SyncDirectory(directory);
            return file;
        }
        catch (IOException)
        {
            // A file that the disk had no room for would only take more of it.
            File.Delete(path);
            throw;
        }
    }

    public void Delete(string name) => File.Delete(Path.Combine(directory, name));

    private static long FreeOf(string path) => new DriveInfo(Path.GetFullPath(path)).AvailableFreeSpace;

    private bool CanDirect()
    {
        if (!Libc.HasDirect)
        {
            return false;
        }

        var path = Path.Combine(directory, Probe);
        try
        {
            File.Create(path).Dispose();
            using var memory = new AlignedMemory(LogFormat.BlockBytes);
            memory.Span.Fill(0x5a);
            using var handle = Libc.OpenDirect(path);
            RandomAccess.Write(handle, memory.Span, 0);
            memory.Span.Clear();
            return RandomAccess.Read(handle, memory.Span, 0) == LogFormat.BlockBytes && !memory.Span.ContainsAnyExcept((byte)0x5a);
        }
        catch (IOException)
        {
            return false;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
