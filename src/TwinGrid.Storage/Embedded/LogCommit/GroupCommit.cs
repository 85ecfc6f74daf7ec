using System.Diagnostics;
using TwinGrid.Contracts.Storage;
using TwinGrid.Storage.Embedded.Log;
using TwinGrid.Storage.Embedded.LogFiles;
using TwinGrid.Storage.Embedded.LogLayout;
using TwinGrid.Storage.Embedded.LogPartitions;

namespace TwinGrid.Storage.Embedded.LogCommit;

/// <summary>
/// Writes groups, one at a time: while one is written, appends fill the next. A failed write ends it for good: what the disk holds after it is
/// unknown, and a second sync that succeeds would prove nothing.
/// </summary>
internal sealed class GroupCommit
{
    private readonly AutoResetEvent work = new(initialState: false);
    private readonly LogState state;
    private readonly SegmentPool pool;
    private readonly TaskCompletionSource fenced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly bool isManual;
    private ulong lastSequence;
    private ulong lastGroup;
    private long fillOffset;
    private bool isIdle;
    private bool isClosing;
    private bool isSealWanted;
    private bool isLastGroupEmpty = true;

    /// <param name="state">The log's memory, as recovered.</param>
    /// <param name="pool">Files for segments.</param>
    /// <param name="lastSequence">Highest sequence of a segment so far.</param>
    /// <param name="lastGroup">Last group so far.</param>
    /// <param name="isManual">The caller drives <see cref="RunOnce"/> itself: tests, which need one order of things.</param>
    public GroupCommit(LogState state, SegmentPool pool, ulong lastSequence, ulong lastGroup, bool isManual)
    {
        this.state = state;
        this.pool = pool;
        this.lastSequence = lastSequence;
        this.lastGroup = lastGroup;
        this.isManual = isManual;
        state.DurableGroup = lastGroup;
        state.Arena.StartAfter(lastGroup);
    }

    /// <summary>Completes when the log is fenced.</summary>
    public Task Fenced => fenced.Task;

    /// <summary>Starts a segment whose header seals what recovery found.</summary>
    /// <param name="sealedEnd">Byte where the last segment validly ends.</param>
    public void Start(long sealedEnd)
    {
        fillOffset = sealedEnd;
        var file = pool.Take();
        lock (state.Gate)
        {
            BeginSegment(file);
            Place();
        }

        WriteHeader(state.Segments[^1]);
    }

    /// <summary>Tells the writer that there is something to write. Under the gate.</summary>
    public void Wake()
    {
        if (isIdle)
        {
            isIdle = false;
            work.Set();
        }
    }

    /// <summary>Writes an empty group if the last one holds records: it proves that one complete.</summary>
    public void WantSeal()
    {
        lock (state.Gate)
        {
            isSealWanted = true;
            Wake();
        }
    }

    /// <summary>Whether appends are refused.</summary>
    public bool IsFenced
    {
        get
        {
            lock (state.Gate)
            {
                return state.Fence is not null;
            }
        }
    }

    /// <summary>Waits until there may be something for <see cref="RunOnce"/>.</summary>
    public void WaitForWork() => work.WaitOne();

    /// <summary>Has the writer write what there is and a proof that it is complete, then refuse everything.</summary>
    public void Close()
    {
        lock (state.Gate)
        {
            isClosing = true;
            isSealWanted = true;
            Wake();
        }
    }

    /// <summary>Closes the files of segments that nobody needs but that no header says so of yet.</summary>
    public void DisposeRetired()
    {
        lock (state.Gate)
        {
            foreach (var segment in state.Retired)
            {
                segment.File.Dispose();
            }
        }
    }

    /// <summary>Writes one group, or gets a segment for the next. Returns false when there was nothing to do.</summary>
    public bool RunOnce()
    {
        Group? group = null;
        lock (state.Gate)
        {
            var canPlace = state.Filling is null && !IsFull;
            if (isClosing && !HasWork)
            {
                Fence(new StoreFencedException("The log is closed."));
                return false;
            }

            if (state.Fence is not null || !(HasWork || canPlace))
            {
                isIdle = true;
                return false;
            }

            if (HasWork)
            {
                group = TakeFilling();
            }
        }

        try
        {
            if (group is not null)
            {
                WriteGroup(group);
            }

            PlaceInNewSegment();
        }
        catch (Exception e)
        {
            LogMetrics.Failed();
            Fence(new StoreFencedException($"The log can't be written: {e.Message}", e));
        }

        return true;
    }

    /// <summary>Refuses appends from now on; those that wait are told.</summary>
    public void Fence(StoreFencedException reason)
    {
        lock (state.Gate)
        {
            if (state.Fence is not null)
            {
                return;
            }

            state.Fence = reason;
            Fail(state.Writing?.Done, reason);
            Fail(state.Filling?.Done, reason);
            Fail(state.RoomWanted, reason);
            foreach (var partition in state.Partitions.Values)
            {
                Fail(partition.NewsWanted, reason);
                partition.NewsWanted = null;
            }

            Wake();
        }

        fenced.TrySetResult();
    }

