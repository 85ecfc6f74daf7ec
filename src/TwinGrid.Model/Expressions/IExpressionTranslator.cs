namespace TwinGrid.Model.Expressions;

/// <summary>Makes another form of a checked expression, from the leaves up.</summary>
/// <typeparam name="T">A part in the other form.</typeparam>
public interface IExpressionTranslator<T>
{
    /// <summary>A number that is known beforehand.</summary>
    T Constant(double value);

    /// <summary>The value of an input, by its place in <see cref="CompiledExpression.Inputs"/>.</summary>
    T Input(int index);

    /// <summary><see cref="Operations"/> of one operand.</summary>
    T Unary(Operation operation, T operand);

    /// <summary><see cref="Operations"/> of two operands.</summary>
    T Binary(Operation operation, T left, T right);

    /// <summary>One of two, by a truth value; NaN when that is not known.</summary>
    T Condition(T condition, T then, T otherwise);

    /// <summary>A table looked up.</summary>
    T Lookup(Curve curve, T operand);

    /// <summary><c>noEvent(...)</c>: within the part, comparisons are computed as they stand and raise no events.</summary>
    T WithoutEvents(Func<T> part);
}
