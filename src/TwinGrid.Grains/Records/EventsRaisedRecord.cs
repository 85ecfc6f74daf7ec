using TwinGrid.Contracts.Storage;

namespace TwinGrid.Grains.Records;

/// <summary>
/// Events that the fold of earlier records raised, at the place where they entered the log: an event's position is this record's index and its
/// place in it. The log alone tells readers all events, whoever folds it and however often; see docs/decisions/0002-state-is-a-fold.md.
/// </summary>
internal static class EventsRaisedRecord
{
    /// <summary>Events in one record at the most; more go into the next.</summary>
    public const int MaxEvents = 512;

    /// <summary>Writes events; their positions are left out, the record's place gives them.</summary>
    public static void Write(StateWriter writer, ReadOnlySpan<HistoryEvent> events)
    {
        writer.Int32(events.Length);
        foreach (var one in events)
        {
            writer.String(one.Kind);
            writer.String(one.Subject);
            writer.Int64(one.TimeNs);
            writer.String(one.Message);
            MetadataUpdatedRecord.WriteLabels(writer, one.Attributes);
        }
    }

    /// <summary>Reads the events of a record with this commit index.</summary>
    public static IReadOnlyList<HistoryEvent> Read(ReadOnlySpan<byte> payload, ulong commitIndex)
    {
        var reader = new StateReader(payload);
        return Read(ref reader, commitIndex);
    }

    /// <summary>Reads events that are part of something else.</summary>
    public static IReadOnlyList<HistoryEvent> Read(ref StateReader reader, ulong commitIndex)
    {
        var count = reader.Int32();
        var events = new List<HistoryEvent>(Math.Clamp(count, 0, MaxEvents));
        for (var ordinal = 0; ordinal < count; ordinal++)
        {
            var (kind, subject, timeNs, message) = (reader.String(), reader.String(), reader.Int64(), reader.String());
            var attributes = MetadataUpdatedRecord.ReadLabels(ref reader) ?? new Dictionary<string, string>();
            events.Add(new HistoryEvent(new EventPosition(commitIndex, ordinal), kind, subject, timeNs, message, attributes));
        }

        return events;
    }
}
