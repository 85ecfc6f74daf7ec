using System.Collections.Immutable;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Monitors;

namespace TwinGrid.Simulation.Experiments.Replications;

/// <summary>
/// Tells queues that grow to the end of a replication. A queue with a steady state empties again and again, or stays within its bounds; one that more flows into than out of grows
/// in proportion to time, so that its level at the end is far above its lowest and its mean lies about half-way between.
/// </summary>
internal static class QueueGrowth
{
    private const string Level = "level";
    private const double Least = 10;
    private const double Factor = 1.5;
    private const double MeanShare = 0.3;

    /// <summary>Paths of the queues, in the order of the model.</summary>
    public static ImmutableArray<string> Find(ModelInstance instance, Model.Time.SimTime now)
    {
        var growing = ImmutableArray.CreateBuilder<string>();
        foreach (var part in instance.Parts)
        {
            foreach (var monitor in part.Monitors)
            {
                if (monitor is TimeWeightedMonitor { Name: Level } level && Grows(level, now))
                {
                    growing.Add(part.Path);
                }
            }
        }

        return growing.ToImmutable();
    }

    private static bool Grows(TimeWeightedMonitor level, Model.Time.SimTime now)
    {
        var (low, high) = (level.Value(Estimator.Minimum, now), level.Value(Estimator.Maximum, now));
        return low >= 1 && level.Level >= Least + Factor * low && level.Value(Estimator.Mean, now) >= low + MeanShare * (high - low);
    }
}
