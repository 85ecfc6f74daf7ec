namespace TwinGrid.Model.Expressions;

/// <summary>A place in an expression's text.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
public readonly record struct TextPosition(int Line, int Column);

/// <summary>What is wrong with an expression, and where.</summary>
/// <param name="At">Place in the text.</param>
/// <param name="Message">What is wrong.</param>
public sealed record ExpressionError(TextPosition At, string Message);
