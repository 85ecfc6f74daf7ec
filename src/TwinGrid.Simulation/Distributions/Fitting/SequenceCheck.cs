using TwinGrid.Simulation.Statistics.Laws;
using TwinGrid.Simulation.Statistics.SteadyState;

namespace TwinGrid.Simulation.Distributions.Fitting;

/// <summary>
/// Whether values in the order in which they came look independent, by their ranks, so that heavy tails do no harm: Spearman's correlation with the order against a trend (American Journal of
/// Psychology 15, 1904) and von Neumann's ratio of the ranks against neighbours that are alike (R. Bartels, JASA 77, 1982).
/// </summary>
/// <param name="Trend">Rank correlation with the order, -1 to 1.</param>
/// <param name="TrendP">Two-sided p-value of no trend.</param>
/// <param name="LagOne">Correlation of the ranks of neighbours.</param>
/// <param name="LagOneP">p-value against neighbours that are alike.</param>
public sealed record SequenceCheck(double Trend, double TrendP, double LagOne, double LagOneP)
{
    private const int Least = 8;

    /// <summary>Of values in order; null when there are fewer than 8.</summary>
    public static SequenceCheck? Of(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count < Least)
        {
            return null;
        }

        var ranks = Ranks(values);
        var trend = Correlation(ranks);
        return new SequenceCheck(trend, 2 * NormalLaw.UpperTail(Math.Abs(trend) * Math.Sqrt(values.Count - 1)), Autocorrelation.LagOne(ranks), VonNeumann.UpperP(ranks));
    }

    /// <summary>Ranks from 1 on; equal values share the mean of theirs.</summary>
    private static double[] Ranks(IReadOnlyList<double> values)
    {
        var order = Enumerable.Range(0, values.Count).OrderBy(i => values[i]).ToArray();
        var ranks = new double[values.Count];
        for (var i = 0; i < order.Length;)
        {
            var end = i;
            while (end < order.Length && values[order[end]] == values[order[i]])
            {
                end++;
            }

            for (var k = i; k < end; k++)
            {
                ranks[order[k]] = 0.5 * (i + 1 + end);
            }

            i = end;
        }

        return ranks;
    }

    private static double Correlation(double[] ranks)
    {
        var mean = 0.5 * (ranks.Length + 1);
        var (product, ranked, ordered) = (0.0, 0.0, 0.0);
        for (var i = 0; i < ranks.Length; i++)
        {
            var (a, b) = (ranks[i] - mean, i + 1 - mean);
            product += a * b;
            ranked += a * a;
            ordered += b * b;
        }

        return ranked > 0 ? product / Math.Sqrt(ranked * ordered) : 0;
    }
}
