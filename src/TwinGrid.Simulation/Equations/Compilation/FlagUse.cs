using TwinGrid.Model.Expressions;
using TwinGrid.Simulation.Continuous;
using TwinGrid.Simulation.Equations.Modules;
using TwinGrid.Simulation.Equations.Terms;

namespace TwinGrid.Simulation.Equations.Compilation;

/// <summary>Which changes of a flag matter: all, when equations use it; only those that can make a condition true, when just conditions of events do.</summary>
internal static class FlagUse
{
    private const int Rises = 1;
    private const int Falls = 2;

    public static EventDirection DirectionOf(ModuleRelation relation, ModuleTerms module)
    {
        var isInEquations = module.Equations.Any(e => e.Variables.Contains(relation.Flag)) ||
            module.Relations.Any(r => r.Difference.Uses(v => v == relation.Flag));
        var changes = isInEquations ? Rises | Falls : 0;
        foreach (var happening in module.Events)
        {
            changes |= Changes(happening.Condition, relation.Flag, Rises, Falls);
        }

        // An inclusive comparison becomes true where its difference falls.
        return changes switch
        {
            Rises => relation.IsInclusive ? EventDirection.Falling : EventDirection.Rising,
            Falls => relation.IsInclusive ? EventDirection.Rising : EventDirection.Falling,
            _ => EventDirection.Both,
        };
    }

    private static int Changes(Term term, int flag, int whenPlain, int whenNegated) => term switch
    {
        VariableTerm variable => variable.Index == flag ? whenPlain : 0,
        UnaryTerm { Operation: Operation.Not } negation => Changes(negation.Operand, flag, whenNegated, whenPlain),
        BinaryTerm { Operation: Operation.And or Operation.Or } both => Changes(both.Left, flag, whenPlain, whenNegated) | Changes(both.Right, flag, whenPlain, whenNegated),
        _ => term.Uses(v => v == flag) ? whenPlain | whenNegated : 0,
    };
}
