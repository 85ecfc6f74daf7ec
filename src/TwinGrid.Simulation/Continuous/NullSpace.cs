namespace TwinGrid.Simulation.Continuous;

/// <summary>Bases of the null spaces of a small matrix, by Gauss-Jordan elimination with full pivoting. Those of a diagonal matrix are unit vectors.</summary>
internal static class NullSpace
{
    private const double Negligible = 1e-12;

    /// <summary>Vectors v with v M = 0.</summary>
    public static double[][] OfRows(double[] matrix, int n)
    {
        var a = (double[])matrix.Clone();
        var combination = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            combination[(i * n) + i] = 1;
        }

        var open = Enumerable.Range(0, n).ToList();
        var columns = Enumerable.Range(0, n).ToList();
        var largest = a.Max(Math.Abs);
        while (open.Count > 0)
        {
            var (row, column) = Largest(a, n, open, columns);
            if (Math.Abs(a[(row * n) + column]) <= Negligible * largest)
            {
                break;
            }

            open.Remove(row);
            columns.Remove(column);
            foreach (var i in open)
            {
                var factor = a[(i * n) + column] / a[(row * n) + column];
                for (var j = 0; j < n; j++)
                {
                    a[(i * n) + j] -= factor * a[(row * n) + j];
                    combination[(i * n) + j] -= factor * combination[(row * n) + j];
                }
            }
        }

        return [.. open.Select(i => combination.AsSpan(i * n, n).ToArray())];
    }

    /// <summary>Vectors v with M v = 0.</summary>
    public static double[][] OfColumns(double[] matrix, int n)
    {
        var transposed = new double[n * n];
        for (var i = 0; i < transposed.Length; i++)
        {
            transposed[i] = matrix[(i % n * n) + (i / n)];
        }

        return OfRows(transposed, n);
    }

    private static (int Row, int Column) Largest(double[] a, int n, List<int> rows, List<int> columns)
    {
        var best = (Row: rows[0], Column: columns[0]);
        foreach (var i in rows)
        {
            foreach (var j in columns)
            {
                if (Math.Abs(a[(i * n) + j]) > Math.Abs(a[(best.Row * n) + best.Column]))
                {
                    best = (i, j);
                }
            }
        }

        return best;
    }
}
