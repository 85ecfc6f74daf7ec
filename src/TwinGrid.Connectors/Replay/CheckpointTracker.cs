using TwinGrid.Client.Ingest;

namespace TwinGrid.Connectors.Replay;

/// <summary>Knows up to which place everything is acked. Places are noted by the reader of the files, acks by the lanes.</summary>
internal sealed class CheckpointTracker
{
    private readonly Lock gate = new();
    private readonly Queue<ReplayCheckpoint> waiting = new();
    private readonly Dictionary<uint, ulong> decided = [];
    private ReplayCheckpoint? reached;

    public void Sent(ReplayCheckpoint place)
    {
        lock (gate)
        {
            waiting.Enqueue(place);
        }
    }

    public void Decided(BatchDecision decision)
    {
        lock (gate)
        {
            decided[decision.Partition] = decision.Seq;
        }
    }

    /// <summary>The newest place up to which all is acked; null when it has not moved.</summary>
    public ReplayCheckpoint? Take()
    {
        lock (gate)
        {
            while (waiting.TryPeek(out var place) && place.NextSeqs.All(lane => decided.GetValueOrDefault(lane.Key) + 1 >= lane.Value))
            {
                reached = waiting.Dequeue();
            }

            var taken = reached;
            reached = null;
            return taken;
        }
    }
}
