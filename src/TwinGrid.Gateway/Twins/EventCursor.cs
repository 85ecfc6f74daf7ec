using TwinGrid.Contracts.Partitions;
using TwinGrid.Contracts.Storage;
using TwinGrid.Gateway.Errors;
using TwinGrid.Gateway.Tokens;

namespace TwinGrid.Gateway.Twins;

/// <summary>How far an event watch has told each partition of its plant. Starts at a token, or at what is durable now.</summary>
internal sealed class EventCursor
{
    private readonly string plant;
    private readonly Dictionary<int, EventToken.Mark> marks = [];

    /// <summary>Starts.</summary>
    /// <exception cref="RefusalException">INVALID_TOKEN: of another plant. HISTORY_MISMATCH: of another history.</exception>
    public EventCursor(string plant, IReadOnlyList<IPartition> partitions, EventToken? resume)
    {
        this.plant = plant;
        if (resume is not null && resume.Plant != plant)
        {
            throw Refusal.InvalidToken("resume_token", $"it is of plant '{resume.Plant}', not of '{plant}'.");
        }

        foreach (var partition in partitions)
        {
            var number = partition.Key.Number;
            if (resume?.Marks.TryGetValue(number, out var mark) ?? false)
            {
                marks[number] = mark.HistoryId == partition.HistoryId
                    ? mark
                    : throw Refusal.HistoryMismatch(partition.Key.ToString(), mark.HistoryId, partition.HistoryId);
            }
            else
            {
                // A partition that the plant got after the token was given out has told nothing yet.
                var from = resume is null ? partition.DurableIndex : 0;
                marks[number] = new EventToken.Mark(partition.HistoryId, new EventPosition(from, int.MaxValue));
            }
        }

        Token = new EventToken(plant, marks).Encode();
    }

    /// <summary>Where the hub goes on.</summary>
    public IReadOnlyDictionary<int, EventPosition> Positions => marks.ToDictionary(mark => mark.Key, mark => mark.Value.Position);

    /// <summary>Resume token.</summary>
    public string Token { get; private set; }

    /// <summary>An event was told.</summary>
    public void MoveTo(int partition, EventPosition position)
    {
        marks[partition] = marks.TryGetValue(partition, out var mark) ? mark with { Position = position } : new EventToken.Mark(Guid.Empty, position);
        Token = new EventToken(plant, marks).Encode();
    }
}
