using TwinGrid.Contracts.Partitions;
using TwinGrid.Model.Names;
using TwinGrid.V1;

namespace TwinGrid.Gateway.Tokens;

/// <summary>Tells where an answer stood.</summary>
internal static class ReadPositions
{
    /// <summary>Form in which history ids travel: 32 lower-case hex digits.</summary>
    public const string HistoryIdFormat = "N";

    /// <summary>Position of an answer from one partition.</summary>
    /// <param name="partition">It.</param>
    /// <param name="readIndex">Commit index that the answer reflects.</param>
    public static ReadPosition Of(IPartition partition, ulong readIndex) => new()
    {
        Token = ReadToken.Encode(partition.Key, partition.HistoryId, readIndex),
        Stale = partition.IsStale,
        HistoryId = partition.HistoryId.ToString(HistoryIdFormat),
    };

    /// <summary>Position of an answer from several live tables, all as they are now.</summary>
    public static ReadPosition Of(IReadOnlyList<IPartition> partitions) => Of(partitions, static partition => partition.AppliedIndex);

    /// <summary>Position of an answer from several partitions. With more than one the history ids stand in the token alone.</summary>
    /// <param name="partitions">They.</param>
    /// <param name="indexOf">Commit index that the answer reflects of each.</param>
    public static ReadPosition Of(IReadOnlyList<IPartition> partitions, Func<IPartition, ulong> indexOf)
    {
        if (partitions.Count == 1)
        {
            return Of(partitions[0], indexOf(partitions[0]));
        }

        var marks = new KeyValuePair<PartitionKey, ReadToken.Mark>[partitions.Count];
        var stale = false;
        for (var i = 0; i < marks.Length; i++)
        {
            var partition = partitions[i];
            marks[i] = new(partition.Key, new ReadToken.Mark(partition.HistoryId, indexOf(partition)));
            stale |= partition.IsStale;
        }

        return new ReadPosition { Token = ReadToken.Encode(marks), Stale = stale };
    }
}
