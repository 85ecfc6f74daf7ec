using TwinGrid.Contracts.History;
using TwinGrid.Model.Samples;
using TwinGrid.Testing.Conformance;
using Sample = TwinGrid.Testing.Conformance.HistoryModel.Sample;

namespace TwinGrid.Grains.Tests.History;

/// <summary>What a reader must answer, computed in the plainest way.</summary>
internal static class NaiveHistory
{
    public static List<Sample> Raw(HistoryModel model, SeriesId series, HistoryQuery query)
    {
        var samples = model.Read(series, query.FromNs, query.ToNs, query.AsOfIndex);
        if (query.Descending)
        {
            samples.Reverse();
        }

        return samples.Count > query.Limit ? samples[..(int)query.Limit] : samples;
    }

    public static Sample? At(HistoryModel model, SeriesId series, long instant, ulong asOf)
    {
        var before = model.Read(series, long.MinValue, instant + 1, asOf);
        return before.Count == 0 ? null : before[^1];
    }

    public static double Window(HistoryModel model, SeriesId series, HistoryQuery query, long from, long to, HistoryAggregation aggregation)
    {
        var visible = Visible(model.Read(series, from, to, query.AsOfIndex));
        var usable = visible.Where(IsUsable).Select(sample => sample.Value).ToList();
        return aggregation switch
        {
            HistoryAggregation.Count => visible.Count,
            HistoryAggregation.TimeWeightedMean => TimeWeighted(model, series, query, from, to),
            _ when usable.Count == 0 => double.NaN,
            HistoryAggregation.Min => usable.Min(),
            HistoryAggregation.Max => usable.Max(),
            HistoryAggregation.Mean => usable.Average(),
            HistoryAggregation.First => usable[0],
            _ => usable[^1],
        };
    }

    private static double TimeWeighted(HistoryModel model, SeriesId series, HistoryQuery query, long from, long to)
    {
        var before = Visible(model.Read(series, long.MinValue, from, query.AsOfIndex));
        var points = Visible(model.Read(series, from, to, query.AsOfIndex));
        if (before.Count > 0)
        {
            points.Insert(0, before[^1] with { TimeNs = from });
        }

        var (area, known) = (0.0, 0.0);
        for (var i = 0; i < points.Count; i++)
        {
            var length = (double)(i + 1 < points.Count ? points[i + 1].TimeNs : to) - points[i].TimeNs;
            if (IsUsable(points[i]))
            {
                area += length * points[i].Value;
                known += length;
            }
        }

        return known > 0 ? area / known : double.NaN;
    }

    private static List<Sample> Visible(List<Sample> samples) => [.. samples.Where((sample, i) => i + 1 == samples.Count || samples[i + 1].TimeNs != sample.TimeNs)];

    private static bool IsUsable(Sample sample) => !Quality.IsBad(sample.Quality) && double.IsFinite(sample.Value);
}
