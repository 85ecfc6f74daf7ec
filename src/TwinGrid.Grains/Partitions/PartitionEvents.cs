using System.Globalization;
using TwinGrid.Grains.Records;
using TwinGrid.Model.Names;

namespace TwinGrid.Grains.Partitions;

/// <summary>Events that the partition itself raises.</summary>
internal static class PartitionEvents
{
    public static void Loss(IEventSink sink, PartitionKey key, string producer, ulong epoch, LossDeclaredRecord loss, ulong index) => sink.Raise(
        index,
        "producer.loss",
        PlantOf(key),
        loss.ServerTimeNs,
        $"Producer {producer} declared batches {loss.FromSeq} to {loss.ThroughSeq} lost: {loss.Reason}",
        Attributes(
            ("producer", producer), ("epoch", Text(epoch)), ("from_seq", Text(loss.FromSeq)), ("through_seq", Text(loss.ThroughSeq)), ("reason", loss.Reason)));

    public static void Fenced(IEventSink sink, PartitionKey key, ProducerFencedRecord fence, ulong index) => sink.Raise(
        index,
        "producer.fenced",
        PlantOf(key),
        fence.ServerTimeNs,
        $"Producer {fence.Name} is refused below epoch {fence.BelowEpoch}: {fence.Reason}",
        Attributes(("producer", fence.Name), ("below_epoch", Text(fence.BelowEpoch)), ("reason", fence.Reason)));

    public static void Conflict(IEventSink sink, PartitionKey key, string producer, LaneConflictRecord conflict, ulong index) => sink.Raise(
        index,
        "producer.conflict",
        PlantOf(key),
        conflict.ServerTimeNs,
        $"Producer {producer} sent batch {conflict.Seq} again with another payload: do two senders share its identity?",
        Attributes(("producer", producer), ("seq", Text(conflict.Seq))));

    public static void DefinitionApplied(IEventSink sink, PartitionKey key, DefinitionAppliedRecord definition, ulong index) => sink.Raise(
        index,
        "definition.applied",
        PlantOf(key),
        definition.ServerTimeNs,
        $"Definition version {definition.Version} is in force",
        Attributes(("version", Text(definition.Version)), ("hash", definition.Hash)));

    private static string PlantOf(PartitionKey key) => new ResourceName(key.Plant).ToString();

    private static string Text(ulong value) => value.ToString(CultureInfo.InvariantCulture);

    private static Dictionary<string, string> Attributes(params ReadOnlySpan<(string Key, string Value)> attributes)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in attributes)
        {
            result.Add(key, value);
        }

        return result;
    }
}
