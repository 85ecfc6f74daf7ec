namespace TwinGrid.Simulation.Continuous;

/// <summary>
/// Interpolant of one step, in the nested form of Hairer's dopri5: with s = 1 - x and x from 0 to 1 over the step,
/// <c>y = c0 + x (c1 + s (c2 + x (c3 + s c4)))</c>. Every method here has its interpolant brought to this form.
/// </summary>
internal sealed class DenseOutput(int dimension)
{
    private const int Order = 5;

    /// <summary>Five coefficients a variable, side by side.</summary>
    private readonly double[] coefficients = new double[Order * dimension];

    public Span<double> Of(int variable) => coefficients.AsSpan(Order * variable, Order);

    public void Straight(double[] from, double[] to)
    {
        for (var i = 0; i < dimension; i++)
        {
            var c = Of(i);
            c.Clear();
            c[0] = from[i];
            c[1] = to[i] - from[i];
        }
    }

    /// <summary>The polynomial of degree 4 through five states at equal distances.</summary>
    public void Through(double[] start, double[] first, double[] second, double[] third, double[] end)
    {
        for (var i = 0; i < dimension; i++)
        {
            var c = Of(i);
            c[0] = start[i];
            c[1] = end[i] - start[i];

            // What remains beside the straight line, over x s.
            var a = (first[i] - c[0] - (0.25 * c[1])) * (16.0 / 3);
            var b = (second[i] - c[0] - (0.5 * c[1])) * 4;
            var d = (third[i] - c[0] - (0.75 * c[1])) * (16.0 / 3);
            c[3] = 2 * (d - a);
            c[4] = 8 * ((2 * b) - a - d);
            c[2] = b - (0.5 * c[3]) - (0.25 * c[4]);
        }
    }

    public void Evaluate(double x, Span<double> y)
    {
        var s = 1 - x;
        var c = coefficients.AsSpan();
        for (var i = 0; i < dimension; i++, c = c[Order..])
        {
            y[i] = c[0] + (x * (c[1] + (s * (c[2] + (x * (c[3] + (s * c[4])))))));
        }
    }
}
