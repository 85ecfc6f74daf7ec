using TwinGrid.Simulation.Statistics.Laws;

namespace TwinGrid.Simulation.Statistics.SteadyState;

/// <summary>
/// Von Neumann's ratio (Annals of Mathematical Statistics 12, 1941): C = 1 - Σ(x[i] - x[i-1])² / (2 Σ(x[i] - x̄)²) estimates the lag-one correlation and, for n &gt;= 8
/// independent normal values, is nearly normal with mean 0 and variance (n - 2) / (n² - 1) (Fishman, Principles of Discrete Event Simulation, 1978).
/// </summary>
internal static class VonNeumann
{
    /// <summary>p-value against positive correlation; 1 when the values do not vary.</summary>
    internal static double UpperP(ReadOnlySpan<double> values)
    {
        var squares = RunningMoments.Of(values).SquaredDeviations;
        if (!(squares > 0))
        {
            return 1;
        }

        var steps = 0.0;
        for (var i = 1; i < values.Length; i++)
        {
            var step = values[i] - values[i - 1];
            steps += step * step;
        }

        var n = (double)values.Length;
        return NormalLaw.UpperTail((1 - steps / (2 * squares)) / Math.Sqrt((n - 2) / (n * n - 1)));
    }
}
