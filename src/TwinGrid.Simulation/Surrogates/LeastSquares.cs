namespace TwinGrid.Simulation.Surrogates;

/// <summary>
/// Linear least squares by Householder's reflections (G. Golub, C. Van Loan, Matrix Computations, 4th ed. 2013, section 5.3). One thread, plain sums in index order: the same bits on
/// every run, which libraries that share out the columns do not promise.
/// </summary>
internal static class LeastSquares
{
    /// <summary>A column this much smaller than the others, once theirs is taken out, says nothing of its own.</summary>
    private const double Negligible = 1e-11;

    /// <summary>Coefficients, a row for each right side.</summary>
    /// <param name="columns">The columns of the matrix, at least as long as there are of them; overwritten.</param>
    /// <param name="targets">Right sides, as long as a column; overwritten.</param>
    public static double[][] Solve(double[][] columns, double[][] targets)
    {
        var diagonal = new double[columns.Length];
        for (var k = 0; k < columns.Length; k++)
        {
            var reflector = columns[k];
            var whole = Norm(reflector, 0);
            var norm = Norm(reflector, k);
            if (norm <= Negligible * whole)
            {
                continue;
            }

            diagonal[k] = reflector[k] > 0 ? -norm : norm;
            reflector[k] -= diagonal[k];
            var scale = Squares(reflector, k);
            for (var j = k + 1; j < columns.Length; j++)
            {
                Reflect(reflector, scale, columns[j], k);
            }

            foreach (var target in targets)
            {
                Reflect(reflector, scale, target, k);
            }
        }

        return Array.ConvertAll(targets, target => BackSubstitute(columns, diagonal, target));
    }

    private static double[] BackSubstitute(double[][] columns, double[] diagonal, double[] target)
    {
        var solution = new double[columns.Length];
        for (var k = columns.Length - 1; k >= 0; k--)
        {
            if (diagonal[k] == 0)
            {
                continue;
            }

            var rest = target[k];
            for (var j = k + 1; j < columns.Length; j++)
            {
                rest -= columns[j][k] * solution[j];
            }

            solution[k] = rest / diagonal[k];
        }

        return solution;
    }

    private static void Reflect(double[] reflector, double scale, double[] column, int from)
    {
        var sum = 0.0;
        for (var i = from; i < column.Length; i++)
        {
            sum += reflector[i] * column[i];
        }

        var by = 2 * sum / scale;
        for (var i = from; i < column.Length; i++)
        {
            column[i] -= by * reflector[i];
        }
    }

    private static double Norm(double[] column, int from) => Math.Sqrt(Squares(column, from));

    private static double Squares(double[] column, int from)
    {
        var sum = 0.0;
        for (var i = from; i < column.Length; i++)
        {
            sum += column[i] * column[i];
        }

        return sum;
    }
}
