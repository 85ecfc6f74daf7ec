using TwinGrid.Simulation.Equations.Terms;

namespace TwinGrid.Simulation.Equations.Compilation;

/// <summary>A variable of a system becomes what a term of an instance yields.</summary>
/// <param name="Target">The variable's place in the values of the system.</param>
/// <param name="Term">What it becomes.</param>
/// <param name="Slots">Where the variables of the term are.</param>
internal sealed record Assignment(int Target, Term Term, int[] Slots);
