namespace TwinGrid.Simulation.Statistics.Laws;

/// <summary>The noncentral t law: (Z + δ) / √(X / ν), Z standard normal, X chi-square with ν degrees of freedom.</summary>
internal static class NoncentralTLaw
{
    /// <summary>P(T &gt; t), as the expectation of Φ(δ - t √(X / ν)) over X; absolute error below 1e-12.</summary>
    internal static double UpperTail(double t, double degrees, double noncentrality)
    {
        // Φ turns over one unit of t √(X / ν), where that is no further than 8 from δ: 2 / |t √(X / ν)| of ln X.
        var nodes = ChiSquareNodes.Of(degrees, 2 / Math.Max(1, Math.Min(Math.Abs(t), Math.Abs(noncentrality) + 8)));
        var sum = 0.0;
        for (var i = 0; i < nodes.Values.Length; i++)
        {
            sum += nodes.Weights[i] * NormalLaw.UpperTail(t * Math.Sqrt(nodes.Values[i] / degrees) - noncentrality);
        }

        return sum;
    }
}
