using System.Globalization;
using TwinGrid.Contracts.Storage;
using TwinGrid.Storage.Embedded.Log;
using TwinGrid.Storage.Embedded.LogCommit;
using TwinGrid.Storage.Embedded.LogLayout;
using TwinGrid.Storage.Embedded.LogPartitions;

namespace TwinGrid.Storage.Embedded.LogReaders;

/// <summary>
/// Reads one partition's durable records. It copies its own records of one group at a time: from memory while the group is there, else from
/// the segment's file, where they are verified.
/// </summary>
internal sealed class LogReader : ILogReader
{
    private readonly RecordBuffer records = new();
    private readonly GroupReader disk;
    private readonly LogState state;
    private readonly PartitionState partition;
    private Segment segment;
    private long offset;
    private ulong group;
    private ulong next;

    public LogReader(LogState state, PartitionState partition, ulong from)
    {
        this.state = state;
        this.partition = partition;
        next = from;
        disk = new GroupReader(state.StoreSeed);
        lock (state.Gate)
        {
            (segment, offset, group) = FindStart(from);
        }
    }

    public bool TryRead(out LogRecord record)
    {
        while (!records.TryTake(out record))
        {
            if (!TryFill())
            {
                return false;
            }
        }

        next = record.Index + 1;
        return true;
    }

    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        while (records.IsEmpty && partition.DurableIndex < next)
        {
            await News().WaitAsync(cancellationToken);
        }
    }

    public void Dispose() => disk.Dispose();

    private Task News()
    {
        lock (state.Gate)
        {
            if (partition.DurableIndex >= next)
            {
                return Task.CompletedTask;
            }

            state.ThrowIfFenced();
            partition.NewsWanted ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return partition.NewsWanted.Task;
        }
    }

    /// <summary>A group in memory that the index is not behind of, else the beginning of its segment.</summary>
    private (Segment Segment, long Offset, ulong Group) FindStart(ulong from)
    {
        if (from > partition.DurableIndex && (state.Writing ?? state.Filling) is { } tail)
        {
            return (tail.Segment, tail.Offset, tail.Sequence);
        }

        for (var sequence = state.DurableGroup; state.Arena.Find(sequence) is { } inMemory; sequence--)
        {
            if (inMemory.RangeOf(partition.Number)?.First <= from)
            {
                return (inMemory.Segment, inMemory.Offset, inMemory.Sequence);
            }
        }

        var start = state.Segments.Find(s => s.Ranges.TryGetValue(partition.Number, out var range) && range.Last >= from) ?? state.Segments[^1];
        return (start, start.DataStart, start.FirstGroup);
    }

    private void MoveTo(Segment to)
    {
        // A recycled file is the same file: what was read of its former segment must not be taken for this one.
        disk.Forget();
        segment = to;
        offset = to.DataStart;
        group = to.FirstGroup;
    }

    /// <summary>Takes the records of the next durable group; false when there is none.</summary>
    private bool TryFill()
    {
        Group? inMemory;
        long end;
        ulong last;
        lock (state.Gate)
        {
            if (partition.DurableIndex < next || !SkipFinishedSegments())
            {
                return false;
            }

            inMemory = state.Arena.Find(group);
            end = segment.DurableEnd;

            // What is above the segment's range there was given up when a loss was accepted.
            last = Math.Min(partition.DurableIndex, segment.Ranges[partition.Number].Last);
        }

        if (inMemory is null || !TryCopy(inMemory, last))
        {
            ReadFromDisk(end, last);
        }

        return true;
    }

    /// <summary>Goes on to the segment that holds the next group, past those without records that are wanted. False when all is read.</summary>
    private bool SkipFinishedSegments()
    {
        if (IsWorthReading())
        {
            // A wanted record is durable in this segment: its end can't come before it.
            return offset < segment.DurableEnd ? true : throw Lost();
        }

        var following = state.Segments.FindIndex(s => s.Sequence > segment.Sequence);
        while (following >= 0 && following < state.Segments.Count)
        {
            MoveTo(state.Segments[following++]);
            if (IsWorthReading())
            {
                return offset < segment.DurableEnd;
            }
        }

        return false;
    }

    /// <summary>Whether a segment holds a record that is wanted. Its ranges are known before its groups are durable.</summary>
    private bool IsWorthReading() => segment.Ranges.TryGetValue(partition.Number, out var range) && range.Last >= next;

    private bool TryCopy(Group source, ulong last)
    {
        records.Clear();
        Collect(source.Bytes, source.Seed, last, isVerified: true);
        if (state.Arena.IsGone(source))
        {
            records.Clear();
            return false;
        }

        Advance(source.Length);
        return true;
    }

    private void ReadFromDisk(long end, ulong last)
    {
        records.Clear();
        if (disk.TryReadGroup(segment.File, segment.Sequence, offset, end, out var header, out var bytes) && header.Group == group)
        {
            Collect(bytes, LogFormat.GroupSeed(state.StoreSeed, segment.Sequence, header.Group), last, isVerified: false);
            Advance(header.Length);
            return;
        }

        // Damage that took nothing of this partition is stepped over; if it did, the index of its next record will tell.
        var damaged = group;
        offset = disk.Find(
            segment.File,
            offset + LogFormat.BlockBytes,
            found =>
            {
                group = found.Group;
                return found.Segment == segment.Sequence && found.Group > damaged;
            });
        offset = offset < 0 ? end : offset;
    }

    private void Advance(int length)
    {
        group++;
        offset += LogFormat.AlignBlock(length);
    }

    private void Collect(ReadOnlySpan<byte> bytes, uint seed, ulong last, bool isVerified)
    {
        var walker = new RecordWalker(bytes, seed, bytes.Length);
        var wanted = next;
        while (walker.Step() == RecordStep.Record)
        {
            var record = walker.Header;
            if (record.Partition != partition.Number || record.Index < wanted || record.Index > last)
            {
                continue;
            }

            if (!isVerified && (record.Index != wanted || !walker.VerifyPayload()))
            {
                throw Lost();
            }

            records.Add(record, walker.Payload);
            wanted = record.Index + 1;
        }
    }

    private Exception Lost()
    {
        if (next < partition.Released)
        {
            return new InvalidOperationException($"Index {next} of {partition.Key} was released: the log begins at {partition.Released}.");
        }

        var message = string.Create(
            CultureInfo.InvariantCulture, $"Index {next} of {partition.Key} can't be read any more: segment {segment.Sequence}, byte {offset}.");
        return new DataLossException(partition.Key.ToString(), partition.HistoryId, message);
    }
}
