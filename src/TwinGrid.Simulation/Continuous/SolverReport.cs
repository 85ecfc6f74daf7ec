namespace TwinGrid.Simulation.Continuous;

/// <summary>Work that an integrator has done since its start; goes on counting.</summary>
public sealed record SolverReport
{
    /// <summary>Steps taken.</summary>
    public long Steps { get; internal set; }

    /// <summary>Of them, with the stiff method.</summary>
    public long StiffSteps { get; internal set; }

    /// <summary>Steps tried and found too inaccurate.</summary>
    public long Rejected { get; internal set; }

    /// <summary>Evaluations of the derivative, those for Jacobians included.</summary>
    public long Evaluations { get; internal set; }

    /// <summary>Jacobians formed.</summary>
    public long Jacobians { get; internal set; }

    /// <summary>Matrices factorised.</summary>
    public long Factorisations { get; internal set; }

    /// <summary>Changes between the explicit and the stiff method.</summary>
    public long Switches { get; internal set; }

    /// <summary>State events located.</summary>
    public long Events { get; internal set; }

    internal void Clear()
    {
        Steps = StiffSteps = Rejected = Evaluations = Jacobians = Factorisations = Switches = Events = 0;
    }
}
