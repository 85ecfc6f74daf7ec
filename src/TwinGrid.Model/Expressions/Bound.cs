using TwinGrid.Model.Samples;
using TwinGrid.Model.Units;

namespace TwinGrid.Model.Expressions;

/// <summary>A checked part of an expression: how to compute it, what it yields, where it stands.</summary>
internal sealed record Bound(Node Node, Quantity Quantity, TextPosition At)
{
    /// <summary>The number in another scale of the same quantity. A number of unknown weight is taken as a difference, so that it is scaled only.</summary>
    public Node In(double scale, double offset) => Convert(scale, offset, Quantity.Weight ?? 0);

    /// <summary>The number in a unit, for a result: a number of unknown weight is taken as a temperature.</summary>
    public Node In(Unit unit) => Convert(unit.Scale, unit.Offset, Quantity.Weight ?? 1);

    /// <summary>The same on a scale that starts at the quantity's zero, as products and powers need it.</summary>
    public Bound Absolute()
    {
        if (Quantity.Offset == 0)
        {
            return this with { Quantity = Quantity with { Weight = null } };
        }

        return new Bound(In(Quantity.Scale, 0), Quantity with { Offset = 0, Weight = null }, At);
    }

    /// <summary>A plain number in steps of 1, as functions need it; percents become fractions.</summary>
    public Node AsPlain() => In(1, 0);

    public static Bound Fold(Node node, Quantity quantity, TextPosition at, params ReadOnlySpan<Node> operands)
    {
        foreach (var operand in operands)
        {
            if (operand is not ConstantNode)
            {
                return new Bound(node, quantity, at);
            }
        }

        var value = node.Evaluate([]);
        var isPlain = quantity is { Type: SignalType.Number, Dimension.IsNone: true, Special: null, Scale: 1 };
        return new Bound(new ConstantNode(value), isPlain ? quantity with { Constant = value } : quantity, at);
    }

    private Node Convert(double scale, double offset, double weight)
    {
        var factor = UnitConversion.Clean(Quantity.Scale / scale);
        var shift = UnitConversion.Clean(weight * (Quantity.Offset - offset) / scale);
        if (factor == 1 && shift == 0)
        {
            return Node;
        }

        Node converted = new ConversionNode(Node, factor, shift);
        return Node is ConstantNode ? new ConstantNode(converted.Evaluate([])) : converted;
    }
}
