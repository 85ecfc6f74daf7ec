namespace TwinGrid.Simulation.Continuous;

/// <summary>How a system is integrated.</summary>
public enum SolverMethod
{
    /// <summary>The method is chosen from what the system shows.</summary>
    Automatic,

    /// <summary>Dormand-Prince 5(4), explicit, adaptive.</summary>
    DormandPrince,
}
