using TwinGrid.Model.Expressions;

namespace TwinGrid.Model.Behaviours.Equations;

/// <summary>Finds comparisons by == and != of numbers that change continuously: no state event could ever find the instant.</summary>
internal static class EqualitySearch
{
    public static IEnumerable<TextPosition> Find(Expression expression, Func<string, bool> isContinuous) => expression switch
    {
        BinaryExpression { Operator: BinaryOperator.Equal or BinaryOperator.NotEqual } equality when equality.References().Any(isContinuous) => [equality.At],
        BinaryExpression binary => Find(binary.Left, isContinuous).Concat(Find(binary.Right, isContinuous)),
        UnaryExpression unary => Find(unary.Operand, isContinuous),
        CallExpression { Function: not "noEvent" } call => call.Arguments.SelectMany(a => Find(a, isContinuous)),
        _ => [],
    };
}
