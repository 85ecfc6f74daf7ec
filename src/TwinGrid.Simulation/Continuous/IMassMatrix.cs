namespace TwinGrid.Simulation.Continuous;

/// <summary>
/// A system <c>M y' = f(t, y)</c> with a constant M. A diagonal M with zeros makes the variables of those rows algebraic and their
/// equations <c>0 = f</c>. A singular M needs an index of 1: the algebraic equations determine the algebraic variables.
/// </summary>
public interface IMassMatrix
{
    /// <summary>Fills M, row by row; called once when an integrator is made. <paramref name="mass"/> comes cleared.</summary>
    /// <param name="mass">Dimension x Dimension elements.</param>
    void MassMatrix(Span<double> mass);
}
