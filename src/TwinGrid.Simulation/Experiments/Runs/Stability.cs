using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Experiments.Replications;

namespace TwinGrid.Simulation.Experiments.Runs;

/// <summary>Whether a model has the steady state that it is asked about.</summary>
internal static class Stability
{
    /// <summary>What grows without bound in every replication of an arm, in words; null when nothing does.</summary>
    public static string? Check(ExperimentPlan plan, IReadOnlyList<IReadOnlyList<ReplicationResult>> results)
    {
        for (var arm = 0; plan.Document.Analysis == AnalysisKind.SteadyState && arm < results.Count; arm++)
        {
            var growing = results[arm].Select(r => r.Growing).ToArray();
            var everywhere = growing.Length == 0 ? [] : growing[0].Where(path => growing.All(g => g.Contains(path))).ToList();
            if (everywhere.Count > 0)
            {
                return $"arm '{plan.Arms[arm].Name}' has no steady state: {string.Join(" and ", everywhere)} never empties and keeps growing, since more comes in than what follows can take; " +
                    "lower the arrivals, add capacity, or ask with analysis: terminating";
            }
        }

        return null;
    }
}
