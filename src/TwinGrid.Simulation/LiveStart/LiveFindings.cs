using System.Collections.Immutable;
using System.Globalization;

namespace TwinGrid.Simulation.LiveStart;

/// <summary>What a reader of the result must know of the data that a run started from. Gathered, so that a thousand stale signals are one warning.</summary>
internal sealed class LiveFindings
{
    private const int Named = 8;
    private const int MostRepairs = 20;

    private readonly SortedDictionary<string, string> stale = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> bad = new(StringComparer.Ordinal);
    private readonly SortedSet<string> missing = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> assumed = new(StringComparer.Ordinal);
    private readonly SortedSet<string> fresh = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> rounded = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> tooOld = new(StringComparer.Ordinal);
    private readonly List<string> repairs = [];

    /// <summary>A value is older than it should be.</summary>
    public void Stale(string asset, string signal, double ageSeconds) =>
        stale[$"{asset}.{signal}"] = string.Create(CultureInfo.InvariantCulture, $"{asset}.{signal} ({ageSeconds:0} s old)");

    /// <summary>A value is bad.</summary>
    public void Bad(string asset, string signal, uint quality) => bad[$"{asset}.{signal}"] = string.Create(CultureInfo.InvariantCulture, $"{asset}.{signal} (0x{quality:X8})");

    /// <summary>A signal never had a value.</summary>
    public void Missing(string asset, string signal) => missing.Add($"{asset}.{signal}");

    /// <summary>A value was taken from the definition.</summary>
    public void Assumed(string path, string value) => assumed[path] = $"{path} = {value}";

    /// <summary>A component that could start live was not told where it is.</summary>
    public void Fresh(string path) => fresh.Add(path);

    /// <summary>A level was no whole number of parts.</summary>
    public void Rounded(string path, double level) => rounded[path] = string.Create(CultureInfo.InvariantCulture, $"{path} ({level:0.##})");

    /// <summary>A count is too old to put parts right by.</summary>
    public void TooOld(string asset, string signal, double ageSeconds) =>
        tooOld[$"{asset}.{signal}"] = string.Create(CultureInfo.InvariantCulture, $"{asset}.{signal} ({ageSeconds:0} s old)");

    /// <summary>Parts were put right.</summary>
    public void Repaired(string what) => repairs.Add(what);

    /// <summary>Sentences, one a kind of finding, and one a repair.</summary>
    public ImmutableArray<string> Sentences() =>
    [
        .. Sentence(bad.Values, "bad data, not used"),
        .. Sentence(missing, "signals that never had a value"),
        .. Sentence(stale.Values, "stale data, used all the same"),
        .. Sentence(assumed.Values, "states taken from 'otherwise' of the definition"),
        .. Sentence(fresh, "components that could start live but have no mapping, started fresh"),
        .. Sentence(rounded.Values, "levels that were no whole parts, rounded"),
        .. Sentence(tooOld.Values, "work in process that is too old to put parts right by"),
        .. repairs.Take(MostRepairs),
        .. repairs.Count > MostRepairs ? [string.Create(CultureInfo.InvariantCulture, $"live start: {repairs.Count - MostRepairs} further repairs of this kind")] : Array.Empty<string>(),
    ];

    private static IEnumerable<string> Sentence(IReadOnlyCollection<string> items, string what) => items.Count == 0
        ? []
        : [$"live start: {what}: {string.Join(", ", items.Take(Named))}{(items.Count > Named ? string.Create(CultureInfo.InvariantCulture, $" and {items.Count - Named} more") : "")}"];
}
