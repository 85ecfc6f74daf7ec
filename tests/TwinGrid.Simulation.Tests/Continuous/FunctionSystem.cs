using TwinGrid.Simulation.Continuous;

namespace TwinGrid.Simulation.Tests.Continuous;

/// <summary>A system from functions.</summary>
internal class FunctionSystem(int dimension, FunctionSystem.Function derivative) : IDifferentialSystem, IStateEvents
{
    public delegate void Function(double t, ReadOnlySpan<double> y, Span<double> result);

    public int Dimension => dimension;

    public int Calls { get; private set; }

    public Function? Events { get; init; }

    /// <summary>One event a direction.</summary>
    public EventDirection[] Directions { get; init; } = [];

    public double[] Hystereses { get; init; } = [];

    public int EventCount => Directions.Length;

    public void Derivative(double t, ReadOnlySpan<double> y, Span<double> dydt)
    {
        Calls++;
        derivative(t, y, dydt);
    }

    public void EventValues(double t, ReadOnlySpan<double> y, Span<double> values) => Events!(t, y, values);

    public EventDirection Direction(int index) => Directions[index];

    public double Hysteresis(int index) => Hystereses.Length == 0 ? 0 : Hystereses[index];
}
