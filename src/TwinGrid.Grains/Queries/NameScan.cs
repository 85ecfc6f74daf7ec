using TwinGrid.Contracts.Partitions;
using TwinGrid.Contracts.Twins;

namespace TwinGrid.Grains.Queries;

/// <summary>Walks the assets of several partitions in the order of their resource names, from a name on.</summary>
internal sealed class NameScan
{
    private readonly PriorityQueue<Cursor, string> heads = new(StringComparer.Ordinal);

    /// <summary>Starts after a name; null = at the beginning. With a line, the names of a line lie side by side.</summary>
    public NameScan(QueryScope scope, string? after)
    {
        foreach (var partition in scope.Partitions)
        {
            var index = NameIndex.Of(partition);
            var prefix = scope.Line is null ? null : $"plants/{partition.Key.Plant}/lines/{scope.Line}/";
            var at = prefix is not null && string.CompareOrdinal(after, prefix) < 0 ? index.From(partition, prefix)
                : after is null ? 0
                : index.After(partition, after);
            Push(new Cursor(partition, index, prefix) { At = at });
        }
    }

    /// <summary>The next asset; null at the end.</summary>
    public (IPartition Partition, AssetInfo Info)? Next()
    {
        if (!heads.TryDequeue(out var cursor, out _))
        {
            return null;
        }

        var result = (cursor.Partition, cursor.Info!);
        Push(cursor);
        return result;
    }

    private void Push(Cursor cursor)
    {
        while (cursor.At < cursor.Index.Count)
        {
            cursor.Info = cursor.Partition.GetAssetInfo(cursor.Index.Slots[cursor.At++]);
            if (cursor.Info is { } info)
            {
                if (cursor.Prefix is null || info.Name.StartsWith(cursor.Prefix, StringComparison.Ordinal))
                {
                    heads.Enqueue(cursor, info.Name);
                }

                return;
            }
        }
    }

    private sealed class Cursor(IPartition partition, NameIndex index, string? prefix)
    {
        public IPartition Partition { get; } = partition;

        public NameIndex Index { get; } = index;

        public string? Prefix { get; } = prefix;

        public int At { get; set; }

        public AssetInfo? Info { get; set; }
    }
}
