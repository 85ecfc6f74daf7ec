using TwinGrid.Model.Behaviours;
using TwinGrid.Simulation.Equations.Terms;

namespace TwinGrid.Simulation.Equations.Modules;

/// <summary>An equation of a module, or of a connection.</summary>
/// <param name="Left">Before the sign.</param>
/// <param name="Right">After the sign.</param>
/// <param name="Text">As a message calls it.</param>
/// <param name="Place">Where it stands.</param>
internal sealed record ModuleEquation(Term Left, Term Right, string Text, SourcePlace Place)
{
    /// <summary>The variables in it, each once, in order of appearance.</summary>
    public IReadOnlyList<int> Variables { get; } = [.. Left.Variables().Union(Right.Variables())];

    /// <summary>0 when the equation holds.</summary>
    public Term Residual { get; } = TermAlgebra.Subtract(Left, Right);
}
