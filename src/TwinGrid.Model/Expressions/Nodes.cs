namespace TwinGrid.Model.Expressions;

/// <summary>
/// A compiled part of an expression. Values are doubles, booleans 0 and 1; NaN stands for "not known" and spreads, through comparisons and conditions too, so that an
/// unknown input never picks a branch. Plain double arithmetic in a fixed order: the same inputs give the same bits on one platform.
/// </summary>
internal abstract class Node
{
    public abstract double Evaluate(ReadOnlySpan<double> inputs);

    public abstract T Translate<T>(IExpressionTranslator<T> translator);
}

internal sealed class ConstantNode(double value) : Node
{
    public double Value => value;

    public override double Evaluate(ReadOnlySpan<double> inputs) => value;

    public override T Translate<T>(IExpressionTranslator<T> translator) => translator.Constant(value);
}

internal sealed class InputNode(int index) : Node
{
    public override double Evaluate(ReadOnlySpan<double> inputs) => inputs[index];

    public override T Translate<T>(IExpressionTranslator<T> translator) => translator.Input(index);
}

/// <summary>A change of unit.</summary>
internal sealed class ConversionNode(Node operand, double factor, double offset) : Node
{
    public override double Evaluate(ReadOnlySpan<double> inputs)
    {
        var scaled = operand.Evaluate(inputs) * factor;
        return scaled + offset;
    }

    public override T Translate<T>(IExpressionTranslator<T> translator)
    {
        var scaled = translator.Binary(Operation.Multiply, operand.Translate(translator), translator.Constant(factor));
        return translator.Binary(Operation.Add, scaled, translator.Constant(offset));
    }
}

internal sealed class UnaryNode<TOperation>(Node operand) : Node
    where TOperation : struct, IUnaryOperation
{
    public override double Evaluate(ReadOnlySpan<double> inputs) => TOperation.Apply(operand.Evaluate(inputs));

    public override T Translate<T>(IExpressionTranslator<T> translator) => translator.Unary(TOperation.Kind, operand.Translate(translator));
}

internal sealed class BinaryNode<TOperation>(Node left, Node right) : Node
    where TOperation : struct, IBinaryOperation
{
    public override double Evaluate(ReadOnlySpan<double> inputs) => TOperation.Apply(left.Evaluate(inputs), right.Evaluate(inputs));

    public override T Translate<T>(IExpressionTranslator<T> translator) =>
        translator.Binary(TOperation.Kind, left.Translate(translator), right.Translate(translator));
}

/// <summary>if(condition, then, otherwise); both branches are free of side effects, only one is computed.</summary>
internal sealed class ConditionNode(Node condition, Node then, Node otherwise) : Node
{
    public override double Evaluate(ReadOnlySpan<double> inputs)
    {
        var chosen = condition.Evaluate(inputs);
        return double.IsNaN(chosen) ? double.NaN : chosen != 0 ? then.Evaluate(inputs) : otherwise.Evaluate(inputs);
    }

    public override T Translate<T>(IExpressionTranslator<T> translator) =>
        translator.Condition(condition.Translate(translator), then.Translate(translator), otherwise.Translate(translator));
}

/// <summary>table(x, name), both sides in coherent SI units.</summary>
internal sealed class LookupNode(Curve curve, Node operand) : Node
{
    public override double Evaluate(ReadOnlySpan<double> inputs) => curve.At(operand.Evaluate(inputs));

    public override T Translate<T>(IExpressionTranslator<T> translator) => translator.Lookup(curve, operand.Translate(translator));
}

/// <summary>noEvent(part).</summary>
internal sealed class WithoutEventsNode(Node part) : Node
{
    public override double Evaluate(ReadOnlySpan<double> inputs) => part.Evaluate(inputs);

    public override T Translate<T>(IExpressionTranslator<T> translator) => translator.WithoutEvents(() => part.Translate(translator));
}