    /// <summary>Recycles segments that nobody needs. Under the gate.</summary>
    public void Recycle()
    {
        while (state.Segments.Count > 1 && !state.IsNeeded(state.Segments[0]))
        {
            state.Retired.Enqueue(state.Segments[0]);
            state.Segments.RemoveAt(0);
        }

        if (state.Filling is null)
        {
            Wake();
        }
    }

    private bool HasWork => state.Filling is { } filling && (filling.Records > 0 || (isSealWanted && !isLastGroupEmpty));

    private bool IsFull => state.LogBytes + state.Options.SegmentBytes > state.Options.MaxLogBytes;

    private static void Fail(TaskCompletionSource? waiters, StoreFencedException reason)
    {
        if (waiters?.TrySetException(reason) == true)
        {
            // Nobody need be waiting.
            _ = waiters.Task.Exception;
        }
    }

    private Group TakeFilling()
    {
        var group = state.Filling!;
        group.Seal(state.StoreSeed);
        foreach (var partition in group.Touched)
        {
            partition.WritingIndex = partition.LastIndex;
            if (partition.FirstInGroup > 0)
            {
                group.Segment.Note(partition.Number, partition.FirstInGroup, partition.LastIndex);
                group.Ranges.Add((partition.Number, new IndexRange(partition.FirstInGroup, partition.LastIndex)));
            }
        }

        state.Arena.Keep(group);
        state.Writing = group;
        state.Filling = null;
        lastGroup = group.Sequence;
        fillOffset = group.Offset + group.PaddedLength;
        isLastGroupEmpty = group.Records == 0;
        isSealWanted = isClosing;
        if (HasRoom)
        {
            Place();
        }
        else if (!IsFull && pool.TryTake() is { } file)
        {
            BeginSegment(file);
            Place();
        }

        return group;
    }

    private bool HasRoom
    {
        get
        {
            var largest = LogFormat.AlignBlock(state.Options.MaxPayloadBytes + LogFormat.Overhead);
            return fillOffset + largest <= state.Segments[^1].File.Length;
        }
    }

    private void Place()
    {
        var segment = state.Segments[^1];
        var capacity = (int)Math.Min(state.Options.GroupBytes, segment.File.Length - fillOffset);
        var sequence = lastGroup + 1;
        var seed = LogFormat.GroupSeed(state.StoreSeed, segment.Sequence, sequence);
        state.Filling = new Group(state.Arena, sequence, segment, fillOffset, state.Arena.MakeRoom(), capacity, seed);
        state.RoomWanted?.TrySetResult();
        state.RoomWanted = null;
    }

    private void BeginSegment(ILogFile file)
    {
        var before = state.Segments.Count > 0 ? state.Segments[^1] : null;
        var sequence = ++lastSequence;
        var header = new SegmentHeader
        {
            StoreId = state.StoreId,
            Sequence = sequence,
            Previous = before?.Sequence ?? 0,
            PreviousEnd = fillOffset,
            LastGroup = lastGroup,
            Oldest = before is null ? sequence : state.Segments[0].Sequence,
            NextPartition = state.NextPartition,
            RegistryDamaged = state.RegistryDamaged,
            Partitions = [.. state.Partitions.Values.Select(partition => partition.ToEntry())],
        };
        var bytes = header.Encode();
        var segment = new Segment(sequence, file, bytes.Length) { FirstGroup = lastGroup + 1, Oldest = header.Oldest, PendingHeader = bytes };
        state.Segments.Add(segment);
        fillOffset = segment.DataStart;
    }

    private void WriteGroup(Group group)
    {
        if (group.Segment.PendingHeader is not null)
        {
            WriteHeader(group.Segment);
        }

        var started = Stopwatch.GetTimestamp();
        group.Segment.File.Write(group.Offset, group.Padded);
        group.Segment.File.Flush();
        LogMetrics.Written(group.PaddedLength, group.Records, Stopwatch.GetElapsedTime(started));
        lock (state.Gate)
        {
            state.Writing = null;
            state.DurableGroup = group.Sequence;
            group.Segment.DurableEnd = group.Offset + group.PaddedLength;
            foreach (var partition in group.Touched)
            {
                partition.DurableIndex = partition.WritingIndex;
                partition.NewsWanted?.TrySetResult();
                partition.NewsWanted = null;
            }
        }

        group.Done.TrySetResult();
    }

    private void WriteHeader(Segment segment)
    {
        var header = segment.PendingHeader!;
        using var memory = new AlignedMemory(header.Length);
        header.CopyTo(memory.Span);
        segment.File.Write(0, memory.Span);
        segment.File.Flush();
        segment.PendingHeader = null;

        // Only now can no recovery ask for the segments before it.
        lock (state.Gate)
        {
            while (state.Retired.TryPeek(out var old) && old.Sequence < segment.Oldest && !state.IsPinned(old))
            {
                state.Retired.Dequeue();
                pool.Return(old.File);
            }
        }

        if (!isManual)
        {
            pool.PrepareAhead();
        }
    }

    private void PlaceInNewSegment()
    {
        lock (state.Gate)
        {
            if (state.Filling is not null || IsFull)
            {
                return;
            }
        }

        var file = pool.Take();
        lock (state.Gate)
        {
            BeginSegment(file);
            Place();
        }
    }
}
