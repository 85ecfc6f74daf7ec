using System.Globalization;
using TwinGrid.Simulation.Statistics.Laws;

namespace TwinGrid.Simulation.Statistics.Selection;

/// <summary>
/// Fully sequential selection of the arm with the best mean (Kim and Nelson, ACM TOMACS 11, 2001, with c = 1). After n0 replications of every arm the variances of all pairwise differences are
/// fixed; from then on one replication of each survivor at a time, and an arm leaves when it trails another by more than a margin that shrinks as replications come.
/// <para>
/// Guarantee: if replications are independent and normal and the best mean leads by at least the indifference zone δ, it is selected with chance at least 1 - α; otherwise an
/// arm within δ of the best is likely to be. Holds whatever the correlation between arms in one replication, so common random numbers are welcome (they shrink the pairwise
/// variances). Each replication is looked at in index order, one at a time.
/// </para>
/// </summary>
internal sealed class KimNelson
{
    internal const int FewestFirst = 2;

    private readonly double indifference;
    private readonly double alpha;
    private readonly int first;
    private readonly int sign;
    private readonly double halfSquareH;
    private readonly bool[] alive;
    private readonly int[] taken;
    private readonly double[] sums;
    private readonly List<double[]> start = [];
    private readonly double[,] halfWidths;

    /// <param name="systems">Arms k, at least 2.</param>
    /// <param name="indifference">The smallest lead worth detecting δ, in the KPI's unit, positive.</param>
    /// <param name="alpha">Chance of a wrong selection, in (0, 1 - 1/k).</param>
    /// <param name="first">Replications n0 of every arm before the race, at least 2; 10 or more keeps the race short.</param>
    /// <param name="largest">Whether the largest mean is best.</param>
    internal KimNelson(int systems, double indifference, double alpha, int first, bool largest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(first, FewestFirst);
        if (!(indifference > 0 && double.IsFinite(indifference)))
        {
            throw new ArgumentOutOfRangeException(nameof(indifference), indifference, string.Create(CultureInfo.InvariantCulture, $"The indifference zone = {indifference} must be positive."));
        }

        halfSquareH = SquareH(systems, alpha, first) / 2;
        (this.indifference, this.alpha, this.first) = (indifference, alpha, first);
        sign = largest ? 1 : -1;
        alive = new bool[systems];
        Array.Fill(alive, true);
        taken = new int[systems];
        sums = new double[systems];
        halfWidths = new double[systems, systems];
    }

    /// <summary>Replications looked at so far.</summary>
    internal int Stage { get; private set; }

    /// <summary>Whether one arm is left.</summary>
    internal bool Decided => alive.Count(a => a) == 1;

    /// <summary>η = ½ ((2 α / (k - 1))^(-2 / (n0 - 1)) - 1): makes the chance of a wrong pairwise elimination α / (k - 1).</summary>
    internal static double Eta(int systems, double alpha, int first)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(systems, 2);
        if (!(alpha > 0 && alpha < 1 - 1.0 / systems))
        {
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, string.Create(CultureInfo.InvariantCulture, $"Alpha = {alpha} must lie between 0 and {1 - 1.0 / systems} (a blind guess)."));
        }

        return 0.5 * (Math.Pow(2 * alpha / (systems - 1), -2.0 / (first - 1)) - 1);
    }

    /// <summary>h² = 2 η (n0 - 1).</summary>
    internal static double SquareH(int systems, double alpha, int first) => 2 * Eta(systems, alpha, first) * (first - 1);

    /// <summary>Whether the arm still needs replications.</summary>
    internal bool IsAlive(int system) => alive[system];

    /// <summary>Takes the next replication, one value an arm in arm order; the values of arms that have left are not looked at.</summary>
    /// <exception cref="ArgumentException">Another number of arms, or a value that is not finite.</exception>
    /// <exception cref="InvalidOperationException">The race is over.</exception>
    internal void Take(ReadOnlySpan<double> replication)
    {
        if (replication.Length != alive.Length)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A replication holds a value for each of {alive.Length} arms, not {replication.Length}."), nameof(replication));
        }

        if (Decided)
        {
            throw new InvalidOperationException("The selection is over: one arm is left.");
        }

        for (var i = 0; i < alive.Length; i++)
        {
            if (alive[i])
            {
                Probability.Finite(replication.Slice(i, 1), 1, nameof(replication));
                sums[i] += sign * replication[i];
                taken[i]++;
            }
        }

        Stage++;
        if (Stage <= first)
        {
            start.Add(replication.ToArray());
            if (Stage == first)
            {
                FixVariances();
            }
        }

        if (Stage >= first)
        {
            Screen();
        }
    }

    /// <summary>Where the race stands.</summary>
    internal SelectionResult Result()
    {
        int[] survivors = [.. Enumerable.Range(0, alive.Length).Where(i => alive[i])];
        return new SelectionResult
        {
            Best = survivors.Length == 1 ? survivors[0] : null,
            Survivors = survivors,
            Replications = [.. taken],
            Means = [.. sums.Select((sum, i) => sign * sum / taken[i])],
            Method = string.Create(CultureInfo.InvariantCulture, $"Kim-Nelson (n0 {first}, indifference zone {indifference})"),
            Guarantee = string.Create(
                CultureInfo.InvariantCulture,
                $"the {(sign > 0 ? "largest" : "smallest")} mean is selected with chance at least {1 - alpha:0.###} if it leads by {indifference} or more and replications are independent and normal; common random numbers allowed"),
            Notes = survivors.Length == 1 ? [] : [string.Create(CultureInfo.InvariantCulture, $"{survivors.Length} arms are left after {Stage} replications: no selection yet")],
        };
    }

    private void FixVariances()
    {
        for (var i = 0; i < alive.Length; i++)
        {
            for (var l = 0; l < i; l++)
            {
                var differences = new RunningMoments();
                foreach (var replication in start)
                {
                    differences.Add(replication[i] - replication[l]);
                }

                // The margin on sums at stage 0: h² S² / (2 δ); it falls by δ / 2 a stage.
                halfWidths[i, l] = halfWidths[l, i] = halfSquareH * differences.Variance / indifference;
            }
        }

        start.Clear();
    }

    private void Screen()
    {
        // All comparisons of a stage use those alive at its beginning.
        var leaves = new bool[alive.Length];
        for (var i = 0; i < alive.Length; i++)
        {
            for (var l = 0; alive[i] && l < alive.Length; l++)
            {
                leaves[i] |= l != i && alive[l] && sums[i] < sums[l] - Math.Max(0, halfWidths[i, l] - indifference / 2 * Stage);
            }
        }

        for (var i = 0; i < alive.Length; i++)
        {
            alive[i] &= !leaves[i];
        }

        if (!Decided && AllMarginsClosed())
        {
            KeepFirst();
        }
    }

    // Only equal sums outlive their margins (two arms that never differ): the first of them stands for all.
    private bool AllMarginsClosed()
    {
        for (var i = 0; i < alive.Length; i++)
        {
            for (var l = 0; l < i; l++)
            {
                if (alive[i] && alive[l] && halfWidths[i, l] > indifference / 2 * Stage)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private void KeepFirst()
    {
        var kept = Array.IndexOf(alive, true);
        Array.Fill(alive, false);
        alive[kept] = true;
    }
}
