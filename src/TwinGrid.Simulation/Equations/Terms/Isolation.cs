using TwinGrid.Model.Expressions;
using static TwinGrid.Simulation.Equations.Terms.TermAlgebra;

namespace TwinGrid.Simulation.Equations.Terms;

/// <summary>Solves an equation for a variable, where that has one answer whatever the other values are, but for those that make a divisor 0.</summary>
internal static class Isolation
{
    /// <summary>What the variable is by <c>left = right</c>; null when it can't be brought to one side.</summary>
    /// <param name="left">Before the sign.</param>
    /// <param name="right">After the sign.</param>
    /// <param name="isVariable">Places of the variable.</param>
    /// <param name="isUncertain">Variables by which it must not be divided, since they may become 0 on the way to the solution; null = none are such.</param>
    public static Term? Solve(Term left, Term right, Func<int, bool> isVariable, Func<int, bool>? isUncertain = null)
    {
        bool MayDivide(Term by) => isUncertain is null || !by.Uses(isUncertain);

        bool inLeft = left.Uses(isVariable), inRight = right.Uses(isVariable);
        if (inLeft && inRight)
        {
            return SolveAffine(left, right, isVariable, MayDivide);
        }

        if (!inLeft && !inRight)
        {
            return null;
        }

        var (side, other) = inLeft ? (left, right) : (right, left);
        return Unwrap(side, other, isVariable, MayDivide) ?? SolveAffine(left, right, isVariable, MayDivide);
    }

    /// <summary>Takes the operations around the only occurrence off, one after the other.</summary>
    private static Term? Unwrap(Term side, Term other, Func<int, bool> isVariable, Func<Term, bool> mayDivide)
    {
        while (side is not VariableTerm)
        {
            switch (side)
            {
                case UnaryTerm { Operation: Operation.Negate } negation:
                    (side, other) = (negation.Operand, Negate(other));
                    break;
                case BinaryTerm { Operation: Operation.Add or Operation.Subtract or Operation.Multiply or Operation.Divide } binary
                    when binary.Left.Uses(isVariable) != binary.Right.Uses(isVariable) && (Divisor(binary, other, binary.Left.Uses(isVariable)) is not { } divisor || mayDivide(divisor)):
                    (side, other) = Unwrap(binary, other, binary.Left.Uses(isVariable));
                    break;
                default:
                    return null;
            }
        }

        return other;
    }

    /// <summary>What is divided by when an operation is taken off; null when nothing is.</summary>
    private static Term? Divisor(BinaryTerm term, Term other, bool isLeft) => (term.Operation, isLeft) switch
    {
        (Operation.Multiply, true) => term.Right,
        (Operation.Multiply, false) => term.Left,
        (Operation.Divide, false) => other,
        _ => null,
    };

    private static (Term Side, Term Other) Unwrap(BinaryTerm term, Term other, bool isLeft) => (term.Operation, isLeft) switch
    {
        (Operation.Add, true) => (term.Left, Subtract(other, term.Right)),
        (Operation.Add, false) => (term.Right, Subtract(other, term.Left)),
        (Operation.Subtract, true) => (term.Left, Add(other, term.Right)),
        (Operation.Subtract, false) => (term.Right, Subtract(term.Left, other)),
        (Operation.Multiply, true) => (term.Left, Divide(other, term.Right)),
        (Operation.Multiply, false) => (term.Right, Divide(other, term.Left)),
        (Operation.Divide, true) => (term.Left, Multiply(other, term.Right)),
        _ => (term.Right, Divide(term.Left, other)),
    };

    /// <summary>a v + b = 0, with a free of v: v = -b / a.</summary>
    private static Term? SolveAffine(Term left, Term right, Func<int, bool> isVariable, Func<Term, bool> mayDivide)
    {
        var residual = Subtract(left, right);
        if (!PartialDerivative.IsAffine(residual, isVariable))
        {
            return null;
        }

        var slope = PartialDerivative.Of(residual, isVariable);
        if (slope is NumberTerm { Value: 0 } || !mayDivide(slope))
        {
            return null;
        }

        var rest = Substitution.Replace(residual, isVariable, Term.Zero);
        return Divide(Negate(rest), slope);
    }
}
