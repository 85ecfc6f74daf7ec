using TwinGrid.Model.Expressions;
using static TwinGrid.Simulation.Equations.Terms.TermAlgebra;

namespace TwinGrid.Simulation.Equations.Terms;

/// <summary>Derivatives of terms with respect to a variable. Conditions count as fixed: they change at events only.</summary>
internal static class PartialDerivative
{
    /// <param name="term">What is differentiated.</param>
    /// <param name="isVariable">Places of the variable: more than one where connections have made two of a module's variables the same.</param>
    public static Term Of(Term term, Func<int, bool> isVariable)
    {
        if (!term.Uses(isVariable))
        {
            return Term.Zero;
        }

        return term switch
        {
            VariableTerm => Term.One,
            UnaryTerm unary => Multiply(Outer(unary), Of(unary.Operand, isVariable)),
            BinaryTerm binary => Of(binary, isVariable),
            ChoiceTerm choice => Choose(choice.Condition, Of(choice.Then, isVariable), Of(choice.Otherwise, isVariable)),
            LookupTerm { IsSlope: false } lookup => Multiply(lookup with { IsSlope = true }, Of(lookup.Operand, isVariable)),
            _ => Term.Zero,
        };
    }

    /// <summary>Whether the term is a sum of multiples of the variables, with factors and conditions that don't depend on them.</summary>
    public static bool IsAffine(Term term, Func<int, bool> isVariable) => !term.Uses(isVariable) || term switch
    {
        VariableTerm => true,
        UnaryTerm { Operation: Operation.Negate } negation => IsAffine(negation.Operand, isVariable),
        BinaryTerm { Operation: Operation.Add or Operation.Subtract } sum => IsAffine(sum.Left, isVariable) && IsAffine(sum.Right, isVariable),
        BinaryTerm { Operation: Operation.Multiply } product =>
            !product.Left.Uses(isVariable) ? IsAffine(product.Right, isVariable) : !product.Right.Uses(isVariable) && IsAffine(product.Left, isVariable),
        BinaryTerm { Operation: Operation.Divide } quotient => !quotient.Right.Uses(isVariable) && IsAffine(quotient.Left, isVariable),
        ChoiceTerm choice => !choice.Condition.Uses(isVariable) && IsAffine(choice.Then, isVariable) && IsAffine(choice.Otherwise, isVariable),
        _ => false,
    };

    private static Term Outer(UnaryTerm term)
    {
        var x = term.Operand;
        return term.Operation switch
        {
            Operation.Negate => new NumberTerm(-1),
            Operation.Abs => Choose(new BinaryTerm(Operation.Less, x, Term.Zero), new NumberTerm(-1), Term.One),
            Operation.Sqrt => Divide(new NumberTerm(0.5), term),
            Operation.Exp => term,
            Operation.Ln => Divide(Term.One, x),
            Operation.Log10 => Divide(new NumberTerm(1 / Math.Log(10)), x),
            Operation.Sin => new UnaryTerm(Operation.Cos, x),
            Operation.Cos => Negate(new UnaryTerm(Operation.Sin, x)),
            Operation.Tan => Add(Term.One, Square(term)),
            Operation.Asin => Divide(Term.One, new UnaryTerm(Operation.Sqrt, Subtract(Term.One, Square(x)))),
            Operation.Acos => Divide(new NumberTerm(-1), new UnaryTerm(Operation.Sqrt, Subtract(Term.One, Square(x)))),
            Operation.Atan => Divide(Term.One, Add(Term.One, Square(x))),
            Operation.Tanh => Subtract(Term.One, Square(term)),
            _ => Term.Zero,
        };
    }

    private static Term Of(BinaryTerm term, Func<int, bool> isVariable)
    {
        var (a, b) = (term.Left, term.Right);
        Term da = Of(a, isVariable), db = Of(b, isVariable);
        return term.Operation switch
        {
            Operation.Add => Add(da, db),
            Operation.Subtract => Subtract(da, db),
            Operation.Multiply => Add(Multiply(da, b), Multiply(a, db)),
            Operation.Divide => Divide(Subtract(da, Multiply(term, db)), b),
            Operation.Power => OfPower(term, da, db),
            Operation.Min => Choose(new BinaryTerm(Operation.Less, a, b), da, db),
            Operation.Max => Choose(new BinaryTerm(Operation.Less, a, b), db, da),
            Operation.Atan2 => Divide(Subtract(Multiply(b, da), Multiply(a, db)), Add(Square(a), Square(b))),
            _ => Term.Zero,
        };
    }

    private static Term OfPower(BinaryTerm term, Term da, Term db)
    {
        var (a, b) = (term.Left, term.Right);
        Term lower = b is NumberTerm exponent ? PowerOf(a, exponent.Value - 1) : new BinaryTerm(Operation.Power, a, Subtract(b, Term.One));
        var byBase = Multiply(Multiply(b, lower), da);
        return db is NumberTerm { Value: 0 } ? byBase : Add(byBase, Multiply(Multiply(term, new UnaryTerm(Operation.Ln, a)), db));
    }

    private static Term PowerOf(Term a, double exponent) => exponent switch
    {
        0 => Term.One,
        1 => a,
        _ => new BinaryTerm(Operation.Power, a, new NumberTerm(exponent)),
    };

    private static BinaryTerm Square(Term a) => new(Operation.Power, a, new NumberTerm(2));
}
