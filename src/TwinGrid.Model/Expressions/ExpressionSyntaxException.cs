namespace TwinGrid.Model.Expressions;

/// <summary>Leaves lexer and parser from any depth; never leaves <see cref="ExpressionParser"/>.</summary>
internal sealed class ExpressionSyntaxException(TextPosition at, string message) : FormatException(message)
{
    public ExpressionError Error { get; } = new(at, message);
}
