using System.Globalization;
using TwinGrid.Model.Scenarios;

namespace TwinGrid.Simulation.Statistics.Hypotheses;

/// <summary>Adjusted p-values: a claim holds at alpha in its family when its adjusted p-value is below alpha.</summary>
internal static class PValueCorrection
{
    /// <summary>Adjusted p-values, in the order given; each at least the original and at most 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A p-value outside [0, 1].</exception>
    internal static double[] Adjust(ReadOnlySpan<double> pValues, MultipleTestCorrection correction)
    {
        var p = pValues.ToArray();
        foreach (var value in p)
        {
            if (!(value is >= 0 and <= 1))
            {
                throw new ArgumentOutOfRangeException(nameof(pValues), value, string.Create(CultureInfo.InvariantCulture, $"A p-value of {value} lies outside 0 to 1."));
            }
        }

        return correction switch
        {
            MultipleTestCorrection.None => p,
            MultipleTestCorrection.Bonferroni => Array.ConvertAll(p, value => Math.Min(1, value * p.Length)),
            MultipleTestCorrection.Holm => Holm(p),
            MultipleTestCorrection.BenjaminiHochberg => BenjaminiHochberg(p),
            _ => throw new ArgumentOutOfRangeException(nameof(correction), correction, "Unknown correction."),
        };
    }

    private static double[] Holm(double[] p)
    {
        var adjusted = new double[p.Length];
        var largest = 0.0;
        var order = Ascending(p);
        for (var rank = 0; rank < p.Length; rank++)
        {
            largest = Math.Max(largest, Math.Min(1, p[order[rank]] * (p.Length - rank)));
            adjusted[order[rank]] = largest;
        }

        return adjusted;
    }

    private static double[] BenjaminiHochberg(double[] p)
    {
        var adjusted = new double[p.Length];
        var smallest = 1.0;
        var order = Ascending(p);
        for (var rank = p.Length - 1; rank >= 0; rank--)
        {
            smallest = Math.Min(smallest, p[order[rank]] * p.Length / (rank + 1));
            adjusted[order[rank]] = smallest;
        }

        return adjusted;
    }

    private static int[] Ascending(double[] p) => [.. Enumerable.Range(0, p.Length).OrderBy(i => p[i])];
}
