using TwinGrid.Model.Units;

namespace TwinGrid.Model.Expressions;

/// <summary>Operators on quantities: which fit together, what they yield, and where a conversion is needed.</summary>
/// <param name="fail">Notes an error and yields null.</param>
internal sealed class Arithmetic(Func<TextPosition, string, Bound?> fail)
{
    public Bound? Combine(BinaryOperator operation, Bound left, Bound right, TextPosition at) => operation switch
    {
        BinaryOperator.Add => Sum(left, right, 1, at),
        BinaryOperator.Subtract => Sum(left, right, -1, at),
        BinaryOperator.Multiply => Multiply(left, right, at),
        BinaryOperator.Divide => Divide(left, right, at),
        BinaryOperator.Power => Power(left, right, at),
        _ => Unify([left, right], at) is { } unified ? Compare(operation, unified.Nodes[0], unified.Nodes[1], at) : null,
    };

    public static Bound Negate(Bound operand)
    {
        var quantity = operand.Quantity with { Weight = -operand.Quantity.Weight, Constant = null };
        return Bound.Fold(new UnaryNode<Operations.Negate>(operand.Node), quantity, operand.At, operand.Node);
    }

    public Bound? Compare(BinaryOperator operation, Node left, Node right, TextPosition at)
    {
        Node? node = operation switch
        {
            BinaryOperator.Equal => new BinaryNode<Operations.Equal>(left, right),
            BinaryOperator.NotEqual => new BinaryNode<Operations.NotEqual>(left, right),
            BinaryOperator.Less => new BinaryNode<Operations.Less>(left, right),
            BinaryOperator.LessOrEqual => new BinaryNode<Operations.LessOrEqual>(left, right),
            BinaryOperator.Greater => new BinaryNode<Operations.Greater>(left, right),
            BinaryOperator.GreaterOrEqual => new BinaryNode<Operations.GreaterOrEqual>(left, right),
            _ => null,
        };
        return node is null ? fail(at, "a comparison is expected") : Bound.Fold(node, Quantity.Truth, at, left, right);
    }

    /// <summary>Brings operands that stand for the same kind of thing to one scale: for comparisons, if, min, max, clamp.</summary>
    public (Node[] Nodes, Quantity Quantity)? Unify(IReadOnlyList<Bound> operands, TextPosition at)
    {
        var lead = operands.FirstOrDefault(o => !o.Quantity.IsBareZero) ?? operands[0];
        var known = operands.Select(o => o.Quantity.Weight).Where(w => w is not null).Distinct().ToList();
        foreach (var operand in operands)
        {
            if (operand.Quantity.IsBareZero && lead.Quantity.Offset == 0)
            {
                continue;
            }

            if (!Fits(lead, operand))
            {
                return Mismatch(lead, operand, at);
            }
        }

        if (known.Count > 1)
        {
            fail(at, "a temperature and a difference of temperatures don't go together");
            return null;
        }

        // Kelvins beside degrees: only an absolute scale is common to both.
        var mixed = known.Count == 1 && operands.Any(o => o.Quantity.Weight is null);
        var quantity = lead.Quantity with { Weight = known.FirstOrDefault(), Offset = mixed ? 0 : lead.Quantity.Offset, Constant = null };
        var nodes = operands.Select(o => o.Quantity.IsBareZero ? o.Node : o.In(quantity.Scale, quantity.Offset)).ToArray();
        return (nodes, quantity);
    }

    public Bound? Power(Bound left, Bound right, TextPosition at)
    {
        if (!right.Quantity.Dimension.IsNone || right.Quantity.Special is not null)
        {
            return fail(right.At, $"an exponent is a plain number, not {right.Quantity}");
        }

        if (left.Quantity.Special is not null)
        {
            return fail(left.At, $"{left.Quantity} has no powers");
        }

        if (left.Quantity.Dimension.IsNone)
        {
            var (plain, exponent) = (left.AsPlain(), right.AsPlain());
            return Bound.Fold(new BinaryNode<Operations.Power>(plain, exponent), Quantity.Plain, at, plain, exponent);
        }

        if (right.Quantity.Constant is not { } power)
        {
            return fail(right.At, $"the exponent of {left.Quantity} must be a constant, or the unit of the result would not be known");
        }

        if (left.Quantity.Dimension.Power(power) is not { } dimension)
        {
            return fail(right.At, $"{left.Quantity} has no power {power.ToString(System.Globalization.CultureInfo.InvariantCulture)}: exponents of units are multiples of 1/60");
        }

        var absolute = left.Absolute();
        var quantity = Quantity.Plain with { Dimension = dimension, Scale = Operations.Power.Apply(absolute.Quantity.Scale, power) };
        return double.IsNormal(quantity.Scale)
            ? Bound.Fold(new BinaryNode<Operations.Power>(absolute.Node, right.Node), quantity, at, absolute.Node, right.Node)
            : fail(at, "the unit of the result is too large or too small for a number");
    }

