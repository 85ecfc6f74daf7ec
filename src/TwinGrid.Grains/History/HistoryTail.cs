using TwinGrid.Contracts.Storage;
using TwinGrid.Model.Samples;
using TwinGrid.Grains.Records;

namespace TwinGrid.Grains.History;

/// <summary>
/// What the log has and the store has not: a generation that fills and one that is being written. A reader captures a series together with the
/// position P that the store surely has, and takes from the store only what was committed by P: whatever is flushed meanwhile is neither
/// missing nor doubled.
/// </summary>
internal sealed class HistoryTail(ulong position)
{
    private readonly Lock gate = new();
    private TailGeneration active = new();
    private TailGeneration spare = new();
    private TailGeneration? writing;
    private ulong position = position;
    private ulong seen = position;
    private bool isRetired;
    private TaskCompletionSource moved = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Last commit that is in the store.</summary>
    public ulong Position
    {
        get
        {
            lock (gate)
            {
                return position;
            }
        }
    }

    /// <summary>Server time of the oldest commit that is not in the store, ns since 1970 UTC; null when there is none.</summary>
    public long? OldestNs
    {
        get
        {
            lock (gate)
            {
                return writing?.OldestNs ?? (active.Through == 0 ? null : active.OldestNs);
            }
        }
    }

    /// <summary>Bytes that wait for the next write.</summary>
    public long ActiveBytes
    {
        get
        {
            lock (gate)
            {
                return active.Bytes;
            }
        }
    }

    public void Add(ulong commitIndex, in SamplesRecord record, ISeriesTraits traits)
    {
        lock (gate)
        {
            active.Add(record, commitIndex, traits);
            Advance(commitIndex, record.Header.ServerTimeNs);
        }
    }

    public void Add(ulong commitIndex, IReadOnlyList<HistoryEvent> events, long nowNs)
    {
        lock (gate)
        {
            active.Add(events);
            Advance(commitIndex, nowNs);
        }
    }

    /// <summary>A commit that has nothing for history.</summary>
    public void Skip(ulong commitIndex, long nowNs)
    {
        lock (gate)
        {
            Advance(commitIndex, nowNs);
        }
    }

    /// <summary>Wakes those who wait: they look again.</summary>
    public void Announce()
    {
        TaskCompletionSource waiting;
        lock (gate)
        {
            (waiting, moved) = (moved, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        waiting.SetResult();
    }

    /// <summary>Another one takes its place: nothing more comes into this one.</summary>
    public void Retire()
    {
        lock (gate)
        {
            isRetired = true;
        }

        Announce();
    }

    /// <summary>Waits until the commit is here or in the store; false when this one is retired first.</summary>
    public async Task<bool> WaitForAsync(ulong commitIndex, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (seen >= commitIndex || isRetired)
                {
                    return seen >= commitIndex;
                }

                next = moved.Task;
            }

            await next.WaitAsync(cancellationToken);
        }
    }

    /// <summary>The samples of a series that the store may not have, ordered; and the position up to which it has all.</summary>
    public (ulong Position, HistoryRun? Run) Capture(SeriesId series)
    {
        var run = new HistoryRunBuilder();
        var chain = new List<int>();
        ulong stored;
        lock (gate)
        {
            stored = position;
            writing?.CopyTo(series.Value, run, chain);
            active.CopyTo(series.Value, run, chain);
        }

        return (stored, run.Count == 0 ? null : run.Build(series, 0));
    }

    /// <summary>The events that the store may not have, after a position; and the position up to which it has all.</summary>
    public (ulong Position, List<HistoryEvent> Events) CaptureEvents(EventPosition after)
    {
        lock (gate)
        {
            var events = (writing?.Events ?? []).Concat(active.Events).Where(one => one.Position.CompareTo(after) > 0);
            return (position, [.. events]);
        }
    }

    /// <summary>Freezes what there is, to be written; null when there is nothing. Until it is stored, nothing else may be frozen.</summary>
    public TailGeneration? Freeze()
    {
        lock (gate)
        {
            if (active.Through == 0)
            {
                return null;
            }

            writing = active;
            active = spare;
            return writing;
        }
    }

    /// <summary>What was frozen is in the store.</summary>
    public void Stored()
    {
        lock (gate)
        {
            position = writing!.Through;
            spare = writing;
            spare.Clear();
            writing = null;
        }
    }

    private void Advance(ulong commitIndex, long serverTimeNs)
    {
        active.Advance(commitIndex, serverTimeNs);
        seen = commitIndex;
    }
}
