using TwinGrid.Storage.Embedded.Log;
using TwinGrid.Storage.Embedded.LogLayout;
using TwinGrid.Storage.Embedded.LogPartitions;
using TwinGrid.Storage.Embedded.LogReaders;

namespace TwinGrid.Storage.Embedded.Recovery;

/// <summary>Walks one segment's groups at recovery.</summary>
internal sealed class SegmentWalk(GroupReader reader, Segment segment, PartitionFold fold, uint storeSeed)
{
    /// <summary>Byte where what counts ends.</summary>
    public long End { get; private set; } = segment.DataStart;

    /// <summary>Last group that counts.</summary>
    public ulong LastGroup { get; private set; }

    /// <summary>Whether everything before the end could be read.</summary>
    public bool IsSound { get; private set; } = true;

    /// <summary>Walks a segment that a later one follows: all of it up to the seal was acknowledged.</summary>
    /// <param name="groupBefore">Last group before the segment.</param>
    /// <param name="end">Where it was sealed, or the end of the file when the segment that sealed it is lost.</param>
    /// <param name="isSealed">Whether the end is known.</param>
    public void ToSeal(ulong groupBefore, long end, bool isSealed)
    {
        LastGroup = groupBefore;
        while (End < end)
        {
            if (TryRead(end, out var header, out var group) && group.Length == Math.Min(header.Length, end - End))
            {
                TakeAll(header, group);
                Advance(header);
            }
            else if (!SkipTo(NextGroup(End)))
            {
                if (isSealed)
                {
                    Distrust();
                    End = end;
                }

                return;
            }
        }

        End = end;
    }

    /// <summary>Walks the last segment: it may end in an incomplete group, which is cut at its first record that does not verify.</summary>
    /// <param name="groupBefore">Last group before the segment.</param>
    public void ToTail(ulong groupBefore)
    {
        LastGroup = groupBefore;
        while (End < segment.File.Length)
        {
            if (!TryRead(segment.File.Length, out var header, out var group))
            {
                if (!SkipTo(NextGroup(End)))
                {
                    return;
                }
            }
            else if (IsWhole(header, group, out var validBytes))
            {
                TakeAll(header, group);
                Advance(header);
            }
            else if (NextGroup(End) < 0)
            {
                TakeAll(header, ReadAgain()[..validBytes]);
                LastGroup = header.Group;
                End += validBytes;
                return;
            }
            else
            {
                TakeAll(header, ReadAgain());
                Advance(header);
            }
        }
    }

    private bool TryRead(long limit, out GroupHeader header, out ReadOnlySpan<byte> group) =>
        reader.TryReadGroup(segment.File, segment.Sequence, End, limit, out header, out group) && header.Group == LastGroup + 1;

    // Looking ahead has moved the reader's window.
    private ReadOnlySpan<byte> ReadAgain()
    {
        _ = TryRead(segment.File.Length, out _, out var group);
        return group;
    }

    private void Advance(in GroupHeader header)
    {
        LastGroup = header.Group;
        End += LogFormat.AlignBlock(header.Length);
    }

    private long NextGroup(long offset)
    {
        var after = LastGroup;
        return reader.Find(
            segment.File, offset + LogFormat.BlockBytes, group => group.Segment == segment.Sequence && group.Group > after);
    }

    private bool SkipTo(long offset)
    {
        if (offset < 0)
        {
            return false;
        }

        Distrust();
        End = offset;
        if (GroupHeader.TryRead(reader.Read(segment.File, offset, LogFormat.BlockBytes, segment.File.Length), storeSeed, out var header))
        {
            LastGroup = header.Group - 1;
        }

        return true;
    }

    private void Distrust()
    {
        IsSound = false;
        fold.Suspect(segment.Sequence, End);
    }

    private bool IsWhole(in GroupHeader header, ReadOnlySpan<byte> group, out int validBytes)
    {
        var walker = new RecordWalker(group, Seed(header), group.Length);
        RecordStep step;
        var records = 0;
        while ((step = walker.Step()) == RecordStep.Record && walker.VerifyPayload())
        {
            records++;
        }

        validBytes = step == RecordStep.Record ? walker.Start : walker.Next;
        return step == RecordStep.End && records == header.Records && group.Length == header.Length;
    }

    private void TakeAll(in GroupHeader header, ReadOnlySpan<byte> group)
    {
        var walker = new RecordWalker(group, Seed(header), group.Length);
        RecordStep step;
        while ((step = walker.Step()) == RecordStep.Record)
        {
            var sound = walker.VerifyPayload();
            IsSound &= sound;
            fold.Take(segment, walker.Header, walker.Payload, sound, End + walker.Start);
        }

        if (step == RecordStep.BadHeader)
        {
            Distrust();
        }
    }

    private uint Seed(in GroupHeader header) => LogFormat.GroupSeed(storeSeed, header.Segment, header.Group);
}
