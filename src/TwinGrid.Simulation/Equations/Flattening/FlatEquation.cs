using TwinGrid.Simulation.Equations.Modules;
using TwinGrid.Simulation.Equations.Terms;

namespace TwinGrid.Simulation.Equations.Flattening;

/// <summary>An equation of a flat system: of an instance, or of a connection.</summary>
/// <param name="Equation">The equation.</param>
/// <param name="Map">Where its variables are in the flat system.</param>
/// <param name="Owner">Path of the instance; "" for a connection.</param>
internal sealed record FlatEquation(ModuleEquation Equation, int[] Map, string Owner)
{
    /// <summary>The flat variables in it, each once, in order of appearance.</summary>
    public IReadOnlyList<int> Variables { get; } = [.. Equation.Variables.Select(v => Map[v]).Distinct()];

    /// <summary>What a variable is by it; null when it can't be brought to one side.</summary>
    public Term? Solve(int variable) => Isolation.Solve(Equation.Left, Equation.Right, local => Map[local] == variable);

    /// <summary>What a variable is by it, without dividing by others that are not known yet; null when it can't be brought to one side so.</summary>
    public Term? Solve(int variable, IReadOnlyCollection<int> unknowns) => Isolation.Solve(Equation.Left, Equation.Right, local => Map[local] == variable, local => unknowns.Contains(Map[local]));

    /// <summary>The variable alone on one side; -1 when there is none.</summary>
    public int Subject =>
        Equation.Left is VariableTerm left ? Map[left.Index] : Equation.Right is VariableTerm right ? Map[right.Index] : -1;

    /// <summary>As a message calls it.</summary>
    public override string ToString() => Owner.Length == 0 ? $"'{Equation.Text}'" : $"'{Equation.Text}' of {Owner}";
}
