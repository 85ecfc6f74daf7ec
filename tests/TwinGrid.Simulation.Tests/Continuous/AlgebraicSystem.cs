using TwinGrid.Simulation.Continuous;

namespace TwinGrid.Simulation.Tests.Continuous;

/// <summary>A system from functions with a mass matrix: its diagonal, or all of it.</summary>
internal sealed class AlgebraicSystem(int dimension, double[] mass, FunctionSystem.Function derivative) : FunctionSystem(dimension, derivative), IMassMatrix, IDifferentialSystem
{
    public string[] Names { get; init; } = [];

    public string[] Equations { get; init; } = [];

    string IDifferentialSystem.VariableName(int variable) => Names.Length > 0 ? Names[variable] : $"y[{variable}]";

    string IDifferentialSystem.EquationName(int row) => Equations.Length > 0 ? Equations[row] : $"equation {row}";

    public void MassMatrix(Span<double> result)
    {
        if (mass.Length == result.Length)
        {
            mass.CopyTo(result);
            return;
        }

        for (var i = 0; i < mass.Length; i++)
        {
            result[(i * mass.Length) + i] = mass[i];
        }
    }
}
