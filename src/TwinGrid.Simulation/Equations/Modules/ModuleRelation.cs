using TwinGrid.Model.Expressions;
using TwinGrid.Simulation.Equations.Terms;

namespace TwinGrid.Simulation.Equations.Modules;

/// <summary>A comparison whose truth is kept while integration goes on and changes at a state event.</summary>
/// <param name="Flag">Place of its truth value among the module's variables.</param>
/// <param name="Difference">Above 0 when it is true, or, for <see cref="IsInclusive"/>, when it is false.</param>
/// <param name="IsInclusive">It holds at 0 too (&lt;=, &gt;=), so that it is the opposite of a difference above 0.</param>
/// <param name="Hysteresis">How far the difference must go back before it changes again, over parameters; null = not at all.</param>
/// <param name="Text">As a message calls it.</param>
internal sealed record ModuleRelation(int Flag, Term Difference, bool IsInclusive, Term? Hysteresis, string Text);

/// <summary>An event of a module.</summary>
/// <param name="Name">Unique in the module.</param>
/// <param name="Condition">At whose becoming true it happens; over flags and what changes at events.</param>
/// <param name="Set">Variables and their new values, over the values just before.</param>
internal sealed record ModuleEventTerms(string Name, Term Condition, IReadOnlyList<(int Variable, Term Value)> Set);
