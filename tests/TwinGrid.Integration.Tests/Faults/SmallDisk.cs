using System.Diagnostics;
using TwinGrid.Testing;

namespace TwinGrid.Integration.Tests.Faults;

/// <summary>A file system of a few hundred megabytes, in memory. Needs root.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TempDirectory directory;

    private SmallDisk(TempDirectory directory) => this.directory = directory;

    public string Path => directory.Path;

    private string Ballast => System.IO.Path.Combine(Path, "ballast");

    /// <summary>Null when this user may not mount.</summary>
    public static SmallDisk? TryMount(int megabytes)
    {
        var directory = new TempDirectory();
        if (Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", directory.Path) == 0)
        {
            return new SmallDisk(directory);
        }

        directory.Dispose();
        return null;
    }

    /// <summary>Takes all but so many bytes.</summary>
    public void Fill(long leave)
    {
        var free = new DriveInfo(Path).AvailableFreeSpace - leave;
        using var file = new FileStream(Ballast, FileMode.Append);
        var block = new byte[1 << 20];
        for (; free > 0; free -= block.Length)
        {
            file.Write(block, 0, (int)Math.Min(free, block.Length));
        }
    }

    /// <summary>Gives it back.</summary>
    public void Free() => File.Delete(Ballast);

    public void Dispose()
    {
        Run("umount", "-l", Path);
        directory.Dispose();
    }

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
