namespace TwinGrid.Grains.Scenarios;

/// <summary>Silos that take part in a run.</summary>
/// <param name="clock">For how long they are silent.</param>
/// <param name="silentAfter">How long is too long.</param>
internal sealed class CrewList(TimeProvider clock, TimeSpan silentAfter)
{
    private readonly Dictionary<string, long> heard = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> excluded = new(StringComparer.Ordinal);
    private readonly long since = clock.GetTimestamp();

    /// <summary>How many take part.</summary>
    public int Count => heard.Count;

    /// <summary>A silo is there.</summary>
    public void Hear(string silo) => heard[silo] = clock.GetTimestamp();

    /// <summary>A silo can't take part.</summary>
    public void Exclude(string silo, string reason)
    {
        heard.Remove(silo);
        excluded[silo] = reason;
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

    /// <summary>Why nobody takes part; null when somebody does, or may yet.</summary>
    public string? WhyNobody(IReadOnlyCollection<string> active) =>
        heard.Count > 0 || clock.GetElapsedTime(since) < silentAfter ? null
        : active.FirstOrDefault(excluded.ContainsKey) is { } silo ? $"no silo can run it: {excluded[silo]}"
        : "waits for a silo with the operating system, instruction set, runtime and engine that it was started on";
}
