using TwinGrid.Model.Expressions;

namespace TwinGrid.Simulation.Equations.Terms;

/// <summary>Computes terms by walking them: for what is computed rarely, and as the truth that compiled code is tested against.</summary>
internal static class TermValue
{
    /// <summary>The value of a term. Allocates nothing.</summary>
    /// <param name="term">The term.</param>
    /// <param name="values">Values of all variables of a system.</param>
    /// <param name="slots">Where the variables of the term's module are in them.</param>
    public static double Of(Term term, ReadOnlySpan<double> values, ReadOnlySpan<int> slots)
    {
        switch (term)
        {
            case NumberTerm number:
                return number.Value;
            case VariableTerm variable:
                return values[slots[variable.Index]];
            case UnaryTerm unary:
                return Apply(unary.Operation, Of(unary.Operand, values, slots));
            case BinaryTerm binary:
                return Apply(binary.Operation, Of(binary.Left, values, slots), Of(binary.Right, values, slots));
            case ChoiceTerm choice:
                var chosen = Of(choice.Condition, values, slots);
                return double.IsNaN(chosen) ? double.NaN : Of(chosen != 0 ? choice.Then : choice.Otherwise, values, slots);
            case LookupTerm lookup:
                var at = Of(lookup.Operand, values, slots);
                return lookup.IsSlope ? lookup.Curve.SlopeAt(at) : lookup.Curve.At(at);
            default:
                throw new ArgumentException($"Unknown kind of term {term.GetType().Name}.", nameof(term));
        }
    }

    public static double Apply(Operation operation, double x) => operation switch
    {
        Operation.Negate => Operations.Negate.Apply(x),
        Operation.Not => Operations.Not.Apply(x),
        Operation.Abs => Operations.Abs.Apply(x),
        Operation.Sqrt => Operations.Sqrt.Apply(x),
        Operation.Exp => Operations.Exp.Apply(x),
        Operation.Ln => Operations.Ln.Apply(x),
        Operation.Log10 => Operations.Log10.Apply(x),
        Operation.Sin => Operations.Sin.Apply(x),
        Operation.Cos => Operations.Cos.Apply(x),
        Operation.Tan => Operations.Tan.Apply(x),
        Operation.Asin => Operations.Asin.Apply(x),
        Operation.Acos => Operations.Acos.Apply(x),
        Operation.Atan => Operations.Atan.Apply(x),
        Operation.Tanh => Operations.Tanh.Apply(x),
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "No function of one number."),
    };

    public static double Apply(Operation operation, double a, double b) => operation switch
    {
        Operation.Add => Operations.Add.Apply(a, b),
        Operation.Subtract => Operations.Subtract.Apply(a, b),
        Operation.Multiply => Operations.Multiply.Apply(a, b),
        Operation.Divide => Operations.Divide.Apply(a, b),
        Operation.Power => Operations.Power.Apply(a, b),
        Operation.Min => Operations.Min.Apply(a, b),
        Operation.Max => Operations.Max.Apply(a, b),
        Operation.Atan2 => Operations.Atan2.Apply(a, b),
        Operation.Equal => Operations.Equal.Apply(a, b),
        Operation.NotEqual => Operations.NotEqual.Apply(a, b),
        Operation.Less => Operations.Less.Apply(a, b),
        Operation.LessOrEqual => Operations.LessOrEqual.Apply(a, b),
        Operation.Greater => Operations.Greater.Apply(a, b),
        Operation.GreaterOrEqual => Operations.GreaterOrEqual.Apply(a, b),
        Operation.And => Operations.And.Apply(a, b),
        Operation.Or => Operations.Or.Apply(a, b),
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "No function of two numbers."),
    };
}
