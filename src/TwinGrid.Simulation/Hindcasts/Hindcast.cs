using System.Globalization;
using TwinGrid.Simulation.Experiments.Answers;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Experiments.Replications;

namespace TwinGrid.Simulation.Hindcasts;

/// <summary>Compares what replications forecast with what then happened in the plant.</summary>
public static class Hindcast
{
    private const double WellKnown = 0.99;

    /// <summary>KPI by KPI, and for each arm by arm.</summary>
    /// <param name="plan">What was run.</param>
    /// <param name="results">By arm.</param>
    /// <param name="observations">How the plant tells the KPIs.</param>
    /// <param name="figures">What it told: for each of the observations, signal by signal.</param>
    public static IReadOnlyList<HindcastAnswer> Compare(
        ExperimentPlan plan, IReadOnlyList<IReadOnlyList<ReplicationResult>> results, ObservationPlan observations, IReadOnlyList<IReadOnlyList<SignalFigure>> figures)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(observations);
        ArgumentNullException.ThrowIfNull(figures);
        var answers = new List<HindcastAnswer>();
        for (var i = 0; i < observations.Kpis.Length; i++)
        {
            var (kpi, observed) = (plan.Kpis[observations.Kpis[i].Kpi], observations.Kpis[i].Compute(figures[i]));
            for (var arm = 0; arm < plan.Arms.Length; arm++)
            {
                var values = KpiValues.Of(plan, observations.Kpis[i].Kpi, results[arm]);
                answers.Add(Compare(OneOfEachDraw(values, plan.Draws), observed, plan.Document.Level) with
                {
                    Kpi = kpi.Definition.Id, Unit = kpi.Unit, Arm = plan.Arms[arm].Name, Notes = NotesOf(plan, arm, values, observed),
                });
            }
        }

        return answers;
    }

    /// <summary>
    /// Values that what happened is one more of, in order. The plant has one set of parameters, and replications of a draw share theirs: of each draw the first one that has a value.
    /// </summary>
    internal static double[] OneOfEachDraw(KpiValues values, int draws) => draws == 1
        ? [.. values.Observed.Order()]
        : [.. values.ByDraw(draws).Select(draw => draw[0]).Order()];

    internal static HindcastAnswer Compare(double[] sorted, SignalFigure observed, double level)
    {
        var n = sorted.Length;
        var mean = n == 0 ? double.NaN : sorted.Sum() / n;

        // Between the k-th and the k-th but last of n lies one more of the same with probability 1 - 2 k / (n + 1).
        var k = Math.Max(1, (int)Math.Floor((1 - level) / 2 * (n + 1) * (1 + 1e-12)));
        return new HindcastAnswer
        {
            Kpi = "",
            Unit = "",
            Arm = "",
            Observed = observed.Value,
            KnownShare = observed.KnownShare,
            Mean = mean,
            Error = mean - observed.Value,
            Lower = n > 1 ? sorted[k - 1] : double.NaN,
            Upper = n > 1 ? sorted[n - k] : double.NaN,
            Level = n > 1 ? 1 - (2.0 * k / (n + 1)) : 0,
            PValue = PValue(sorted, observed.Value),
            Score = Score(sorted, observed.Value),
            N = n,
        };
    }

    private static double PValue(double[] sorted, double observed)
    {
        if (double.IsNaN(observed) || sorted.Length == 0)
        {
            return double.NaN;
        }

        var (notAbove, notBelow) = (sorted.Count(value => value <= observed), sorted.Count(value => value >= observed));
        return Math.Min(1, 2.0 * (Math.Min(notAbove, notBelow) + 1) / (sorted.Length + 1));
    }

    private static double Score(double[] sorted, double observed)
    {
        var n = sorted.Length;
        if (n < 2 || double.IsNaN(observed))
        {
            return double.NaN;
        }

        // Sum of |x_i - x_j| over pairs, from the order statistics.
        var (off, apart) = (0.0, 0.0);
        for (var i = 0; i < n; i++)
        {
            off += Math.Abs(sorted[i] - observed);
            apart += ((2.0 * i) - n + 1) * sorted[i];
        }

        return (off / n) - (apart / n / (n - 1));
    }

    private static List<string> NotesOf(ExperimentPlan plan, int arm, KpiValues values, SignalFigure observed)
    {
        var notes = new List<string>();
        if (double.IsNaN(observed.Value))
        {
            notes.Add("the plant's history does not tell what happened");
        }
        else if (observed.KnownShare < WellKnown)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"the plant's history tells {observed.KnownShare:P0} of the time"));
        }

        if (values.Missing > 0)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{values.Missing} replications without a value are left out"));
        }

        if (plan.Draws > 1 && values.All.Length > plan.Draws)
        {
            notes.Add("of the replications that share a draw of the uncertain parameters one counts: what happened is as if of one more draw");
        }

        if (arm > 0)
        {
            notes.Add($"'{plan.Arms[arm].Name}' differs from '{plan.Arms[0].Name}': compare it only if that is what was done");
        }

        return notes;
    }
}
