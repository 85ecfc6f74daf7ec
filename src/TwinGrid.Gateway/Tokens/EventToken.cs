using TwinGrid.Contracts.Storage;
using TwinGrid.Model.Names;

namespace TwinGrid.Gateway.Tokens;

/// <summary>Where an event watch stood: for each partition of a plant the history and the place of the last event told.</summary>
internal sealed class EventToken(string plant, IReadOnlyDictionary<int, EventToken.Mark> marks)
{
    /// <summary>A place in the event log of a history.</summary>
    internal readonly record struct Mark(Guid HistoryId, EventPosition Position);

    /// <summary>Plant id.</summary>
    public string Plant { get; } = plant;

    /// <summary>Marks by partition number.</summary>
    public IReadOnlyDictionary<int, Mark> Marks { get; } = marks;

    /// <summary>The token as it goes out.</summary>
    public string Encode()
    {
        var writer = new TokenWriter(TokenFormat.Events, stackalloc byte[256]);
        writer.Text(Plant);
        writer.Number((ulong)Marks.Count);
        foreach (var (partition, mark) in Marks)
        {
            writer.Number((ulong)partition);
            writer.Id(mark.HistoryId);
            writer.Number(mark.Position.CommitIndex);
            writer.Number((ulong)mark.Position.Ordinal);
        }

        return writer.Finish();
    }

    /// <summary>Reads a token; null for the empty one.</summary>
    /// <exception cref="Errors.RefusalException">INVALID_TOKEN.</exception>
    public static EventToken? Decode(string token, string field)
    {
        if (token.Length == 0)
        {
            return null;
        }

        var reader = new TokenReader(TokenFormat.Events, token, field);
        var plant = reader.Text();
        var count = reader.Number(PartitionKey.MaxPartitions + 1);
        var marks = new Dictionary<int, Mark>(count);
        for (var i = 0; i < count; i++)
        {
            var partition = reader.Number(PartitionKey.MaxPartitions);
            marks[partition] = new Mark(reader.Id(), new EventPosition(reader.Number(), (int)Math.Min(reader.Number(), int.MaxValue)));
        }

        return new EventToken(plant, marks);
    }
}
