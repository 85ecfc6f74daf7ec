namespace TwinGrid.Grains.Scenarios;

/// <summary>Silos that take part in a run.</summary>
/// <param name="clock">For how long they are silent.</param>
/// <param name="silentAfter">How long is too long.</param>
internal sealed class CrewList(TimeProvider clock, TimeSpan silentAfter)
{
    private readonly Dictionary<string, long> heard = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, (string Reason, bool IsReplication)> excluded = new(StringComparer.Ordinal);
    private readonly long since = clock.GetTimestamp();

    /// <summary>How many take part.</summary>
    public int Count => heard.Count;

    /// <summary>A silo is there.</summary>
    public void Hear(string silo) => heard[silo] = clock.GetTimestamp();

    /// <summary>A silo can't take part.</summary>
    /// <param name="silo">Which one.</param>
    /// <param name="reason">Why.</param>
    /// <param name="isReplication">A replication failed there in a way that none may.</param>
    public void Exclude(string silo, string reason, bool isReplication = false)
    {
        heard.Remove(silo);
        excluded[silo] = (reason, isReplication);
    }

    /// <summary>Whether a silo takes part already, or can't.</summary>
    public bool IsKnown(string silo) => heard.ContainsKey(silo) || excluded.ContainsKey(silo);

    /// <summary>Takes silos off that are gone or silent for too long.</summary>
    public IReadOnlyList<string> DropSilent(IReadOnlyCollection<string> active)
    {
        var gone = heard.Where(one => !active.Contains(one.Key) || clock.GetElapsedTime(one.Value) > silentAfter).Select(one => one.Key).ToList();
        gone.ForEach(silo => heard.Remove(silo));
        return gone;
    }

    /// <summary>
    /// The replication that failed wherever it was tried; null while somebody takes part, or may yet: a silo that never came is waited for as long as one that fell silent.
    /// </summary>
    public string? WhyAllFailed(IReadOnlyCollection<string> active) =>
        heard.Count > 0 || (clock.GetElapsedTime(since) < silentAfter && !active.All(excluded.ContainsKey)) ? null
        : excluded.Where(one => one.Value.IsReplication).Select(one => one.Value.Reason).FirstOrDefault();

    /// <summary>Why nobody takes part; null when somebody does, or may yet.</summary>
    public string? WhyNobody(IReadOnlyCollection<string> active) =>
        heard.Count > 0 || clock.GetElapsedTime(since) < silentAfter ? null
        : active.FirstOrDefault(excluded.ContainsKey) is { } silo ? $"no silo can run it: {excluded[silo].Reason}"
        : "waits for a silo with the operating system, instruction set, runtime and engine that it was started on";
}
