using System.Collections.Immutable;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Monitors;

namespace TwinGrid.Simulation.Experiments.Replications;

/// <summary>What a KPI is made of, over equal stretches of one replication.</summary>
/// <param name="References">For each output that the KPI refers to, its sums over the stretches, in time order.</param>
public sealed record KpiSeries(ImmutableArray<ImmutableArray<MonitorSum>> References)
{
    /// <summary>Number of stretches.</summary>
    public int Length => References.IsEmpty ? 0 : References[0].Length;

    /// <summary>The KPI over all stretches from one on.</summary>
    internal double Value(KpiPlan kpi, int from) => kpi.Compute(Total(from));

    /// <summary>
    /// The KPI stretch by stretch, for looking at its course. A stretch without observations has the value of the one before it, the first ones that of the first that has any; 0
    /// when none has.
    /// </summary>
    internal double[] Course(KpiPlan kpi)
    {
        var course = new double[Length];
        var last = double.NaN;
        Span<MonitorSum> stretch = stackalloc MonitorSum[References.Length];
        for (var i = 0; i < course.Length; i++)
        {
            for (var r = 0; r < stretch.Length; r++)
            {
                stretch[r] = References[r][i];
            }

            var value = kpi.Compute(stretch);
            last = double.IsFinite(value) ? value : last;
            course[i] = last;
        }

        var first = Array.Find(course, double.IsFinite);
        return Array.ConvertAll(course, c => double.IsNaN(c) ? first : c);
    }

    /// <summary>
    /// Jackknife pseudo-values of the KPI over the stretches from one on (Quenouille 1956, Tukey 1958; for ratios in steady-state runs Iglehart, Simulation 1975): their mean is
    /// the KPI with the bias of a ratio taken out, their correlation that of the run. A mean wait weighs each customer, not each stretch, alike.
    /// </summary>
    internal double[] PseudoValues(KpiPlan kpi, int from)
    {
        var total = Total(from);
        var n = Length - from;
        var whole = kpi.Compute(total);
        var values = new double[n];
        Span<MonitorSum> rest = stackalloc MonitorSum[total.Length];
        for (var i = 0; i < n; i++)
        {
            for (var r = 0; r < total.Length; r++)
            {
                rest[r] = total[r] - References[r][from + i];
            }

            values[i] = IsTotal(kpi) ? n * (whole - kpi.Compute(rest)) : n * whole - (n - 1) * kpi.Compute(rest);
        }

        return values;
    }

    private static bool IsTotal(KpiPlan kpi) => kpi.References.All(r => r.Estimator == Estimator.Total);

    private MonitorSum[] Total(int from)
    {
        var total = new MonitorSum[References.Length];
        for (var r = 0; r < total.Length; r++)
        {
            double sum = 0, weight = 0;
            for (var i = from; i < References[r].Length; i++)
            {
                sum += References[r][i].Sum;
                weight += References[r][i].Weight;
            }

            total[r] = new MonitorSum(sum, weight);
        }

        return total;
    }
}
