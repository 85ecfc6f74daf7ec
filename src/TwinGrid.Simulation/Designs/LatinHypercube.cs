using TwinGrid.Simulation.Randomness;

namespace TwinGrid.Simulation.Designs;

/// <summary>
/// Points in the unit cube of which each coordinate has exactly one in each of n equal cells (McKay, Beckman and Conover, Technometrics 21, 1979).
/// </summary>
internal static class LatinHypercube
{
    private const double Exponent = 15;
    private const int TriesPerPoint = 20;

    /// <summary>Random cells, and a random place within each: the mean of any function over the points is unbiased.</summary>
    /// <param name="points">n &gt;= 1.</param>
    /// <param name="dimensions">At least 1.</param>
    /// <param name="stream">Takes dimensions × (2 n - 1) draws.</param>
    internal static double[][] Random(int points, int dimensions, RandomStream stream)
    {
        var cells = Cells(points, dimensions, stream);
        return Place(cells, () => stream.NextDouble());
    }

    /// <summary>
    /// Centres of cells that are spread out: swaps within a coordinate that lower Morris and Mitchell's φ, Σ d^-15 over pairs (Journal of Statistical Planning and Inference 43, 1995),
    /// which comes close to making the smallest distance large.
    /// </summary>
    /// <param name="points">n &gt;= 1.</param>
    /// <param name="dimensions">At least 1.</param>
    /// <param name="stream">For the start and the swaps.</param>
    /// <param name="tries">Swaps to try; null for 20 a point and dimension, at most 20 000.</param>
    internal static double[][] Maximin(int points, int dimensions, RandomStream stream, int? tries = null)
    {
        var cells = Cells(points, dimensions, stream);
        for (var left = points < 2 ? 0 : tries ?? Math.Min(20_000, TriesPerPoint * points * dimensions); left > 0; left--)
        {
            var (column, first) = (stream.NextInt(dimensions), stream.NextInt(points));
            var second = (first + 1 + stream.NextInt(points - 1)) % points;
            var before = Crowding(cells, first, second);
            Swap(cells, column, first, second);
            if (Crowding(cells, first, second) > before)
            {
                Swap(cells, column, first, second);
            }
        }

        return Place(cells, () => 0.5);
    }

    private static int[][] Cells(int points, int dimensions, RandomStream stream)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        ArgumentNullException.ThrowIfNull(stream);
        var cells = new int[points][];
        for (var i = 0; i < points; i++)
        {
            cells[i] = new int[dimensions];
        }

        for (var column = 0; column < dimensions; column++)
        {
            for (var i = 0; i < points; i++)
            {
                // Fisher and Yates' shuffle, inside out.
                var j = i == 0 ? 0 : stream.NextInt(i + 1);
                cells[i][column] = cells[j][column];
                cells[j][column] = i;
            }
        }

        return cells;
    }

    private static double[][] Place(int[][] cells, Func<double> within) => Array.ConvertAll(cells, row => Array.ConvertAll(row, cell => (cell + within()) / cells.Length));

    private static void Swap(int[][] cells, int column, int first, int second) =>
        (cells[first][column], cells[second][column]) = (cells[second][column], cells[first][column]);

    // Only distances from the two swapped points change.
    private static double Crowding(int[][] cells, int first, int second)
    {
        var sum = 0.0;
        for (var i = 0; i < cells.Length; i++)
        {
            if (i != first && i != second)
            {
                sum += Near(cells[i], cells[first], cells.Length) + Near(cells[i], cells[second], cells.Length);
            }
        }

        return sum;
    }

    private static double Near(int[] a, int[] b, int cells)
    {
        var squares = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            var step = (double)(a[i] - b[i]) / cells;
            squares += step * step;
        }

        return Math.Pow(squares, -Exponent / 2);
    }
}
