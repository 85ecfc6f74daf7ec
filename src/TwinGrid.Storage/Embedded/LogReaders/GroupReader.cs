using TwinGrid.Storage.Embedded.Log;
using TwinGrid.Storage.Embedded.LogFiles;
using TwinGrid.Storage.Embedded.LogLayout;

namespace TwinGrid.Storage.Embedded.LogReaders;

/// <summary>Reads groups of a segment from its file through a window of memory. Not thread safe.</summary>
internal sealed class GroupReader(uint storeSeed) : IDisposable
{
    private const int WindowBytes = 1 << 20;

    private AlignedMemory? memory;
    private ILogFile? file;
    private long start;
    private int length;

    /// <summary>
    /// Bytes of a file from an offset on, at least <paramref name="bytes"/> of them unless it or <paramref name="limit"/> ends before. Valid until
    /// the next call.
    /// </summary>
    public ReadOnlySpan<byte> Read(ILogFile from, long offset, int bytes, long limit)
    {
        if (from != file || offset < start || offset + bytes > start + length)
        {
            Fill(from, offset, bytes, limit);
        }

        var inWindow = (int)(offset - start);
        return memory!.Span[..length][Math.Min(inWindow, length)..];
    }

    /// <summary>
    /// The group at an offset of a segment, with its header, as far as the limit allows: the last group of a segment may be cut there.
    /// </summary>
    public bool TryReadGroup(ILogFile from, ulong segment, long offset, long limit, out GroupHeader header, out ReadOnlySpan<byte> group)
    {
        group = default;
        if (!GroupHeader.TryRead(Read(from, offset, LogFormat.BlockBytes, limit), storeSeed, out header)
            || header.Segment != segment)
        {
            return false;
        }

        var bytes = Read(from, offset, (int)LogFormat.AlignBlock(header.Length), limit);
        group = bytes[..(int)Math.Min(bytes.Length, Math.Min(header.Length, limit - offset))];
        return true;
    }

    /// <summary>Looks for a group header that verifies in the blocks from an offset on; -1 when there is none that is wanted.</summary>
    public long Find(ILogFile from, long offset, Func<GroupHeader, bool> wanted)
    {
        for (; offset < from.Length; offset += LogFormat.BlockBytes)
        {
            if (GroupHeader.TryRead(Read(from, offset, LogFormat.BlockBytes, from.Length), storeSeed, out var header) && wanted(header))
            {
                return offset;
            }
        }

        return -1;
    }

    /// <summary>Forgets what it has read: the file may have changed.</summary>
    public void Forget() => file = null;

    public void Dispose() => memory?.Dispose();

    private void Fill(ILogFile from, long offset, int bytes, long limit)
    {
        var wanted = (int)Math.Min(Math.Max(bytes, WindowBytes), LogFormat.AlignBlock(Math.Max(0, limit - offset)));
        if (memory is null || wanted > memory.Length)
        {
            memory?.Dispose();
            memory = new AlignedMemory(Math.Max(wanted, WindowBytes));
        }

        length = from.Read(offset, memory.Span[..wanted]);
        start = offset;
        file = from;
    }
}
