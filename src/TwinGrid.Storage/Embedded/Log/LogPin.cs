using TwinGrid.Model.Names;
using TwinGrid.Storage.Embedded.LogCommit;
using TwinGrid.Storage.Embedded.LogFiles;
using TwinGrid.Storage.Embedded.LogLayout;

namespace TwinGrid.Storage.Embedded.Log;

/// <summary>The durable part of a segment.</summary>
internal readonly record struct LogPart(ILogFile File, long Bytes);

/// <summary>Where a partition stood at a cut.</summary>
internal readonly record struct PartitionCut(PartitionKey Key, Guid HistoryId, ulong LastIndex);

/// <summary>While it lives, no segment that was in the log when it was made is recycled.</summary>
internal sealed class LogPin : IDisposable
{
    private readonly LogState state;
    private readonly GroupCommit commit;
    private readonly ulong oldest;
    private bool disposed;

    public LogPin(LogState state, GroupCommit commit)
    {
        this.state = state;
        this.commit = commit;
        lock (state.Gate)
        {
            oldest = (state.Retired.TryPeek(out var retired) ? retired : state.Segments[0]).Sequence;
            state.Pins.Add(oldest);
        }
    }

    /// <summary>All that is durable now, ending with a whole group.</summary>
    public (List<LogPart> Parts, List<PartitionCut> Partitions) Cut()
    {
        lock (state.Gate)
        {
            var parts = state.Retired.Concat(state.Segments)
                .Where(segment => segment.PendingHeader is null)
                .Select(segment => new LogPart(segment.File, LogFormat.AlignBlock(segment.DurableEnd)))
                .ToList();
            var partitions = state.Partitions.Values
                .Select(partition => new PartitionCut(partition.Key, partition.HistoryId, partition.DurableIndex))
                .ToList();
            return (parts, partitions);
        }
    }

    public void Dispose()
    {
        lock (state.Gate)
        {
            if (!disposed)
            {
                disposed = true;
                state.Pins.Remove(oldest);
                commit.Recycle();
            }
        }
    }
}
