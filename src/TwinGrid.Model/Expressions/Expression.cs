using System.Collections.Immutable;

namespace TwinGrid.Model.Expressions;

/// <summary>A node of an expression's syntax tree. Immutable.</summary>
/// <param name="At">Where it stands; for operators the place of the operator.</param>
public abstract record Expression(TextPosition At)
{
    /// <summary>Names referred to, each once, in order of appearance.</summary>
    public IReadOnlyList<string> References()
    {
        var names = new List<string>();
        Collect(this, names);
        return names;
    }

    private static void Collect(Expression expression, List<string> names)
    {
        switch (expression)
        {
            case ReferenceExpression reference when !names.Contains(reference.Name):
                names.Add(reference.Name);
                break;
            case UnaryExpression unary:
                Collect(unary.Operand, names);
                break;
            case BinaryExpression binary:
                Collect(binary.Left, names);
                Collect(binary.Right, names);
                break;
            case CallExpression call:
                foreach (var argument in call.Arguments)
                {
                    Collect(argument, names);
                }

                break;
        }
    }
}

/// <summary>A number, with a unit (<c>5 'kW'</c>) or plain.</summary>
/// <param name="At">Where.</param>
/// <param name="Value">In the unit.</param>
/// <param name="Unit">UCUM code; null for a plain number.</param>
public sealed record NumberExpression(TextPosition At, double Value, string? Unit) : Expression(At);

/// <summary><c>true</c> or <c>false</c>.</summary>
public sealed record BooleanExpression(TextPosition At, bool Value) : Expression(At);

/// <summary>A symbol of an enumeration, <c>"Execute"</c>.</summary>
public sealed record SymbolExpression(TextPosition At, string Symbol) : Expression(At);

/// <summary>A name, dots included: a signal, a parameter, <c>type.signal</c>.</summary>
public sealed record ReferenceExpression(TextPosition At, string Name) : Expression(At);

/// <summary><c>-x</c> or <c>not x</c>.</summary>
public sealed record UnaryExpression(TextPosition At, UnaryOperator Operator, Expression Operand) : Expression(At);

/// <summary>Two operands and what joins them.</summary>
public sealed record BinaryExpression(TextPosition At, BinaryOperator Operator, Expression Left, Expression Right) : Expression(At);

/// <summary>A function or an aggregate with its arguments.</summary>
public sealed record CallExpression(TextPosition At, string Function, ImmutableArray<Expression> Arguments) : Expression(At);

/// <summary>Operators with one operand.</summary>
public enum UnaryOperator : byte
{
    /// <summary>-x</summary>
    Negate,

    /// <summary>not x</summary>
    Not,
}

/// <summary>Operators with two operands.</summary>
public enum BinaryOperator : byte
{
    /// <summary>a + b</summary>
    Add,

    /// <summary>a - b</summary>
    Subtract,

    /// <summary>a * b</summary>
    Multiply,

    /// <summary>a / b</summary>
    Divide,

    /// <summary>a ^ b</summary>
    Power,

    /// <summary>a == b</summary>
    Equal,

    /// <summary>a != b</summary>
    NotEqual,

    /// <summary>a &lt; b</summary>
    Less,

    /// <summary>a &lt;= b</summary>
    LessOrEqual,

    /// <summary>a &gt; b</summary>
    Greater,

    /// <summary>a &gt;= b</summary>
    GreaterOrEqual,

    /// <summary>a and b</summary>
    And,

    /// <summary>a or b</summary>
    Or,
}
