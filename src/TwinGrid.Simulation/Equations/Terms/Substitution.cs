using TwinGrid.Model.Expressions;
using static TwinGrid.Simulation.Equations.Terms.TermAlgebra;

namespace TwinGrid.Simulation.Equations.Terms;

/// <summary>Puts a term in the place of a variable.</summary>
internal static class Substitution
{
    public static Term Replace(Term term, Func<int, bool> isVariable, Term by)
    {
        if (!term.Uses(isVariable))
        {
            return term;
        }

        return term switch
        {
            VariableTerm => by,
            UnaryTerm { Operation: Operation.Negate } negation => Negate(Replace(negation.Operand, isVariable, by)),
            UnaryTerm unary => unary with { Operand = Replace(unary.Operand, isVariable, by) },
            BinaryTerm binary => Rebuild(binary.Operation, Replace(binary.Left, isVariable, by), Replace(binary.Right, isVariable, by)),
            ChoiceTerm choice => Choose(Replace(choice.Condition, isVariable, by), Replace(choice.Then, isVariable, by), Replace(choice.Otherwise, isVariable, by)),
            LookupTerm lookup => lookup with { Operand = Replace(lookup.Operand, isVariable, by) },
            _ => term,
        };
    }

    private static Term Rebuild(Operation operation, Term left, Term right) => operation switch
    {
        Operation.Add => Add(left, right),
        Operation.Subtract => Subtract(left, right),
        Operation.Multiply => Multiply(left, right),
        Operation.Divide => Divide(left, right),
        _ => new BinaryTerm(operation, left, right),
    };
}
