namespace TwinGrid.Simulation.Flow.Calendars;

/// <summary>A level that repeats from week to week, with stretches that are different. Times are whole seconds since a Monday, 00:00. Immutable.</summary>
internal sealed class WeekPattern
{
    /// <summary>Seconds of a week.</summary>
    public const long Week = 7 * 86_400;

    private readonly List<long> starts = [];
    private readonly List<double> levels = [];
    private readonly List<PatternException> exceptions;

    /// <param name="stretches">Within the week; levels of overlapping ones add up.</param>
    /// <param name="exceptions">Since the Monday of the first week; the last one that holds counts.</param>
    public WeekPattern(IReadOnlyList<PatternStretch> stretches, IReadOnlyList<PatternException> exceptions)
    {
        this.exceptions = [.. exceptions];
        var points = new SortedSet<long> { 0 };
        foreach (var stretch in stretches)
        {
            points.Add(stretch.Start % Week);
            points.Add(stretch.End % Week);
        }

        foreach (var point in points)
        {
            var level = stretches.Sum(s => s.Covers(point) || s.Covers(point + Week) ? s.Level : 0);
            if (starts.Count == 0 || level != levels[^1])
            {
                starts.Add(point);
                levels.Add(level);
            }
        }
    }

    /// <summary>The level at an instant.</summary>
    public double LevelAt(long second)
    {
        for (var i = exceptions.Count - 1; i >= 0; i--)
        {
            if (second >= exceptions[i].Start && second < exceptions[i].End)
            {
                return exceptions[i].Level;
            }
        }

        var inWeek = second % Week;
        var index = starts.Count - 1;
        while (starts[index] > inWeek)
        {
            index--;
        }

        return levels[index];
    }

    /// <summary>The next instant after one at which the level may change; <see cref="long.MaxValue"/> = never.</summary>
    public long NextChange(long second)
    {
        var next = starts.Count == 1 ? long.MaxValue : NextInWeek(second);
        foreach (var exception in exceptions)
        {
            next = exception.Start > second ? Math.Min(next, exception.Start) : next;
            next = exception.End > second ? Math.Min(next, exception.End) : next;
        }

        return next;
    }

    private long NextInWeek(long second)
    {
        var (inWeek, week) = (second % Week, second / Week * Week);
        foreach (var start in starts)
        {
            if (start > inWeek)
            {
                return week + start;
            }
        }

        return week + Week;
    }
}

/// <summary>A level within a week.</summary>
/// <param name="Start">Seconds since Monday 00:00, below a week.</param>
/// <param name="End">Above the start; may reach into the next week.</param>
/// <param name="Level">The level.</param>
internal readonly record struct PatternStretch(long Start, long End, double Level)
{
    /// <summary>Whether it holds at an instant.</summary>
    public bool Covers(long second) => second >= Start && second < End;
}

/// <summary>A level that holds once, whatever the week says.</summary>
/// <param name="Start">Seconds since the Monday of the first week.</param>
/// <param name="End">Above the start.</param>
/// <param name="Level">The level.</param>
internal readonly record struct PatternException(long Start, long End, double Level);
