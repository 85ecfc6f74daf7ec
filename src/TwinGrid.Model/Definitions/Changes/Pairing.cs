namespace TwinGrid.Model.Definitions.Changes;

/// <summary>Finds which part of a new version continues which part of the old one: under its id, else under the id it was renamed from.</summary>
internal static class Pairing
{
    /// <summary>The old part of each new one, or null; in the order of <paramref name="after"/>.</summary>
    public static IEnumerable<(T? Before, T After)> Of<T>(
        IEnumerable<T> before, IEnumerable<T> after, Func<T, string> id, Func<T, string?> renamedFrom)
        where T : class
    {
        var old = before.ToDictionary(id, StringComparer.Ordinal);
        var list = after.ToList();
        var kept = list.Select(id).ToHashSet(StringComparer.Ordinal);
        foreach (var part in list)
        {
            if (old.TryGetValue(id(part), out var same))
            {
                yield return (same, part);
            }
            else if (renamedFrom(part) is { } from && !kept.Contains(from) && old.TryGetValue(from, out var renamed))
            {
                yield return (renamed, part);
            }
            else
            {
                yield return (null, part);
            }
        }
    }
}
