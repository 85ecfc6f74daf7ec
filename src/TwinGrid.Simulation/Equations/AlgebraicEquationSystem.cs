using TwinGrid.Simulation.Continuous;

namespace TwinGrid.Simulation.Equations;

/// <summary>A system with loops that are not linear: their unknowns are algebraic variables of an index-1 system, which the stiff method solves together with the states.</summary>
internal sealed class AlgebraicEquationSystem : EquationSystem, IMassMatrix
{
    internal AlgebraicEquationSystem(EquationModel model)
        : base(model)
    {
    }

    public void MassMatrix(Span<double> mass)
    {
        for (var i = 0; i < Model.Code.Layout.States.Count; i++)
        {
            mass[(i * Dimension) + i] = 1;
        }
    }
}
