using TwinGrid.Storage.Embedded.Log;
using TwinGrid.Storage.Embedded.LogFiles;
using TwinGrid.Storage.Embedded.LogPartitions;

namespace TwinGrid.Storage.Embedded.Recovery;

/// <summary>What recovery found in the log's files.</summary>
internal sealed class RecoveredLog
{
    /// <summary>Segments that are needed, oldest first.</summary>
    public List<Segment> Segments { get; } = [];

    /// <summary>Partitions by number.</summary>
    public Dictionary<uint, PartitionState> Partitions { get; } = [];

    /// <summary>Files that hold nothing that is needed.</summary>
    public List<ILogFile> Free { get; } = [];

    /// <summary>Last group that counts.</summary>
    public ulong LastGroup { get; set; }

    /// <summary>Highest sequence of a segment seen anywhere.</summary>
    public ulong LastSequence { get; set; }

    /// <summary>Byte where the last segment validly ends.</summary>
    public long TailEnd { get; set; }

    /// <summary>Whether what follows the valid end was never acknowledged and may be cut off.</summary>
    public bool TailIsSound { get; set; } = true;

    /// <summary>Number that the next new partition gets.</summary>
    public uint NextPartition { get; set; } = 1;

    /// <summary>Highest number of a file, plus one.</summary>
    public int NextFile { get; set; } = 1;

    /// <summary>Partitions may have been registered in a part that is damaged.</summary>
    public bool RegistryDamaged { get; set; }
}
