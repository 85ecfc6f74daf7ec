using TwinGrid.Grains.Partitions;

namespace TwinGrid.Grains.Tests.Partitions;

/// <summary>Keeps what folds tell.</summary>
internal sealed class RecordedEvents : IEventSink
{
    public List<(ulong CommitIndex, string Kind, string Subject, long TimeNs, IReadOnlyDictionary<string, string> Attributes)> All { get; } = [];

    public IEnumerable<string> Kinds => All.Select(e => e.Kind);

    public void Raise(ulong commitIndex, string kind, string subject, long timeNs, string message, IReadOnlyDictionary<string, string> attributes) =>
        All.Add((commitIndex, kind, subject, timeNs, attributes));
}
