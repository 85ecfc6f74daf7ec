using System.Globalization;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Statistics.Intervals;
using TwinGrid.Simulation.Statistics.Laws;

namespace TwinGrid.Simulation.Statistics.Tradeoffs;

/// <summary>
/// The arms that no other arm beats in every KPI. Dominance with confidence is an intersection-union test (Berger, Technometrics 24, 1982): one arm is better than another
/// with confidence 1 - α when each KPI's one-sided test says so at α; no correction for the number of KPIs is needed. A KPI in which two arms never differ counts as equal.
/// The confidence is that of each pair by itself.
/// </summary>
public sealed record ParetoSet
{
    /// <summary>All arms, by index.</summary>
    public required IReadOnlyList<ParetoArm> Arms { get; init; }

    /// <summary>Confidence of each dominance.</summary>
    public required double Confidence { get; init; }

    /// <summary>How dominance was told.</summary>
    public required string Method { get; init; }

    /// <summary>Compares arms.</summary>
    /// <param name="values">For each KPI, for each arm, the outcomes: [kpi][arm][replication].</param>
    /// <param name="directions">For each KPI which way is better; not None.</param>
    /// <param name="paired">Whether replication i of all arms shares its random numbers.</param>
    /// <param name="alpha">Chance of a wrong dominance, in (0, 0.5).</param>
    /// <exception cref="ArgumentException">KPIs, arms or directions that do not fit together.</exception>
    internal static ParetoSet Of(IReadOnlyList<double[][]> values, IReadOnlyList<KpiDirection> directions, bool paired, double alpha = 0.05)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(directions);
        Probability.Inside(alpha, nameof(alpha));
        if (values.Count == 0 || values.Count != directions.Count || values.Any(kpi => kpi.Length != values[0].Length))
        {
            throw new ArgumentException("Each KPI needs a direction and the outcomes of every arm.", nameof(values));
        }

        if (directions.Contains(KpiDirection.None))
        {
            throw new ArgumentException("A trade-off needs to know which way each KPI is better.", nameof(directions));
        }

        var arms = values[0].Length;
        return new ParetoSet
        {
            Arms = [.. Enumerable.Range(0, arms).Select(arm => Place(arm, arms))],
            Confidence = 1 - alpha,
            Method = string.Create(CultureInfo.InvariantCulture, $"intersection-union of {(paired ? DifferenceInterval.PairedMethod : DifferenceInterval.WelchMethod)} tests"),
        };

        ParetoArm Place(int arm, int count)
        {
            var (means, confident) = (new List<int>(), new List<int>());
            for (var other = 0; other < count; other++)
            {
                if (other != arm && Compare(other, arm) is { ByMeans: true } dominance)
                {
                    means.Add(other);
                    if (dominance.Confident)
                    {
                        confident.Add(other);
                    }
                }
            }

            return new ParetoArm { Arm = arm, DominatedByMeans = means, DominatedWithConfidence = confident };
        }

        (bool ByMeans, bool Confident) Compare(int better, int worse)
        {
            var (noneWorse, oneBetter, allSure) = (true, false, true);
            for (var kpi = 0; kpi < values.Count; kpi++)
            {
                var (first, second) = (values[kpi][better], values[kpi][worse]);
                var difference = paired ? DifferenceInterval.Paired(first, second, 1 - 2 * alpha) : DifferenceInterval.Welch(first, second, 1 - 2 * alpha);
                var (mean, lower) = directions[kpi] == KpiDirection.Maximise ? (difference.Mean, difference.Lower) : (-difference.Mean, -difference.Upper);
                noneWorse &= mean >= 0;
                oneBetter |= mean > 0;
                allSure &= lower > 0 || mean == 0 && difference.HalfWidth == 0;
            }

            return (noneWorse && oneBetter, allSure);
        }
    }
}
