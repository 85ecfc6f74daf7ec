namespace TwinGrid.Model.Expressions;

internal enum TokenKind : byte
{
    Number,
    Unit,
    Symbol,
    Name,
    Operator,
    End,
}

/// <param name="Kind">What it is.</param>
/// <param name="Text">Without quotes.</param>
/// <param name="At">Its first character.</param>
/// <param name="IsQuoted">A name in backticks, which is no keyword or function.</param>
internal readonly record struct Token(TokenKind Kind, string Text, TextPosition At, bool IsQuoted = false);
