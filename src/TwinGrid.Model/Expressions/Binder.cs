using System.Collections.Immutable;
using TwinGrid.Model.Names;
using TwinGrid.Model.Samples;
using TwinGrid.Model.Units;

namespace TwinGrid.Model.Expressions;

/// <summary>
/// Walks a syntax tree, looks names up, checks types and units and builds the nodes. A part that is wrong is reported once and yields null, so that what surrounds it is
/// still checked but not reported again.
/// </summary>
internal sealed class Binder
{
    private readonly List<ExpressionError> errors = [];
    private readonly Leaves leaves;
    private readonly Arithmetic arithmetic;
    private readonly Functions functions;
    private readonly EquationFunctions? equationFunctions;

    public Binder(SymbolTable symbols)
    {
        IsPhysical = symbols.IsPhysical;
        leaves = new Leaves(symbols, Fail);
        arithmetic = new Arithmetic(Fail);
        functions = new Functions(arithmetic, Fail);
        equationFunctions = symbols.IsPhysical ? new EquationFunctions(symbols, leaves, Bind, Fail) : null;
    }

    /// <summary>Numbers are in coherent SI units.</summary>
    public bool IsPhysical { get; }

    public IReadOnlyList<ExpressionError> Errors => errors;

    public ImmutableArray<string> Inputs => leaves.Inputs;

    public Node? BindNumber(Expression expression, Unit unit)
    {
        if (BindNumber(expression) is not { } bound)
        {
            return null;
        }

        var wanted = IsPhysical ? Quantity.Coherent(unit) : Quantity.Of(unit);
        if (!bound.Quantity.MeasuresSameAs(wanted) && !bound.Quantity.IsBareZero)
        {
            return Fail(expression.At, $"the result is {bound.Quantity}, which can't be given in '{unit}' ({unit.Dimension})")?.Node;
        }

        if (unit.IsAffine && bound.Quantity.Weight is { } weight && Math.Abs(weight - 1) > 1e-9)
        {
            return Fail(expression.At, $"the result is a difference or sum of temperatures, which can't be given in '{unit}'; use K")?.Node;
        }

        return bound.Quantity.IsBareZero || IsPhysical ? bound.Node : bound.In(unit);
    }

    /// <summary>Both sides of an equation, which must measure the same.</summary>
    public (Node Left, Node Right, Dimension Dimension)? BindEquation(EquationExpression equation)
    {
        var left = BindNumber(equation.Left);
        var right = BindNumber(equation.Right);
        return left is not null && right is not null && arithmetic.Unify([left, right], equation.At) is { } unified
            ? (unified.Nodes[0], unified.Nodes[1], unified.Quantity.Dimension)
            : null;
    }

    public Node? BindBoolean(Expression expression) => BindTruth(expression)?.Node;

    private Bound? Bind(Expression expression) => expression switch
    {
        NumberExpression number => leaves.Literal(number),
        BooleanExpression boolean => new Bound(new ConstantNode(boolean.Value ? 1 : 0), Quantity.Truth, boolean.At),
        SymbolExpression symbol => Fail(symbol.At, $"the symbol \"{symbol.Symbol}\" can only be compared with a state, by == or !="),
        ReferenceExpression reference => leaves.Reference(reference),
        UnaryExpression { Operator: UnaryOperator.Negate } negation => BindNumber(negation.Operand) is { } operand ? Arithmetic.Negate(operand) : null,
        UnaryExpression negation => BindNegation(negation),
        BinaryExpression binary => BindBinary(binary),
        CallExpression call => BindCall(call),
        _ => throw new ArgumentException($"Unknown kind of expression {expression.GetType().Name}.", nameof(expression)),
    };

    private Bound? BindNegation(UnaryExpression negation) =>
        BindTruth(negation.Operand) is { } operand
            ? Bound.Fold(new UnaryNode<Operations.Not>(operand.Node), Quantity.Truth, negation.At, operand.Node)
            : null;

    private Bound? BindBinary(BinaryExpression binary)
    {
        switch (binary.Operator)
        {
            case BinaryOperator.And or BinaryOperator.Or:
                return BindLogic(binary);
            case BinaryOperator.Equal or BinaryOperator.NotEqual when binary.Left is SymbolExpression symbol:
                return BindState(binary, binary.Right, symbol);
            case BinaryOperator.Equal or BinaryOperator.NotEqual when binary.Right is SymbolExpression symbol:
                return BindState(binary, binary.Left, symbol);
            case BinaryOperator.Equal or BinaryOperator.NotEqual:
                return BindEquality(binary);
        }

        var left = BindNumber(binary.Left);
        var right = BindNumber(binary.Right);
        return left is null || right is null ? null : arithmetic.Combine(binary.Operator, left, right, binary.At);
    }

    private Bound? BindLogic(BinaryExpression binary)
    {
        var left = BindTruth(binary.Left);
        var right = BindTruth(binary.Right);
        if (left is null || right is null)
        {
            return null;
        }

        Node node = binary.Operator == BinaryOperator.And
            ? new BinaryNode<Operations.And>(left.Node, right.Node)
            : new BinaryNode<Operations.Or>(left.Node, right.Node);
        return Bound.Fold(node, Quantity.Truth, binary.At, left.Node, right.Node);
    }

