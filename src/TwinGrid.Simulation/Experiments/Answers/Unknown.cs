using TwinGrid.Simulation.Statistics;

namespace TwinGrid.Simulation.Experiments.Answers;

/// <summary>Estimates of what is not known, which say why.</summary>
internal static class Unknown
{
    /// <summary>Of what was never observed.</summary>
    public static Estimate Nothing(double level) => Of(double.NaN, 0, level, "nothing was observed");

    /// <summary>Of what was observed in one stretch of a long run only.</summary>
    public static Estimate OneStretch(double mean, double level) =>
        Of(mean, 1, level, "all that was observed lies in one short stretch of the run, which tells nothing about the spread: the interval is unbounded; run longer");

    /// <summary>Of arms, or an arm and a limit, of which one or both observed nothing.</summary>
    public static DifferenceEstimate Difference(double level) => new()
    {
        Mean = double.NaN,
        StandardDeviation = double.NaN,
        StandardError = double.NaN,
        DegreesOfFreedom = 0,
        HalfWidth = double.PositiveInfinity,
        Lower = double.NegativeInfinity,
        Upper = double.PositiveInfinity,
        Level = level,
        N = 0,
        BaselineN = 0,
        Paired = false,
        Method = "none",
        Notes = ["nothing was observed that could be compared"],
    };

    private static Estimate Of(double mean, int n, double level, string note) => new()
    {
        Mean = mean,
        StandardDeviation = double.NaN,
        StandardError = double.NaN,
        DegreesOfFreedom = 0,
        HalfWidth = double.PositiveInfinity,
        Lower = double.NegativeInfinity,
        Upper = double.PositiveInfinity,
        Level = level,
        N = n,
        Method = "none",
        Notes = [note],
    };
}
