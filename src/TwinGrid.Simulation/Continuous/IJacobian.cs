namespace TwinGrid.Simulation.Continuous;

/// <summary>A system that knows its Jacobian; without it finite differences are taken.</summary>
public interface IJacobian
{
    /// <summary>Fills the derivatives of f by y, row by row: element <c>i * Dimension + j</c> is df_i/dy_j. All elements have to be written.</summary>
    void Jacobian(double t, ReadOnlySpan<double> y, Span<double> jacobian);
}
