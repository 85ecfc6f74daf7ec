using Microsoft.Win32.SafeHandles;
using TwinGrid.Storage.Embedded.Log;
using TwinGrid.Storage.Embedded.LogLayout;

namespace TwinGrid.Storage.Embedded.LogFiles;

/// <summary>A log file on a real disk.</summary>
internal sealed class DiskLogFile : ILogFile
{
    private const int ZeroChunkBytes = 1 << 20;

    private readonly string path;
    private readonly LogIo io;
    private readonly SafeFileHandle handle;

    public DiskLogFile(string path, LogIo io)
    {
        this.path = path;
        this.io = io;
        handle = io == LogIo.Direct ? Libc.OpenDirect(path) : OpenPlain();
        Length = RandomAccess.GetLength(handle);
    }

    public string Name => Path.GetFileName(path);

    public long Length { get; private set; }

    public void Write(long offset, ReadOnlySpan<byte> data) => RandomAccess.Write(handle, data, offset);

    public void Flush()
    {
        if (io == LogIo.Plain)
        {
            Libc.SyncData(handle, path);
        }
    }

    public int Read(long offset, Span<byte> buffer)
    {
        var total = 0;
        while (total < buffer.Length)
        {
            var count = RandomAccess.Read(handle, buffer[total..], offset + total);
            total += count;
            if (count == 0 || total % LogFormat.BlockBytes != 0)
            {
                // The end of the file; direct I/O could not go on from here anyway.
                break;
            }
        }

        return total;
    }

    public void Settle()
    {
        if (io != LogIo.Unsynced)
        {
            Libc.SyncData(handle, path);
            Libc.ForgetCache(handle);
        }
    }

    public void Truncate(long length)
    {
        RandomAccess.SetLength(handle, length);
        Length = length;
    }

    public void Extend(long length)
    {
        // Zeros are written, not reserved: a block that was only reserved costs a change of metadata, and so a slower sync, at its first write.
        using var plain = OpenPlain();
        using var zeros = new AlignedMemory(ZeroChunkBytes);
        zeros.Span.Clear();
        for (var offset = Length; offset < length;)
        {
            var count = (int)Math.Min(ZeroChunkBytes, length - offset);
            RandomAccess.Write(plain, zeros.Span[..count], offset);
            offset += count;
        }

        if (io != LogIo.Unsynced)
        {
            RandomAccess.FlushToDisk(plain);
            Libc.ForgetCache(plain);
        }

        Length = Math.Max(Length, length);
    }

    public void Dispose() => handle.Dispose();

    private SafeFileHandle OpenPlain() =>
        File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
}
