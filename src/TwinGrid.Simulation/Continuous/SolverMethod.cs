namespace TwinGrid.Simulation.Continuous;

/// <summary>How a system is integrated.</summary>
public enum SolverMethod
{
    /// <summary>Explicit until the system shows itself stiff, then stiff until it is so no longer; stiff throughout with a mass matrix.</summary>
    Automatic,

    /// <summary>Dormand-Prince 5(4), explicit, adaptive.</summary>
    DormandPrince,

    /// <summary>Rodas5P, a stiffly accurate Rosenbrock method of order 5, for stiff systems and systems with algebraic variables.</summary>
    Rosenbrock,

    /// <summary>Explicit Euler on a fixed grid, with events seen at its points only: for comparison with reference outputs made that way.</summary>
    Euler,

    /// <summary>No integration: a map, made beforehand, from one state to the next over a step of fixed length, with the course in between.</summary>
    FlowMap,
}
