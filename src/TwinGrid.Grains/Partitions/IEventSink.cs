namespace TwinGrid.Grains.Partitions;

/// <summary>
/// Where folds tell what happened. The sink numbers the events of a commit in the order in which they come, so the same log gives the same
/// positions each time it is folded. Called by the partition's writer.
/// </summary>
internal interface IEventSink
{
    /// <summary>Something happened in the commit that is being applied.</summary>
    /// <param name="commitIndex">The commit.</param>
    /// <param name="kind">alarm.raised, alarm.cleared, …</param>
    /// <param name="subject">Resource name.</param>
    /// <param name="timeNs">Source time of the cause, or server time, ns since 1970 UTC.</param>
    /// <param name="message">For people.</param>
    /// <param name="attributes">For programs.</param>
    void Raise(ulong commitIndex, string kind, string subject, long timeNs, string message, IReadOnlyDictionary<string, string> attributes);
}
