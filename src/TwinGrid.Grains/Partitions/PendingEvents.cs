using System.Runtime.InteropServices;
using TwinGrid.Contracts.Storage;
using TwinGrid.Grains.Records;

namespace TwinGrid.Grains.Partitions;

/// <summary>
/// Events that the fold has raised and the log does not hold yet. Part of the state: whoever folds the log up to some index has the same ones
/// pending, and the writer logs them next, after a recovery too. So no event is lost and none is told twice.
/// </summary>
internal sealed class PendingEvents : IEventSink
{
    private readonly List<HistoryEvent> events = [];

    /// <summary>Events that wait.</summary>
    public int Count => events.Count;

    /// <inheritdoc/>
    public void Raise(
        ulong commitIndex, string kind, string subject, long timeNs, string message, IReadOnlyDictionary<string, string> attributes) =>
        events.Add(new HistoryEvent(default, kind, subject, timeNs, message, attributes));

    /// <summary>Writes the record that takes the first events into the log.</summary>
    public void WriteRecord(StateWriter writer) =>
        EventsRaisedRecord.Write(writer, CollectionsMarshal.AsSpan(events)[..Math.Min(events.Count, EventsRaisedRecord.MaxEvents)]);

    /// <summary>So many of the first are in the log.</summary>
    public void OnLogged(int count) => events.RemoveRange(0, count);

    /// <summary>Writes the state.</summary>
    public void Save(StateWriter writer) => EventsRaisedRecord.Write(writer, CollectionsMarshal.AsSpan(events));

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public void Load(ref StateReader reader) =>
        events.AddRange(EventsRaisedRecord.Read(ref reader, 0).Select(one => one with { Position = default }));
}
