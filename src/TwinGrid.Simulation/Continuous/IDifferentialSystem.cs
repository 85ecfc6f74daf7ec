namespace TwinGrid.Simulation.Continuous;

/// <summary>
/// A system of differential equations <c>M y' = f(t, y)</c>; M is the identity unless the system is an <see cref="IMassMatrix"/> too.
/// Further capabilities are further interfaces of the same object: <see cref="IJacobian"/>, <see cref="IJacobianPattern"/>,
/// <see cref="IStateEvents"/>, <see cref="IStateConstraints"/>.
/// </summary>
/// <remarks>One integrator calls it from one thread; what it needs beyond t and y must not change during a step.</remarks>
public interface IDifferentialSystem
{
    /// <summary>Number of variables, at least 1.</summary>
    int Dimension { get; }

    /// <summary>f does not depend on t itself: spares the stiff method the derivative by time.</summary>
    bool IsAutonomous => false;

    /// <summary>f(t, y). A value that is not finite says that y is outside the domain: the step is then tried shorter.</summary>
    /// <param name="t">Time, in seconds.</param>
    /// <param name="y">State, of length <see cref="Dimension"/>.</param>
    /// <param name="dydt">Filled with f; every element has to be written.</param>
    void Derivative(double t, ReadOnlySpan<double> y, Span<double> dydt);

    /// <summary>Name of a variable for messages.</summary>
    string VariableName(int variable) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"y[{variable}]");

    /// <summary>Name of an equation for messages; that of the variable whose row it is, unless said otherwise.</summary>
    string EquationName(int row) => $"the equation of {VariableName(row)}";
}
