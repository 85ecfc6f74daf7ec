using TwinGrid.Model.Names;
using TwinGrid.Storage.Embedded.Log;

namespace TwinGrid.Storage.Embedded.LogLayout;

/// <summary>An earlier history that the present one continues.</summary>
/// <param name="HistoryId">Its id.</param>
/// <param name="Through">Last index that the present history shares with it.</param>
internal readonly record struct Ancestor(Guid HistoryId, ulong Through);

/// <summary>State of a partition where a segment begins.</summary>
internal sealed record PartitionEntry
{
    /// <summary>Ancestors kept; older ones are of no use, since no snapshot is that old.</summary>
    public const int MaxAncestors = 16;

    /// <summary>Number in records.</summary>
    public required uint Number { get; init; }

    /// <summary>Its name.</summary>
    public required PartitionKey Key { get; init; }

    /// <summary>Its history.</summary>
    public required Guid HistoryId { get; init; }

    /// <summary>Histories that this one continues, oldest first.</summary>
    public IReadOnlyList<Ancestor> Ancestors { get; init; } = [];

    /// <summary>Index of its next record.</summary>
    public required ulong Next { get; init; }

    /// <summary>Indexes below it are needed by nobody.</summary>
    public required ulong Released { get; init; }

    /// <summary>Owner epoch.</summary>
    public required ulong Epoch { get; init; }

    /// <summary>Why it refuses to open; null for a sound partition.</summary>
    public string? Damage { get; init; }

    public void Write(BinaryWriter to)
    {
        to.Write(Number);
        to.Write(Key.ToString());
        to.Write(HistoryId.ToByteArray());
        to.Write(Next);
        to.Write(Released);
        to.Write(Epoch);
        to.Write(Damage ?? "");
        to.Write((byte)Ancestors.Count);
        foreach (var ancestor in Ancestors)
        {
            to.Write(ancestor.HistoryId.ToByteArray());
            to.Write(ancestor.Through);
        }
    }

    public static PartitionEntry Read(BinaryReader from)
    {
        var entry = new PartitionEntry
        {
            Number = from.ReadUInt32(),
            Key = PartitionKey.Parse(from.ReadString()),
            HistoryId = new Guid(from.ReadBytes(16)),
            Next = from.ReadUInt64(),
            Released = from.ReadUInt64(),
            Epoch = from.ReadUInt64(),
            Damage = from.ReadString() is { Length: > 0 } damage ? damage : null,
        };
        var ancestors = new Ancestor[from.ReadByte()];
        for (var i = 0; i < ancestors.Length; i++)
        {
            ancestors[i] = new Ancestor(new Guid(from.ReadBytes(16)), from.ReadUInt64());
        }

        return entry with { Ancestors = ancestors };
    }
}
