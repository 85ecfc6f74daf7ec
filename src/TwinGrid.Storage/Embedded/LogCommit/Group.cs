using TwinGrid.Storage.Embedded.Log;
using TwinGrid.Storage.Embedded.LogLayout;
using TwinGrid.Storage.Embedded.LogPartitions;

namespace TwinGrid.Storage.Embedded.LogCommit;

/// <summary>
/// A group: records that are written, and become durable, together. It fills under the log's gate, is written by the writer alone, and stays in
/// memory for readers until its place is needed again.
/// </summary>
internal sealed class Group(GroupArena arena, ulong sequence, Segment segment, long offset, int position, int capacity, uint seed)
{
    /// <summary>Its number: one more than that of the group before.</summary>
    public ulong Sequence { get; } = sequence;

    /// <summary>Segment that it goes to.</summary>
    public Segment Segment { get; } = segment;

    /// <summary>Byte in the segment.</summary>
    public long Offset { get; } = offset;

    /// <summary>Byte in the arena.</summary>
    public int Position { get; } = position;

    /// <summary>Bytes it may take.</summary>
    public int Capacity { get; } = capacity;

    /// <summary>Where its records' checksums start.</summary>
    public uint Seed { get; } = seed;

    /// <summary>Bytes taken, with the header, without padding.</summary>
    public int Length { get; private set; } = GroupHeader.Bytes;

    /// <summary>Records in it.</summary>
    public int Records { get; private set; }

    /// <summary>Partitions that have records in it.</summary>
    public List<PartitionState> Touched { get; } = [];

    /// <summary>Indexes of each partition in it, once it is full.</summary>
    public List<(uint Partition, IndexRange Range)> Ranges { get; } = [];

    /// <summary>Completes when it is durable; faults when it never will be.</summary>
    public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Bytes that it takes on disk.</summary>
    public int PaddedLength => (int)LogFormat.AlignBlock(Length);

    /// <summary>Its bytes with padding, once it is sealed.</summary>
    public ReadOnlySpan<byte> Padded => arena.Slice(Position, PaddedLength);

    /// <summary>Its bytes.</summary>
    public ReadOnlySpan<byte> Bytes => arena.Slice(Position, Length);

    /// <summary>Indexes of a partition in it; null when it holds none.</summary>
    public IndexRange? RangeOf(uint partition)
    {
        foreach (var (number, range) in Ranges)
        {
            if (number == partition)
            {
                return range;
            }
        }

        return null;
    }

    /// <summary>Whether a record with a payload of this length still fits.</summary>
    public bool Fits(int length) => Length + RecordHeader.Bytes + LogFormat.AlignWord(length) <= Capacity;

    /// <summary>Room for the next record's payload; nothing is taken before <see cref="Add"/>.</summary>
    public Span<byte> Payload(int length) => arena.Slice(Position + Length + RecordHeader.Bytes, length);

    /// <summary>Takes the record whose payload was just filled in.</summary>
    public void Add(in RecordHeader header)
    {
        var record = arena.Slice(Position + Length, header.Total);
        record[(RecordHeader.Bytes + header.Length)..].Clear();
        header.Write(record, Seed);
        Length += header.Total;
        Records++;
    }

    /// <summary>Writes the header: nothing can be added after.</summary>
    public void Seal(uint storeSeed)
    {
        var bytes = arena.Slice(Position, PaddedLength);
        bytes[Length..].Clear();
        new GroupHeader(Segment.Sequence, Sequence, Length, Records).Write(bytes, storeSeed);
    }
}
