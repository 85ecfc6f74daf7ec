using TwinGrid.Simulation.Randomness;

namespace TwinGrid.Simulation.Agents;

/// <summary>How often people err at what they do.</summary>
internal static class ErrorLaw
{
    /// <summary>Number of the first attempt that succeeds, from 1, when each fails with the same probability p: P(more than k) = p^k, mean 1 / (1 - p).</summary>
    /// <param name="probability">0 to below 1.</param>
    /// <param name="draws">Chance.</param>
    /// <param name="ordinal">Which of its kind; the same in every arm.</param>
    /// <param name="operation">Which kind.</param>
    public static double Attempts(double probability, IndexedDraws draws, long ordinal, int operation) =>
        probability <= 0 ? 1 : 1 + Math.Floor(Math.Log(draws.Draw(ordinal, operation)) / Math.Log(probability));
}
