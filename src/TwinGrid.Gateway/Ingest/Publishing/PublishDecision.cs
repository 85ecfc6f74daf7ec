using TwinGrid.Contracts.Ingest;

namespace TwinGrid.Gateway.Ingest.Publishing;

/// <summary>What the lane decided on a published batch.</summary>
/// <param name="Results">Results of its group that were not wholly accepted, by seq.</param>
/// <param name="CommitIndex">Commit index that covers it.</param>
internal sealed record PublishDecision(ILookup<ulong, BatchResult> Results, ulong CommitIndex)
{
    /// <summary>The result of one batch.</summary>
    public BatchResult Of(ulong seq) => Results[seq].LastOrDefault() ?? new BatchResult { Seq = seq };
}
