namespace TwinGrid.Model.Expressions;

/// <summary>The functions on numbers: what they take, what they yield.</summary>
/// <param name="arithmetic">Brings arguments to one scale.</param>
/// <param name="fail">Notes an error and yields null.</param>
internal sealed class Functions(Arithmetic arithmetic, Func<TextPosition, string, Bound?> fail)
{
    private static readonly string[] Plain = ["exp", "ln", "log10", "sin", "cos", "tan", "asin", "acos", "atan", "tanh"];

    public static IReadOnlyList<string> Names { get; } = ["if", "min", "max", "abs", "sqrt", "pow", "clamp", "atan2", .. Plain];

    public static bool IsKnown(string name) => Names.Contains(name);

    public Bound? Call(CallExpression call, IReadOnlyList<Bound> arguments)
    {
        var (least, most) = call.Function switch
        {
            "min" or "max" => (2, 64),
            "pow" or "atan2" => (2, 2),
            "clamp" => (3, 3),
            _ => (1, 1),
        };
        if (arguments.Count < least || arguments.Count > most)
        {
            var expected = least == most ? $"{least}" : $"{least} to {most}";
            return fail(call.At, $"{call.Function} takes {expected} argument{(most == 1 ? "" : "s")}, not {arguments.Count}");
        }

        return call.Function switch
        {
            "min" or "max" => Extreme(call, arguments),
            "clamp" => Clamp(call, arguments),
            "pow" => arithmetic.Power(arguments[0], arguments[1], call.At),
            "sqrt" => Root(call, arguments[0]),
            "abs" => Magnitude(call, arguments[0]),
            "atan2" => Angle(call, arguments),
            _ => OfPlain(call, arguments[0]),
        };
    }

    private Bound? Extreme(CallExpression call, IReadOnlyList<Bound> arguments)
    {
        if (arithmetic.Unify(arguments, call.At) is not { } unified)
        {
            return null;
        }

        var node = unified.Nodes[0];
        foreach (var next in unified.Nodes.AsSpan(1))
        {
            node = call.Function == "min" ? new BinaryNode<Operations.Min>(node, next) : new BinaryNode<Operations.Max>(node, next);
        }

        return Bound.Fold(node, unified.Quantity, call.At, unified.Nodes);
    }

    /// <summary>The nearest value in [low, high]; low where they are the wrong way round.</summary>
    private Bound? Clamp(CallExpression call, IReadOnlyList<Bound> arguments)
    {
        if (arithmetic.Unify(arguments, call.At) is not { } unified)
        {
            return null;
        }

        var (value, low, high) = (unified.Nodes[0], unified.Nodes[1], unified.Nodes[2]);
        var node = new BinaryNode<Operations.Max>(new BinaryNode<Operations.Min>(value, high), low);
        return Bound.Fold(node, unified.Quantity, call.At, unified.Nodes);
    }

    private Bound? Root(CallExpression call, Bound argument)
    {
        if (argument.Quantity.Special is not null || argument.Quantity.Dimension.Power(0.5) is not { } dimension)
        {
            return fail(call.At, $"{argument.Quantity} has no square root");
        }

        if (dimension.IsNone)
        {
            var plain = argument.AsPlain();
            return Bound.Fold(new UnaryNode<Operations.Sqrt>(plain), Quantity.Plain, call.At, plain);
        }

        var absolute = argument.Absolute();
        var quantity = Quantity.Plain with { Dimension = dimension, Scale = Math.Sqrt(absolute.Quantity.Scale) };
        return Bound.Fold(new UnaryNode<Operations.Sqrt>(absolute.Node), quantity, call.At, absolute.Node);
    }

    private Bound? Magnitude(CallExpression call, Bound argument)
    {
        if (argument.Quantity is { Offset: not 0, Weight: not 0 })
        {
            return fail(call.At, "abs of a temperature has no meaning; take the difference of two");
        }

        var quantity = argument.Quantity with { Constant = null };
        return Bound.Fold(new UnaryNode<Operations.Abs>(argument.Node), quantity, call.At, argument.Node);
    }

    private Bound? Angle(CallExpression call, IReadOnlyList<Bound> arguments)
    {
        if (arithmetic.Unify(arguments, call.At) is not { } unified)
        {
            return null;
        }

        return Bound.Fold(new BinaryNode<Operations.Atan2>(unified.Nodes[0], unified.Nodes[1]), Quantity.Plain, call.At, unified.Nodes);
    }

    private Bound? OfPlain(CallExpression call, Bound argument)
    {
        if (!argument.Quantity.Dimension.IsNone || argument.Quantity.Special is not null)
        {
            var expected = call.Function is "sin" or "cos" or "tan" ? "an angle" : "a plain number";
            return fail(call.At, $"{call.Function} takes {expected}, not {argument.Quantity}");
        }

        var plain = argument.AsPlain();
        Node node = call.Function switch
        {
            "exp" => new UnaryNode<Operations.Exp>(plain),
            "ln" => new UnaryNode<Operations.Ln>(plain),
            "log10" => new UnaryNode<Operations.Log10>(plain),
            "sin" => new UnaryNode<Operations.Sin>(plain),
            "cos" => new UnaryNode<Operations.Cos>(plain),
            "tan" => new UnaryNode<Operations.Tan>(plain),
            "asin" => new UnaryNode<Operations.Asin>(plain),
            "acos" => new UnaryNode<Operations.Acos>(plain),
            "atan" => new UnaryNode<Operations.Atan>(plain),
            _ => new UnaryNode<Operations.Tanh>(plain),
        };
        return Bound.Fold(node, Quantity.Plain, call.At, plain);
    }
}
