using TwinGrid.Contracts.Storage;
using TwinGrid.Storage.Embedded.Log;
using TwinGrid.Storage.Embedded.LogLayout;

namespace TwinGrid.Storage.Embedded.LogReaders;

/// <summary>Records copied out of one group, in order.</summary>
internal sealed class RecordBuffer
{
    private readonly List<(ulong Index, byte Kind, int Start, int Length)> records = [];
    private byte[] bytes = [];
    private int used;
    private int taken;

    /// <summary>Whether all were taken.</summary>
    public bool IsEmpty => taken == records.Count;

    /// <summary>Takes the next one; its payload is valid until the buffer is cleared.</summary>
    public bool TryTake(out LogRecord record)
    {
        if (IsEmpty)
        {
            record = default;
            return false;
        }

        var (index, kind, start, length) = records[taken++];
        record = new LogRecord(index, kind, bytes.AsMemory(start, length));
        return true;
    }

    /// <summary>Copies one in.</summary>
    public void Add(in RecordHeader header, ReadOnlySpan<byte> payload)
    {
        if (used + payload.Length > bytes.Length)
        {
            Array.Resize(ref bytes, Math.Max(used + payload.Length, Math.Max(4096, bytes.Length * 2)));
        }

        payload.CopyTo(bytes.AsSpan(used));
        records.Add((header.Index, header.Kind, used, payload.Length));
        used += LogFormat.AlignWord(payload.Length);
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        records.Clear();
        used = 0;
        taken = 0;
    }
}
