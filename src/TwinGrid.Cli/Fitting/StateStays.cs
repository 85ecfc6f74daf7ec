using System.Globalization;
using TwinGrid.Client.Queries;
using TwinGrid.Model.Samples;

namespace TwinGrid.Cli.Fitting;

/// <summary>How long a signal stayed in a state, or out of it, over a recorded stretch of time.</summary>
internal static class StateStays
{
    private const double Second = 1e9;

    /// <summary>Durations of stays in a state, or of the times between them.</summary>
    /// <param name="samples">Ascending in time, of one signal.</param>
    /// <param name="state">Number of the state.</param>
    /// <param name="isBetween">The times from the end of one stay to the start of the next, instead of the stays.</param>
    /// <param name="endNanoseconds">End of the stretch.</param>
    /// <param name="source">In words.</param>
    /// <remarks>
    /// A stay that began before the stretch, or in a time without good quality, is left out: its length is not known. One that has not ended by the end of the stretch, or by a value
    /// without good quality, is known to be longer than that. Where no sample has come for twice as long as ever before, the record has ended, and what is known ends with it.
    /// </remarks>
    public static RecordedValues Of(IEnumerable<HistorySample> samples, double state, bool isBetween, long endNanoseconds, string source)
    {
        var (values, open) = (new List<double>(), new List<double>());
        var (isIn, isKnown) = (false, false);
        long? began = null;
        long? last = null;
        var longestGap = 0L;
        var (unknownStarts, unclear) = (0, 0);
        foreach (var sample in samples)
        {
            longestGap = Math.Max(longestGap, sample.Time - (last ?? sample.Time));
            last = sample.Time;
            if (!Quality.IsGood(sample.Quality) || !double.IsFinite(sample.Value))
            {
                Cut(sample.Time);
                (isKnown, began) = (false, null);
                unclear++;
                continue;
            }

            var isNow = (sample.Value == state) != isBetween;
            if (isKnown && isNow == isIn)
            {
                continue;
            }

            if (isIn && began is { } since)
            {
                values.Add((sample.Time - since) / Second);
            }
            else if (isKnown && isIn)
            {
                unknownStarts++;
            }

            began = isKnown && isNow ? sample.Time : null;
            (isIn, isKnown) = (isNow, true);
        }

        var silence = endNanoseconds - (last ?? endNanoseconds);
        var hasEnded = silence > 2 * longestGap;
        Cut(hasEnded ? last!.Value : endNanoseconds);
        return InGoodUnit(values, open, source) with
        {
            Notes = [.. Notes(open.Count, unknownStarts, unclear), .. hasEnded ? EndOfRecord(silence) : []],
            Parameter = isBetween ? "timeToFailure" : "timeToRepair",
        };

        void Cut(long time)
        {
            if (isIn && began is { } since && time > since)
            {
                open.Add((time - since) / Second);
            }
        }
    }

    private static string[] EndOfRecord(long silence) =>
        [string.Create(CultureInfo.InvariantCulture, $"the record ends {TimeSpan.FromSeconds(silence / Second):d' d 'hh':'mm':'ss} before --to: whatever lasted then is known up to its last sample only")];

    private static IEnumerable<string> Notes(int open, int unknownStarts, int unclear)
    {
        if (open > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{open} {(open == 1 ? "was" : "were")} not seen to {(open == 1 ? "its" : "their")} end, and {(open == 1 ? "counts" : "count")} as longer than what was seen (censored)");
        }

        if (unknownStarts > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{unknownStarts} had begun before it was looked at, and {(unknownStarts == 1 ? "was" : "were")} left out");
        }

        if (unclear > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{unclear} samples without good quality: what lasted then is cut off there");
        }
    }

    /// <summary>Times in the unit in which the middle one reads well.</summary>
    private static RecordedValues InGoodUnit(List<double> seconds, List<double> open, string source)
    {
        var sorted = seconds.Order().ToList();
        var middle = sorted.Count > 0 ? sorted[sorted.Count / 2] : 0;
        var (unit, scale) = middle >= 7200 ? ("h", 3600.0) : middle >= 120 ? ("min", 60.0) : ("s", 1.0);
        return new RecordedValues(source, seconds.ConvertAll(s => s / scale), open.ConvertAll(s => s / scale), unit);
    }
}
