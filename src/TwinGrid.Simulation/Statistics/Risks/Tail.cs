namespace TwinGrid.Simulation.Statistics.Risks;

/// <summary>An end of a law.</summary>
public enum Tail
{
    /// <summary>The small values: the bad ones of a KPI to be maximised.</summary>
    Lower,

    /// <summary>The large values: the bad ones of a KPI to be minimised.</summary>
    Upper,
}
