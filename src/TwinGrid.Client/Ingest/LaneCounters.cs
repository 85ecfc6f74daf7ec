namespace TwinGrid.Client.Ingest;

/// <summary>What one lane has done; guarded by the lane.</summary>
internal sealed class LaneCounters
{
    public long Sent { get; set; }

    public long Acked { get; set; }

    public Dictionary<string, long> Rejected { get; private init; } = new(StringComparer.Ordinal);

    public long Skipped { get; set; }

    public long Resent { get; set; }

    public long Lost { get; set; }

    public long Expired { get; set; }

    public long Opens { get; set; }

    public void Count(BatchDecision decision)
    {
        if (decision.AlreadyCommitted)
        {
            Skipped += decision.Samples;
            return;
        }

        Acked += decision.Accepted;
        Expired += decision.ResultsExpired ? 1 : 0;
        foreach (var rejected in decision.Rejected)
        {
            Rejected[rejected.Code] = Rejected.GetValueOrDefault(rejected.Code) + (long)rejected.Count;
        }
    }

    public LaneCounters Copy() => new()
    {
        Sent = Sent, Acked = Acked, Rejected = new Dictionary<string, long>(Rejected, StringComparer.Ordinal), Skipped = Skipped, Resent = Resent, Lost = Lost,
        Expired = Expired, Opens = Opens,
    };

    /// <summary>The sum over all lanes.</summary>
    public static ProducerStatistics Sum(IEnumerable<(LaneCounters Counters, long UnackedBytes)> lanes)
    {
        var rejected = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var sum = new ProducerStatistics { RejectedSamples = rejected };
        foreach (var (lane, unacked) in lanes)
        {
            sum = sum with
            {
                SentSamples = sum.SentSamples + lane.Sent,
                AckedSamples = sum.AckedSamples + lane.Acked,
                SkippedSamples = sum.SkippedSamples + lane.Skipped,
                ResentBatches = sum.ResentBatches + lane.Resent,
                LostBatches = sum.LostBatches + lane.Lost,
                ExpiredResults = sum.ExpiredResults + lane.Expired,
                Reconnects = sum.Reconnects + Math.Max(0, lane.Opens - 1),
                UnackedBytes = sum.UnackedBytes + unacked,
            };
            foreach (var (code, count) in lane.Rejected)
            {
                rejected[code] = rejected.GetValueOrDefault(code) + count;
            }
        }

        return sum;
    }
}
