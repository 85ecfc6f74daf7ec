using TwinGrid.Simulation.Monitors;

namespace TwinGrid.Simulation.Experiments.Plans;

/// <summary>How documents name what they want of an output: the last part of <c>service.wait.max</c>.</summary>
internal static class ReferenceEstimator
{
    private static readonly (string Name, Estimator Estimator)[] Known =
    [
        ("mean", Estimator.Mean), ("min", Estimator.Minimum), ("max", Estimator.Maximum), ("final", Estimator.Final),
        ("total", Estimator.Total), ("rate", Estimator.Rate), ("count", Estimator.Count), ("sd", Estimator.StandardDeviation),
    ];

    public static IEnumerable<string> Names => Known.Select(k => k.Name);

    public static Estimator? Find(string name) => Known.FirstOrDefault(k => k.Name == name) is { Estimator: not 0 } known ? known.Estimator : null;

    public static string NameOf(Estimator estimator) => Known.First(k => k.Estimator == estimator).Name;

    /// <summary>Unit of an estimator of a quantity.</summary>
    /// <param name="monitor">What is observed.</param>
    /// <param name="estimator">What of it.</param>
    public static string UnitOf(ComponentMonitor monitor, Estimator estimator) => estimator switch
    {
        Estimator.Rate => $"{Factor(monitor.Unit)}/s",
        Estimator.Count => "1",
        Estimator.Total when IsOverTime(monitor) => monitor.Unit == "1" ? "s" : $"{monitor.Unit}.s",
        _ => monitor.Unit,
    };

    /// <summary>What has a mean but no observations to count is averaged over time; its total is an integral.</summary>
    private static bool IsOverTime(ComponentMonitor monitor) => monitor.DefaultEstimator == Estimator.Mean && !monitor.Has(Estimator.Count);

    private static string Factor(string unit) => unit == "1" ? "" : unit;
}
