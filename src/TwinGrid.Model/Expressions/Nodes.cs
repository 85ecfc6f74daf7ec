namespace TwinGrid.Model.Expressions;

/// <summary>
/// A compiled part of an expression. Values are doubles, booleans 0 and 1; NaN stands for "not known" and spreads, through comparisons and conditions too, so that an
/// unknown input never picks a branch. Plain double arithmetic in a fixed order: the same inputs give the same bits on one platform.
/// </summary>
internal abstract class Node
{
    public abstract double Evaluate(ReadOnlySpan<double> inputs);
}

internal sealed class ConstantNode(double value) : Node
{
    public double Value => value;

    public override double Evaluate(ReadOnlySpan<double> inputs) => value;
}

internal sealed class InputNode(int index) : Node
{
    public override double Evaluate(ReadOnlySpan<double> inputs) => inputs[index];
}

/// <summary>A change of unit.</summary>
internal sealed class ConversionNode(Node operand, double factor, double offset) : Node
{
    public override double Evaluate(ReadOnlySpan<double> inputs)
    {
        var scaled = operand.Evaluate(inputs) * factor;
        return scaled + offset;
    }
}

internal sealed class UnaryNode<TOperation>(Node operand) : Node
    where TOperation : struct, IUnaryOperation
{
    public override double Evaluate(ReadOnlySpan<double> inputs) => TOperation.Apply(operand.Evaluate(inputs));
}

internal sealed class BinaryNode<TOperation>(Node left, Node right) : Node
    where TOperation : struct, IBinaryOperation
{
    public override double Evaluate(ReadOnlySpan<double> inputs) => TOperation.Apply(left.Evaluate(inputs), right.Evaluate(inputs));
}

/// <summary>if(condition, then, otherwise); both branches are free of side effects, only one is computed.</summary>
internal sealed class ConditionNode(Node condition, Node then, Node otherwise) : Node
{
    public override double Evaluate(ReadOnlySpan<double> inputs)
    {
        var chosen = condition.Evaluate(inputs);
        return double.IsNaN(chosen) ? double.NaN : chosen != 0 ? then.Evaluate(inputs) : otherwise.Evaluate(inputs);
    }
}