    private Bound? BindState(BinaryExpression binary, Expression operand, SymbolExpression symbol)
    {
        if (Bind(operand) is not { } state)
        {
            return null;
        }

        if (state.Quantity.Type != SignalType.Enumeration)
        {
            return Fail(binary.At, $"the symbol \"{symbol.Symbol}\" is compared with {state.Quantity}, not with a state");
        }

        foreach (var known in state.Quantity.Symbols)
        {
            if (known.Symbol == symbol.Symbol)
            {
                return arithmetic.Compare(binary.Operator, state.Node, new ConstantNode(known.Number), binary.At);
            }
        }

        var names = state.Quantity.Symbols.Select(s => s.Symbol).ToList();
        var alike = Suggestion.Nearest(symbol.Symbol, names) is { } near ? $"; did you mean \"{near}\"?" : $"; there are {string.Join(", ", names)}";
        return Fail(symbol.At, $"no such state \"{symbol.Symbol}\"{alike}");
    }

    private Bound? BindEquality(BinaryExpression binary)
    {
        var left = Bind(binary.Left);
        var right = Bind(binary.Right);
        if (left is null || right is null)
        {
            return null;
        }

        if (left.Quantity.IsNumber && right.Quantity.IsNumber)
        {
            return arithmetic.Combine(binary.Operator, left, right, binary.At);
        }

        var isAlike = left.Quantity.Type == right.Quantity.Type && left.Quantity.Symbols.SequenceEqual(right.Quantity.Symbols);
        return isAlike
            ? arithmetic.Compare(binary.Operator, left.Node, right.Node, binary.At)
            : Fail(binary.At, $"{left.Quantity} is compared with {right.Quantity}");
    }

    private Bound? BindCall(CallExpression call)
    {
        if (call.Arguments is [ReferenceExpression reference] && Enum.TryParse<AggregateFunction>(call.Function, true, out var function) &&
            call.Function == call.Function.ToLowerInvariant())
        {
            return leaves.Aggregate(call, function, reference);
        }

        if (call.Function == "if")
        {
            return BindCondition(call);
        }

        if (equationFunctions is not null && EquationFunctions.Names.Contains(call.Function))
        {
            return equationFunctions.Call(call);
        }

        if (!Functions.IsKnown(call.Function))
        {
            string[] known = equationFunctions is null ? [.. Functions.Names] : [.. Functions.Names, .. EquationFunctions.Names];
            var alike = Suggestion.Nearest(call.Function, known);
            return Fail(call.At, $"unknown function '{call.Function}'{(alike is null ? $"; there are {string.Join(", ", known)}" : $"; did you mean '{alike}'?")}");
        }

        var arguments = new List<Bound>();
        var isComplete = true;
        foreach (var argument in call.Arguments)
        {
            if (BindNumber(argument) is { } bound)
            {
                arguments.Add(bound);
            }
            else
            {
                isComplete = false;
            }
        }

        return isComplete ? functions.Call(call, arguments) : null;
    }

    private Bound? BindCondition(CallExpression call)
    {
        if (call.Arguments.Length != 3)
        {
            return Fail(call.At, $"if takes 3 arguments (condition, then, otherwise), not {call.Arguments.Length}");
        }

        var condition = BindTruth(call.Arguments[0]);
        var then = Bind(call.Arguments[1]);
        var otherwise = Bind(call.Arguments[2]);
        if (condition is null || then is null || otherwise is null)
        {
            return null;
        }

        if (then.Quantity.Type == SignalType.Boolean && otherwise.Quantity.Type == SignalType.Boolean)
        {
            return new Bound(new ConditionNode(condition.Node, then.Node, otherwise.Node), Quantity.Truth, call.At);
        }

        if (!then.Quantity.IsNumber || !otherwise.Quantity.IsNumber)
        {
            return Fail(call.At, $"if yields {then.Quantity} or {otherwise.Quantity}; two numbers or two booleans are expected");
        }

        return arithmetic.Unify([then, otherwise], call.At) is { } unified
            ? new Bound(new ConditionNode(condition.Node, unified.Nodes[0], unified.Nodes[1]), unified.Quantity, call.At)
            : null;
    }

    private Bound? BindNumber(Expression expression)
    {
        if (Bind(expression) is not { } bound)
        {
            return null;
        }

        var hint = bound.Quantity.Type == SignalType.Boolean ? "; if(x, 1, 0) makes a number of it" : "";
        return bound.Quantity.IsNumber ? bound : Fail(bound.At, $"a number is expected, not {bound.Quantity}{hint}");
    }

    private Bound? BindTruth(Expression expression)
    {
        if (Bind(expression) is not { } bound)
        {
            return null;
        }

        return bound.Quantity.Type == SignalType.Boolean ? bound : Fail(bound.At, $"a condition is expected, not {bound.Quantity}");
    }

    private Bound? Fail(TextPosition at, string message)
    {
        errors.Add(new ExpressionError(at, message));
        return null;
    }
}
