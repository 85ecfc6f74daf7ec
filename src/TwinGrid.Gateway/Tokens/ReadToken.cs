using TwinGrid.Model.Names;

namespace TwinGrid.Gateway.Tokens;

/// <summary>
/// What a later read must reflect: a commit index, with the history that it belongs to, for each partition concerned. Given out with acks, writes
/// and reads; taken back as ReadOptions.at_least.
/// </summary>
internal sealed class ReadToken
{
    private const int InlineBytes = 256;
    private readonly Dictionary<PartitionKey, Mark> marks;

    private ReadToken(Dictionary<PartitionKey, Mark> marks) => this.marks = marks;

    /// <summary>A commit index of a history.</summary>
    internal readonly record struct Mark(Guid HistoryId, ulong Index);

    /// <summary>Marks by partition.</summary>
    public IReadOnlyDictionary<PartitionKey, Mark> Marks => marks;

    /// <summary>The token of one partition: what an ack carries.</summary>
    public static string Encode(PartitionKey partition, Guid historyId, ulong index)
    {
        var writer = new TokenWriter(TokenFormat.Read, stackalloc byte[InlineBytes]);
        writer.Number(1);
        Write(ref writer, partition, new Mark(historyId, index));
        return writer.Finish();
    }

    /// <summary>The token of several partitions.</summary>
    public static string Encode(IReadOnlyCollection<KeyValuePair<PartitionKey, Mark>> marks)
    {
        var writer = new TokenWriter(TokenFormat.Read, stackalloc byte[InlineBytes]);
        writer.Number((ulong)marks.Count);
        foreach (var (partition, mark) in marks)
        {
            Write(ref writer, partition, mark);
        }

        return writer.Finish();
    }

    /// <summary>Reads a token; null for the empty one.</summary>
    /// <param name="token">As the caller gave it.</param>
    /// <param name="field">Field of the request, for errors.</param>
    /// <exception cref="Errors.RefusalException">INVALID_TOKEN.</exception>
    public static ReadToken? Decode(string token, string field)
    {
        if (token.Length == 0)
        {
            return null;
        }

        var reader = new TokenReader(TokenFormat.Read, token, field);
        var count = reader.Number(TokenWriter.MaxBytes);
        var marks = new Dictionary<PartitionKey, Mark>();
        for (var i = 0; i < count; i++)
        {
            var key = new PartitionKey(reader.Text(), reader.Number(PartitionKey.MaxPartitions));
            marks[key] = new Mark(reader.Id(), reader.Number());
        }

        return new ReadToken(marks);
    }

    private static void Write(ref TokenWriter writer, PartitionKey partition, Mark mark)
    {
        writer.Text(partition.Plant);
        writer.Number((ulong)partition.Number);
        writer.Id(mark.HistoryId);
        writer.Number(mark.Index);
    }
}
