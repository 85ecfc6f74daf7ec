using TwinGrid.Simulation.Tests.Validation;

namespace TwinGrid.Simulation.Tests.Statistics;

/// <summary>How often intervals of nominal 95 % hold the truth.</summary>
internal static class Coverage
{
    internal const int Experiments = 1000;

    /// <summary>
    /// Of 1 000 experiments the binomial 99.9 % region around 950 hits is 926 to 971.
    /// </summary>
    internal static void IsNominal(string row, string what, Func<int, (double Lower, double Upper)> experiment, double truth)
    {
        var hits = 0;
        for (var i = 0; i < Experiments; i++)
        {
            var (lower, upper) = experiment(i);
            hits += lower <= truth && truth <= upper ? 1 : 0;
        }

        KnownAnswer.CheckRange(row, what, hits, 926, 971);
    }
}
