using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using TwinGrid.Storage.Embedded.Log;

namespace TwinGrid.Storage.Embedded.LogFiles;

/// <summary>The few calls of Linux that .NET does not offer.</summary>
internal static partial class Libc
{
    private const int ReadWrite = 0x2;
    private const int CloseOnExec = 0x80000;
    private const int DataSync = 0x1000;
    private const int DontNeed = 4;

    // O_DIRECT and O_DIRECTORY have each other's values on arm64.
    private static int Direct => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 0x4000,
        Architecture.Arm64 => 0x10000,
        _ => 0,
    };

    /// <summary>Whether direct I/O can be asked for at all.</summary>
    public static bool HasDirect => OperatingSystem.IsLinux() && Direct != 0;

    /// <summary>Opens for direct, data-synced I/O.</summary>
    /// <exception cref="IOException">The file system refuses.</exception>
    public static SafeFileHandle OpenDirect(string path)
    {
        var descriptor = Open(path, ReadWrite | CloseOnExec | Direct | DataSync, 0);
        return descriptor >= 0
            ? new SafeFileHandle(descriptor, ownsHandle: true)
            : throw Error("open for direct I/O", path);
    }

    /// <summary>Makes a file's data durable, and its length where that changed.</summary>
    /// <exception cref="IOException">The sync failed: what was written may be lost, and trying again would tell a lie.</exception>
    public static void SyncData(SafeFileHandle handle, string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            RandomAccess.FlushToDisk(handle);
        }
        else if (DataSyncFile(handle) != 0)
        {
            throw Error("sync", path);
        }
    }

    /// <summary>Drops cached pages, so that the next read comes from the disk. A hint: failing is harmless.</summary>
    public static void ForgetCache(SafeFileHandle handle)
    {
        if (OperatingSystem.IsLinux())
        {
            _ = Advise(handle, 0, 0, DontNeed);
        }
    }

    /// <summary>Makes the names in a directory durable.</summary>
    public static void SyncDirectory(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var descriptor = Open(path, CloseOnExec, 0);
        if (descriptor < 0)
        {
            throw Error("open", path);
        }

        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        if (SyncFile(handle) != 0)
        {
            throw Error("sync", path);
        }
    }

    private static IOException Error(string what, string path)
    {
        var number = Marshal.GetLastPInvokeError();
        return new IOException($"Can't {what} '{path}': {Marshal.GetPInvokeErrorMessage(number)} (errno {number}).");
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int DataSyncFile(SafeFileHandle handle);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int SyncFile(SafeFileHandle handle);

    [LibraryImport("libc", EntryPoint = "posix_fadvise", SetLastError = true)]
    private static partial int Advise(SafeFileHandle handle, long offset, long length, int advice);
}
