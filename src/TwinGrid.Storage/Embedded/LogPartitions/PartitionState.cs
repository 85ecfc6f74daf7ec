using TwinGrid.Model.Names;
using TwinGrid.Storage.Embedded.Log;
using TwinGrid.Storage.Embedded.LogLayout;

namespace TwinGrid.Storage.Embedded.LogPartitions;

/// <summary>What the log knows of a partition. Guarded by the log's gate; the indexes may be read without it.</summary>
internal sealed class PartitionState
{
    private ulong lastIndex;
    private ulong durableIndex;
    private ulong released = 1;

    /// <summary>Number in records.</summary>
    public required uint Number { get; init; }

    /// <summary>Its name.</summary>
    public required PartitionKey Key { get; init; }

    /// <summary>Its history.</summary>
    public required Guid HistoryId { get; set; }

    /// <summary>Histories that it continues, oldest first.</summary>
    public IReadOnlyList<Ancestor> Ancestors { get; set; } = [];

    /// <summary>Owner epoch.</summary>
    public ulong Epoch { get; set; }

    /// <summary>Why it refuses to open; null for a sound one.</summary>
    public string? Damage { get; set; }

    /// <summary>Index of the last append.</summary>
    public ulong LastIndex
    {
        get => Volatile.Read(ref lastIndex);
        set => Volatile.Write(ref lastIndex, value);
    }

    /// <summary>Index up to which all is durable.</summary>
    public ulong DurableIndex
    {
        get => Volatile.Read(ref durableIndex);
        set => Volatile.Write(ref durableIndex, value);
    }

    /// <summary>Indexes below it are needed by nobody.</summary>
    public ulong Released
    {
        get => Volatile.Read(ref released);
        set => Volatile.Write(ref released, value);
    }

    /// <summary>Last index in the group that is being written.</summary>
    public ulong WritingIndex { get; set; }

    /// <summary>Group that its last append went to.</summary>
    public ulong LastGroup { get; set; }

    /// <summary>First index in that group; 0 when the group holds only records of the store about it.</summary>
    public ulong FirstInGroup { get; set; }

    /// <summary>Completed by the next group that makes records of it durable; null while nobody waits.</summary>
    public TaskCompletionSource? NewsWanted { get; set; }

    /// <summary>As a segment's header holds it.</summary>
    public PartitionEntry ToEntry() => new()
    {
        Number = Number,
        Key = Key,
        HistoryId = HistoryId,
        Ancestors = Ancestors,
        Next = LastIndex + 1,
        Released = Released,
        Epoch = Epoch,
        Damage = Damage,
    };

    /// <summary>From a segment's header.</summary>
    public static PartitionState From(PartitionEntry entry) => new()
    {
        Number = entry.Number,
        Key = entry.Key,
        HistoryId = entry.HistoryId,
        Ancestors = entry.Ancestors,
        Epoch = entry.Epoch,
        Damage = entry.Damage,
        LastIndex = entry.Next - 1,
        DurableIndex = entry.Next - 1,
        Released = entry.Released,
    };

    /// <summary>Begins a new history whose records up to an index are those of the present one.</summary>
    public void BeginHistory(Guid historyId, ulong through)
    {
        Ancestors = [.. Ancestors.TakeLast(PartitionEntry.MaxAncestors - 1).Select(a => a with { Through = Math.Min(a.Through, through) }),
            new Ancestor(HistoryId, through)];
        HistoryId = historyId;
        LastIndex = through;
        DurableIndex = through;
        WritingIndex = through;
        Released = Math.Min(Released, through + 1);
        Damage = null;
    }

    /// <summary>Whether the state that a history had at an index is part of the present one.</summary>
    public bool Continues(Guid historyId, ulong index) =>
        historyId == HistoryId ? index <= LastIndex : Ancestors.Any(a => a.HistoryId == historyId && index <= a.Through);
}
