namespace TwinGrid.Simulation.Continuous;

/// <summary>
/// LU factors of a small dense matrix, in place, with partial pivoting on rows scaled by their largest element (units of equations
/// differ by many decades). Meant for up to a few hundred unknowns: the work grows with the cube, the memory with the square.
/// </summary>
internal sealed class DenseLu(int size)
{
    private readonly int[] pivots = new int[size];
    private readonly double[] rowScale = new double[size];
    private readonly double[] factors = new double[size * size];

    /// <summary>The matrix, row by row: filled before <see cref="Factorise"/>, which overwrites it.</summary>
    public Span<double> Matrix => factors;

    /// <summary>False if the matrix is singular or has elements that are not finite.</summary>
    public bool Factorise()
    {
        for (var i = 0; i < size; i++)
        {
            var largest = 0.0;
            foreach (var element in factors.AsSpan(i * size, size))
            {
                largest = Math.Max(largest, Math.Abs(element));
            }

            if (!(largest > 0 && largest < double.PositiveInfinity))
            {
                return false;
            }

            rowScale[i] = 1 / largest;
        }

        for (var k = 0; k < size; k++)
        {
            if (!Pivot(k))
            {
                return false;
            }

            var pivotRow = factors.AsSpan(k * size, size);
            var inverse = 1 / pivotRow[k];
            for (var i = k + 1; i < size; i++)
            {
                var row = factors.AsSpan(i * size, size);
                if (row[k] == 0)
                {
                    continue;
                }

                var factor = row[k] * inverse;
                row[k] = factor;
                for (var j = k + 1; j < row.Length; j++)
                {
                    row[j] -= factor * pivotRow[j];
                }
            }
        }

        return true;
    }

    private bool Pivot(int k)
    {
        var best = -1;
        var bestSize = 0.0;
        for (var i = k; i < size; i++)
        {
            var candidate = Math.Abs(factors[(i * size) + k]) * rowScale[i];
            if (candidate > bestSize)
            {
                (best, bestSize) = (i, candidate);
            }
        }

        if (best < 0 || !double.IsFinite(bestSize))
        {
            return false;
        }

        pivots[k] = best;
        if (best != k)
        {
            (rowScale[k], rowScale[best]) = (rowScale[best], rowScale[k]);
            var a = factors.AsSpan(k * size, size);
            var b = factors.AsSpan(best * size, size);
            for (var j = 0; j < a.Length; j++)
            {
                (a[j], b[j]) = (b[j], a[j]);
            }
        }

        return true;
    }

    /// <summary>Replaces the right-hand side by the solution.</summary>
    public void Solve(Span<double> x)
    {
        for (var k = 0; k < size; k++)
        {
            (x[k], x[pivots[k]]) = (x[pivots[k]], x[k]);
        }

        for (var i = 1; i < size; i++)
        {
            var row = factors.AsSpan(i * size, size);
            var sum = x[i];
            for (var j = 0; j < i; j++)
            {
                sum -= row[j] * x[j];
            }

            x[i] = sum;
        }

        for (var i = size - 1; i >= 0; i--)
        {
            var row = factors.AsSpan(i * size, size);
            var sum = x[i];
            for (var j = i + 1; j < row.Length; j++)
            {
                sum -= row[j] * x[j];
            }

            x[i] = sum / row[i];
        }
    }
}
