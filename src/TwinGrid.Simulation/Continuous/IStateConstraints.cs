namespace TwinGrid.Simulation.Continuous;

/// <summary>
/// A system whose solutions keep to equations <c>c(t, y) = 0</c> that it does not enforce itself: invariants, and the constraints that
/// were differentiated to lower the index. Initial states are brought to satisfy them.
/// </summary>
public interface IStateConstraints
{
    /// <summary>Number of constraints.</summary>
    int ConstraintCount { get; }

    /// <summary>Fills the values of c, which are zero on solutions.</summary>
    void Constraints(double t, ReadOnlySpan<double> y, Span<double> values);

    /// <summary>Name of a constraint for messages.</summary>
    string ConstraintName(int index) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"constraint {index}");
}
