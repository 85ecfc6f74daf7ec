using TwinGrid.Contracts.Storage;
using TwinGrid.Model.Names;
using TwinGrid.Storage.Embedded.Log;
using TwinGrid.Storage.Embedded.LogLayout;
using TwinGrid.Storage.Embedded.LogPartitions;

namespace TwinGrid.Storage.Embedded.LogCommit;

/// <summary>
/// The log's memory: segments, partitions, the group that fills and the one that is written. All of it is guarded by <see cref="Gate"/>, which is
/// only ever held for as long as it takes to copy a record.
/// </summary>
internal sealed class LogState
{
    private readonly Dictionary<PartitionKey, PartitionState> byKey = [];

    public LogState(Guid storeId, EmbeddedLogOptions options)
    {
        StoreId = storeId;
        StoreSeed = LogFormat.StoreSeed(storeId);
        Options = options;
        Arena = new GroupArena(options.RecentBytes, options.GroupBytes);
    }

    /// <summary>Guards everything here.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Id of the store.</summary>
    public Guid StoreId { get; }

    /// <summary>Where checksums start.</summary>
    public uint StoreSeed { get; }

    /// <summary>Sizes.</summary>
    public EmbeddedLogOptions Options { get; }

    /// <summary>Groups in memory.</summary>
    public GroupArena Arena { get; }

    /// <summary>Segments that are needed, oldest first; the last one is written to.</summary>
    public List<Segment> Segments { get; } = [];

    /// <summary>Segments that nobody needs, but of which no durable header says so yet: a recovery would ask for them. Oldest first.</summary>
    public Queue<Segment> Retired { get; } = [];

    /// <summary>Partitions by number.</summary>
    public Dictionary<uint, PartitionState> Partitions { get; } = [];

    /// <summary>Number that the next new partition gets.</summary>
    public uint NextPartition { get; set; }

    /// <summary>Partitions may have been registered in a part that is damaged.</summary>
    public bool RegistryDamaged { get; set; }

    /// <summary>The group that takes appends; null while there is no segment for it.</summary>
    public Group? Filling { get; set; }

    /// <summary>The group that is being written.</summary>
    public Group? Writing { get; set; }

    /// <summary>Last group that is durable.</summary>
    public ulong DurableGroup { get; set; }

    /// <summary>Oldest segments that a backup holds.</summary>
    public List<ulong> Pins { get; } = [];

    /// <summary>Why appends are refused; null while they are taken.</summary>
    public StoreFencedException? Fence { get; set; }

    /// <summary>Completed when there is a new group to fill; null while nobody waits.</summary>
    public TaskCompletionSource? RoomWanted { get; set; }

    /// <summary>Bytes of segments that are needed.</summary>
    public long LogBytes => Segments.Sum(segment => segment.File.Length);

    /// <summary>Names of all partitions.</summary>
    public IReadOnlyList<PartitionKey> Keys
    {
        get
        {
            lock (Gate)
            {
                return [.. byKey.Keys];
            }
        }
    }

    /// <summary>Finds a partition by its name.</summary>
    public PartitionState? Find(PartitionKey key) => byKey.GetValueOrDefault(key);

    /// <summary>Adds a partition.</summary>
    public void Add(PartitionState partition)
    {
        Partitions.Add(partition.Number, partition);
        byKey.Add(partition.Key, partition);
    }

    /// <exception cref="StoreFencedException">Appends are refused.</exception>
    public void ThrowIfFenced()
    {
        if (Fence is { } fence)
        {
            // A new one each time: an exception that several throw mixes their stacks.
            throw new StoreFencedException(fence.Message, fence.InnerException);
        }
    }

    /// <summary>Whether a backup holds a segment.</summary>
    public bool IsPinned(Segment segment) => Pins.Exists(pin => pin <= segment.Sequence);

    /// <summary>Whether a partition needs a segment.</summary>
    public bool IsNeeded(Segment segment)
    {
        foreach (var (number, range) in segment.Ranges)
        {
            if (range.Last >= Partitions[number].Released)
            {
                return true;
            }
        }

        return IsPinned(segment) || segment.Sequence >= (Writing?.Segment.Sequence ?? ulong.MaxValue);
    }
}
