using System.Globalization;

namespace TwinGrid.Simulation.Designs;

/// <summary>All combinations of the levels of several factors.</summary>
internal static class FullFactorial
{
    private const int MostRuns = 1_000_000;

    /// <summary>For each run the level of each factor, as index from 0; the last factor changes fastest.</summary>
    /// <param name="levels">Number of levels of each factor, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A factor without level, or more than a million runs.</exception>
    internal static int[][] Runs(IReadOnlyList<int> levels)
    {
        ArgumentNullException.ThrowIfNull(levels);
        var count = 1L;
        foreach (var level in levels)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(level, 1, nameof(levels));
            count *= level;
            if (count > MostRuns)
            {
                throw new ArgumentOutOfRangeException(nameof(levels), count, string.Create(CultureInfo.InvariantCulture, $"The full design has more than {MostRuns} runs; take a fraction or a Latin hypercube."));
            }
        }

        var runs = new int[count][];
        for (var run = 0; run < count; run++)
        {
            var row = new int[levels.Count];
            var rest = run;
            for (var factor = levels.Count - 1; factor >= 0; factor--)
            {
                (rest, row[factor]) = Math.DivRem(rest, levels[factor]);
            }

            runs[run] = row;
        }

        return runs;
    }
}