    private Bound? Sum(Bound left, Bound right, int sign, TextPosition at)
    {
        if (left.Quantity.IsBareZero || right.Quantity.IsBareZero)
        {
            return SumWithZero(left, right, sign, at);
        }

        if (!Fits(left, right))
        {
            Mismatch(left, right, at);
            return null;
        }

        var scaleOwner = left.Quantity.Offset != 0 || right.Quantity.Offset == 0 ? left.Quantity : right.Quantity;
        var (a, b) = (left.In(scaleOwner.Scale, scaleOwner.Offset), right.In(scaleOwner.Scale, scaleOwner.Offset));
        double? weight = left.Quantity.Weight is null && right.Quantity.Weight is null
            ? null
            : (left.Quantity.Weight ?? 0) + (sign * (right.Quantity.Weight ?? 0));
        Node node = sign > 0 ? new BinaryNode<Operations.Add>(a, b) : new BinaryNode<Operations.Subtract>(a, b);
        return Bound.Fold(node, scaleOwner with { Weight = weight, Constant = null }, at, a, b);
    }

    private Bound? SumWithZero(Bound left, Bound right, int sign, TextPosition at)
    {
        var other = left.Quantity.IsBareZero ? right : left;
        if (other.Quantity.Offset != 0)
        {
            Mismatch(left, right, at);
            return null;
        }

        return left.Quantity.IsBareZero && sign < 0 ? Negate(right) : other with { At = at };
    }

    private Bound? Multiply(Bound left, Bound right, TextPosition at)
    {
        if (left.Quantity.Constant is { } factor)
        {
            return Scale(right, factor, new BinaryNode<Operations.Multiply>(left.Node, right.Node), left.Node, at);
        }

        if (right.Quantity.Constant is { } constant)
        {
            return Scale(left, constant, new BinaryNode<Operations.Multiply>(left.Node, right.Node), right.Node, at);
        }

        return Product(left, right, at, divide: false);
    }

    private Bound? Divide(Bound left, Bound right, TextPosition at) =>
        right.Quantity.Constant is { } divisor
            ? Scale(left, 1 / divisor, new BinaryNode<Operations.Divide>(left.Node, right.Node), right.Node, at)
            : Product(left, right, at, divide: true);

    /// <summary>A multiple by a known plain number stays on its scale.</summary>
    private static Bound Scale(Bound operand, double factor, Node node, Node constant, TextPosition at) =>
        Bound.Fold(node, operand.Quantity with { Weight = operand.Quantity.Weight * factor, Constant = null }, at, operand.Node, constant);

    private Bound? Product(Bound left, Bound right, TextPosition at, bool divide)
    {
        if (left.Quantity.Special is not null || right.Quantity.Special is not null)
        {
            var special = left.Quantity.Special is not null ? left : right;
            return fail(at, $"{special.Quantity} is on no ratio scale: it can only be compared, added, and multiplied by constants");
        }

        var (a, b) = (left.Absolute(), right.Absolute());
        try
        {
            var quantity = Quantity.Plain with
            {
                Dimension = divide ? a.Quantity.Dimension / b.Quantity.Dimension : a.Quantity.Dimension * b.Quantity.Dimension,
                Scale = divide ? a.Quantity.Scale / b.Quantity.Scale : a.Quantity.Scale * b.Quantity.Scale,
            };
            Node node = divide ? new BinaryNode<Operations.Divide>(a.Node, b.Node) : new BinaryNode<Operations.Multiply>(a.Node, b.Node);
            return double.IsNormal(quantity.Scale)
                ? Bound.Fold(node, quantity, at, a.Node, b.Node)
                : fail(at, "the unit of the result is too large or too small for a number");
        }
        catch (OverflowException)
        {
            return fail(at, "the exponents of the unit add up to too much");
        }
    }

    private static bool Fits(Bound left, Bound right) =>
        left.Quantity.MeasuresSameAs(right.Quantity) && !IsAmbiguous(left.Quantity, right.Quantity) && !IsAmbiguous(right.Quantity, left.Quantity);

    /// <summary>95 beside a signal in percent: is it 95 % or 9 500 %?</summary>
    private static bool IsAmbiguous(Quantity number, Quantity other) => number.Constant is not null && other.IsStepped;

    private (Node[] Nodes, Quantity Quantity)? Mismatch(Bound left, Bound right, TextPosition at)
    {
        if (IsAmbiguous(left.Quantity, right.Quantity) || IsAmbiguous(right.Quantity, left.Quantity))
        {
            var code = left.Quantity.Code ?? right.Quantity.Code;
            fail(at, $"a plain number beside one in '{code}' may be meant either way; write 95 '{code}', or 0.95 '1' for the plain number");
            return null;
        }

        var isTemperature = left.Quantity.Offset != 0 || right.Quantity.Offset != 0;
        var hint = left.Quantity.Dimension.IsNone != right.Quantity.Dimension.IsNone
            ? $"; a number with a unit is written {(isTemperature ? "20 'Cel'" : "5 'kW'")}"
            : "";
        fail(at, $"{left.Quantity} and {right.Quantity} don't go together{hint}");
        return null;
    }
}
