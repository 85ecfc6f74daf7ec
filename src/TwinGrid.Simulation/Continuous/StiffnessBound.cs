namespace TwinGrid.Simulation.Continuous;

/// <summary>
/// Upper bound of the spectral radius of a slowly changing matrix, whatever the units of its variables: the bound of Collatz and
/// Wielandt for the matrix of magnitudes, whose weights are improved by one power iteration each time.
/// </summary>
internal sealed class StiffnessBound
{
    private readonly double[] weights;
    private readonly double[] product;

    public StiffnessBound(int size)
    {
        weights = new double[size];
        product = new double[size];
        Reset();
    }

    public double Bound { get; private set; }

    public void Reset() => Array.Fill(weights, 1);

    public void Update(double[] matrix)
    {
        const double Least = 1e-12;
        var n = weights.Length;
        double bound = 0, largest = 0;
        for (var i = 0; i < n; i++)
        {
            var row = matrix.AsSpan(i * n, n);
            var sum = 0.0;
            for (var j = 0; j < row.Length; j++)
            {
                sum += Math.Abs(row[j]) * weights[j];
            }

            product[i] = sum;
            bound = Math.Max(bound, sum / weights[i]);
        }

        Bound = bound;
        if (!(bound > 0 && double.IsFinite(bound)))
        {
            Reset();
            return;
        }

        for (var i = 0; i < n; i++)
        {
            weights[i] = 0.5 * (weights[i] + (product[i] / bound));
            largest = Math.Max(largest, weights[i]);
        }

        for (var i = 0; i < n; i++)
        {
            weights[i] = Math.Max(weights[i] / largest, Least);
        }
    }
}
