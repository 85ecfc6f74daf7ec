namespace TwinGrid.Model.Scenarios;

/// <summary>What a KPI is about.</summary>
public enum AnalysisKind : byte
{
    /// <summary>The time from the warm-up to the horizon, from the given start.</summary>
    Terminating = 1,

    /// <summary>The long run: one long replication in batches, or several with their warm-up deleted.</summary>
    SteadyState = 2,
}
