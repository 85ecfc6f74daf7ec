namespace TwinGrid.Simulation.Continuous;

/// <summary>A system that knows which variables its equations depend on: finite differences then share evaluations among variables that no equation has in common.</summary>
public interface IJacobianPattern
{
    /// <summary>Whether f of the equation can depend on the variable; asked once for each pair when an integrator is made.</summary>
    bool DependsOn(int equation, int variable);
}
