using TwinGrid.Storage.Embedded.Log;
using TwinGrid.Storage.Embedded.LogFiles;

namespace TwinGrid.Storage.Embedded.LogPartitions;

/// <summary>Indexes of one partition, inclusive.</summary>
internal readonly record struct IndexRange(ulong First, ulong Last);

/// <summary>A segment of the log. What changes is guarded by the log's gate.</summary>
internal sealed class Segment(ulong sequence, ILogFile file, long dataStart)
{
    /// <summary>Its place in the log.</summary>
    public ulong Sequence { get; } = sequence;

    /// <summary>Where it lives.</summary>
    public ILogFile File { get; } = file;

    /// <summary>Byte of its first group.</summary>
    public long DataStart { get; } = dataStart;

    /// <summary>Byte where what is durable in it ends.</summary>
    public long DurableEnd { get; set; } = dataStart;

    /// <summary>Number of its first group.</summary>
    public ulong FirstGroup { get; init; }

    /// <summary>Its header while that is not written yet.</summary>
    public byte[]? PendingHeader { get; set; }

    /// <summary>Oldest needed segment as its header says.</summary>
    public ulong Oldest { get; init; }

    /// <summary>Records of each partition in it that count.</summary>
    public Dictionary<uint, IndexRange> Ranges { get; } = [];

    /// <summary>Notes records of a partition.</summary>
    public void Note(uint partition, ulong first, ulong last) =>
        Ranges[partition] = new IndexRange(Ranges.TryGetValue(partition, out var known) ? known.First : first, last);

    /// <summary>Forgets the records of a partition above an index: they were given up.</summary>
    public void Drop(uint partition, ulong through)
    {
        if (Ranges.TryGetValue(partition, out var range) && range.Last > through)
        {
            if (range.First > through)
            {
                Ranges.Remove(partition);
            }
            else
            {
                Ranges[partition] = range with { Last = through };
            }
        }
    }
}
