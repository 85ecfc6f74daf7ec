namespace TwinGrid.Simulation.Statistics.Hypotheses;

/// <summary>What the replications say about a claim.</summary>
public enum Verdict
{
    /// <summary>They do not decide it.</summary>
    Inconclusive,

    /// <summary>They show the claimed effect to exceed the minimum effect.</summary>
    Supported,

    /// <summary>They show the claimed effect to stay below the minimum effect.</summary>
    Refuted,
}
