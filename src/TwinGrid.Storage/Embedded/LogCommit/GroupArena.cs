using TwinGrid.Storage.Embedded.Log;
using TwinGrid.Storage.Embedded.LogFiles;

namespace TwinGrid.Storage.Embedded.LogCommit;

/// <summary>
/// A ring of memory that groups are built in, written from, and read from until the ring comes round. Guarded by the log's gate, but for readers:
/// they copy without it and ask <see cref="IsGone"/> afterwards. The memory is freed when nobody refers to the ring any more, never under a reader.
/// </summary>
internal sealed class GroupArena(int bytes, int groupBytes)
{
    private readonly AlignedMemory memory = new(bytes);
    private readonly Dictionary<ulong, Group> groups = [];
    private ulong goneThrough;
    private ulong newest;
    private int head;

    /// <summary>Number of the oldest group that is there; more than the newest when there is none.</summary>
    public ulong OldestSequence => goneThrough + 1;

    /// <summary>Starts behind the groups that recovery found.</summary>
    public void StartAfter(ulong sequence)
    {
        goneThrough = sequence;
        newest = sequence;
    }

    /// <summary>Part of the ring.</summary>
    public Span<byte> Slice(int position, int length) => memory.Span.Slice(position, length);

    /// <summary>
    /// Finds room for the largest group and drops what was there: always the oldest, never the newest two, since the ring holds four.
    /// </summary>
    public int MakeRoom()
    {
        if (head + groupBytes > memory.Length)
        {
            while (Find(OldestSequence) is { } oldest && oldest.Position >= head)
            {
                DropOldest();
            }

            head = 0;
        }

        while (Find(OldestSequence) is { } oldest && oldest.Position >= head && oldest.Position < head + groupBytes)
        {
            DropOldest();
        }

        return head;
    }

    /// <summary>Keeps a group that is full: the next one is built behind it.</summary>
    public void Keep(Group group)
    {
        groups.Add(group.Sequence, group);
        newest = group.Sequence;
        head = group.Position + group.PaddedLength;
    }

    /// <summary>A group that is still there; null when it is not.</summary>
    public Group? Find(ulong sequence) => sequence > newest ? null : groups.GetValueOrDefault(sequence);

    /// <summary>Whether a group's memory may have been used again.</summary>
    public bool IsGone(Group group)
    {
        // The copy before this must not be moved behind the look.
        Interlocked.MemoryBarrier();
        return group.Sequence <= Volatile.Read(ref goneThrough);
    }

    private void DropOldest()
    {
        groups.Remove(OldestSequence);
        Volatile.Write(ref goneThrough, goneThrough + 1);
        Interlocked.MemoryBarrier();
    }
}
