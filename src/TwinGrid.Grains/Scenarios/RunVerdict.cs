using TwinGrid.Contracts.Scenarios;

namespace TwinGrid.Grains.Scenarios;

/// <summary>What came out of a run, in a few words for lists.</summary>
internal static class RunVerdict
{
    private const int MostHypotheses = 3;

    /// <summary>Such as <c>good: Supported</c> or <c>best: two-crews</c>; "" when nothing was asked.</summary>
    public static string Of(RunResult result)
    {
        var judged = result.Comparisons.Where(one => one.Verdict is not null).ToList();
        var words = judged.Count <= MostHypotheses
            ? judged.Select(one => $"{one.Kpi}{(result.Arms.Count > 2 ? $" of {one.Treatment}" : "")}: {one.Verdict!.Verdict}")
            : judged.GroupBy(one => one.Verdict!.Verdict, StringComparer.Ordinal).OrderByDescending(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Count()} {group.Key}");
        return string.Join(", ", result.Selection is { } selection ? words.Append($"best: {(selection.Best.Length > 0 ? selection.Best : "not decided")}") : words);
    }
}
