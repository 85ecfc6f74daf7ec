namespace TwinGrid.Simulation.Continuous;

/// <summary>
/// The smallest change of a state that satisfies linearised equations, weighted by standard deviations: variables without one are
/// free, variables with none to spare are fixed. Solved from the conditions of Karush, Kuhn and Tucker, whose multipliers are kept
/// finite by a trace of regularisation where equations say the same thing twice.
/// </summary>
internal sealed class LeastChange(int dimension, int equations)
{
    private const double Regularisation = 1e-13;

    private readonly DenseLu matrix = new(dimension + equations);
    private readonly double[] unknowns = new double[dimension + equations];
    private readonly double[] rowScales = new double[equations];

    /// <summary>Finds the state nearest to the first one on the linearised equations; false if they are singular.</summary>
    /// <param name="first">State to stay close to.</param>
    /// <param name="present">State at which the equations were linearised.</param>
    /// <param name="values">Equations there.</param>
    /// <param name="jacobian">Their derivatives, row by row.</param>
    /// <param name="units">Standard deviation of each variable; of a free one any typical magnitude; 0 for a fixed one.</param>
    /// <param name="free">Variables whose change costs nothing.</param>
    /// <param name="result">Filled with the state.</param>
    public bool Solve(double[] first, double[] present, double[] values, double[] jacobian, double[] units, bool[] free, double[] result)
    {
        var size = dimension + equations;
        var a = matrix.Matrix;
        a.Clear();
        for (var i = 0; i < dimension; i++)
        {
            a[(i * size) + i] = free[i] ? 0 : 1;
            unknowns[i] = 0;
        }

        for (var k = 0; k < equations; k++)
        {
            var right = -values[k];
            rowScales[k] = 0;
            for (var i = 0; i < dimension; i++)
            {
                rowScales[k] = Math.Max(rowScales[k], Math.Abs(jacobian[(k * dimension) + i]) * units[i]);
                right += jacobian[(k * dimension) + i] * (present[i] - first[i]);
            }

            rowScales[k] = rowScales[k] > 0 ? 1 / rowScales[k] : 1;
            for (var i = 0; i < dimension; i++)
            {
                var element = jacobian[(k * dimension) + i] * units[i] * rowScales[k];
                a[((dimension + k) * size) + i] = element;
                a[(i * size) + dimension + k] = element;
            }

            a[((dimension + k) * size) + dimension + k] = -Regularisation;
            unknowns[dimension + k] = right * rowScales[k];
        }

        if (!matrix.Factorise())
        {
            return false;
        }

        matrix.Solve(unknowns);
        for (var i = 0; i < dimension; i++)
        {
            result[i] = first[i] + (units[i] * unknowns[i]);
        }

        return true;
    }
}
