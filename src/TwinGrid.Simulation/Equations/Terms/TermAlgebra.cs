using TwinGrid.Model.Expressions;

namespace TwinGrid.Simulation.Equations.Terms;

/// <summary>Sums, products and quotients with what is known beforehand left out: no part is multiplied by 1, and 0 times a part is 0.</summary>
internal static class TermAlgebra
{
    public static Term Add(Term a, Term b) => (a, b) switch
    {
        (NumberTerm x, NumberTerm y) => new NumberTerm(x.Value + y.Value),
        (NumberTerm { Value: 0 }, _) => b,
        (_, NumberTerm { Value: 0 }) => a,
        (_, UnaryTerm { Operation: Operation.Negate } negated) => Subtract(a, negated.Operand),
        _ => new BinaryTerm(Operation.Add, a, b),
    };

    public static Term Subtract(Term a, Term b) => (a, b) switch
    {
        (NumberTerm x, NumberTerm y) => new NumberTerm(x.Value - y.Value),
        (NumberTerm { Value: 0 }, _) => Negate(b),
        (_, NumberTerm { Value: 0 }) => a,
        _ => new BinaryTerm(Operation.Subtract, a, b),
    };

    public static Term Multiply(Term a, Term b) => (a, b) switch
    {
        (NumberTerm x, NumberTerm y) => new NumberTerm(x.Value * y.Value),
        (NumberTerm { Value: 0 }, _) or (_, NumberTerm { Value: 0 }) => Term.Zero,
        (NumberTerm { Value: 1 }, _) => b,
        (_, NumberTerm { Value: 1 }) => a,
        (NumberTerm { Value: -1 }, _) => Negate(b),
        (_, NumberTerm { Value: -1 }) => Negate(a),
        _ => new BinaryTerm(Operation.Multiply, a, b),
    };

    public static Term Divide(Term a, Term b) => (a, b) switch
    {
        (NumberTerm x, NumberTerm { Value: not 0 } y) => new NumberTerm(x.Value / y.Value),
        (NumberTerm { Value: 0 }, _) => Term.Zero,
        (_, NumberTerm { Value: 1 }) => a,
        (_, NumberTerm { Value: -1 }) => Negate(a),
        _ => new BinaryTerm(Operation.Divide, a, b),
    };

    public static Term Negate(Term a) => a switch
    {
        NumberTerm x => new NumberTerm(-x.Value),
        UnaryTerm { Operation: Operation.Negate } negated => negated.Operand,
        _ => new UnaryTerm(Operation.Negate, a),
    };

    public static Term Choose(Term condition, Term then, Term otherwise) =>
        then == otherwise ? then : condition is NumberTerm known ? known.Value != 0 ? then : otherwise : new ChoiceTerm(condition, then, otherwise);
}
