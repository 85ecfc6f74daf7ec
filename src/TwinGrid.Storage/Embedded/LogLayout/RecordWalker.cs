using TwinGrid.Storage.Embedded.Log;

namespace TwinGrid.Storage.Embedded.LogLayout;

/// <summary>What a step over a group's records met.</summary>
internal enum RecordStep
{
    /// <summary>A record.</summary>
    Record,

    /// <summary>The end of the group.</summary>
    End,

    /// <summary>A header that does not verify: whose record it was is unknown, and where the next one starts.</summary>
    BadHeader,
}

/// <summary>Walks the records of one group in memory. Headers are verified; payloads only when asked.</summary>
internal ref struct RecordWalker(ReadOnlySpan<byte> group, uint groupSeed, int limit)
{
    private readonly ReadOnlySpan<byte> group = group[..Math.Min(limit, group.Length)];
    private int next = GroupHeader.Bytes;
    private int start;

    /// <summary>Header of the current record.</summary>
    public RecordHeader Header { get; private set; }

    /// <summary>Payload of the current record.</summary>
    public readonly ReadOnlySpan<byte> Payload => group.Slice(start + RecordHeader.Bytes, Header.Length);

    /// <summary>Where the current record starts.</summary>
    public readonly int Start => start;

    /// <summary>Where the next record starts.</summary>
    public readonly int Next => next;

    /// <summary>Steps to the next record.</summary>
    public RecordStep Step()
    {
        if (next >= group.Length)
        {
            return RecordStep.End;
        }

        if (!RecordHeader.TryRead(group[next..], groupSeed, out var header))
        {
            return RecordStep.BadHeader;
        }

        start = next;
        next += header.Total;
        Header = header;
        return RecordStep.Record;
    }

    /// <summary>Whether the current record's payload verifies.</summary>
    public readonly bool VerifyPayload() => RecordHeader.VerifyPayload(group[start..], Header.Total);
}
