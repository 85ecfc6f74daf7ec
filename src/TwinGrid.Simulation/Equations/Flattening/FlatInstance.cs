using TwinGrid.Simulation.Equations.Modules;

namespace TwinGrid.Simulation.Equations.Flattening;

/// <summary>An instance with its module's terms.</summary>
/// <param name="Instance">As given.</param>
/// <param name="Terms">The module.</param>
/// <param name="Offset">Number of the first of its variables among those of all instances.</param>
internal sealed record FlatInstance(EquationInstance Instance, ModuleTerms Terms, int Offset)
{
    /// <summary>Where its variables are in the flat system.</summary>
    public int[] Map { get; } = new int[Terms.Variables.Count];
}
