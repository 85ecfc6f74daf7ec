using TwinGrid.Model.Names;

namespace TwinGrid.Model.Expressions;

/// <summary>What only equations of physics know: <c>der(x)</c>, <c>table(x, name)</c>, <c>noEvent(...)</c>.</summary>
/// <param name="symbols">States and tables.</param>
/// <param name="leaves">Makes the inputs.</param>
/// <param name="bind">Binds a part.</param>
/// <param name="fail">Notes an error and yields null.</param>
internal sealed class EquationFunctions(
    SymbolTable symbols, Leaves leaves, Func<Expression, Bound?> bind, Func<TextPosition, string, Bound?> fail)
{
    public static IReadOnlyList<string> Names { get; } = ["der", "table", "noEvent"];

    public Bound? Call(CallExpression call) => call.Function switch
    {
        "der" => Derivative(call),
        "table" => Table(call),
        _ => WithoutEvents(call),
    };

    private Bound? Derivative(CallExpression call)
    {
        if (call.Arguments is not [ReferenceExpression reference])
        {
            return fail(call.At, "der takes the name of a variable, such as der(level)");
        }

        if (symbols.FindDerivative(reference.Name, out var why) is { } symbol)
        {
            return leaves.Derivative(symbol, call.At);
        }

        return why is null ? leaves.Reference(reference) is null ? null : fail(reference.At, $"'{reference.Name}' has no derivative") : fail(reference.At, why);
    }

    private Bound? Table(CallExpression call)
    {
        if (call.Arguments is not [var at, ReferenceExpression reference])
        {
            return fail(call.At, "table takes two arguments: where, and the name of a table, such as table(flow, head)");
        }

        var operand = bind(at);
        if (symbols.FindTable(reference.Name) is not { } table)
        {
            var alike = Suggestion.Nearest(reference.Name, symbols.TableNames);
            return fail(reference.At, $"unknown table '{reference.Name}'{(alike is null ? "" : $"; did you mean '{alike}'?")}");
        }

        if (operand is null)
        {
            return null;
        }

        var wanted = Quantity.Coherent(table.X);
        if (!operand.Quantity.IsNumber || (!operand.Quantity.MeasuresSameAs(wanted) && !operand.Quantity.IsBareZero))
        {
            return fail(operand.At, $"table '{table.Name}' is looked up at {operand.Quantity}, not at {wanted}");
        }

        return Bound.Fold(new LookupNode(table.Curve, operand.Node), Quantity.Coherent(table.Y), call.At, operand.Node);
    }

    private Bound? WithoutEvents(CallExpression call)
    {
        if (call.Arguments is not [var part])
        {
            return fail(call.At, $"noEvent takes 1 argument, not {call.Arguments.Length}");
        }

        return bind(part) is { } bound ? bound with { Node = bound.Node is ConstantNode ? bound.Node : new WithoutEventsNode(bound.Node), At = call.At } : null;
    }
}
