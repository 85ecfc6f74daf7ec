using System.Text;

namespace TwinGrid.Model.Expressions;

/// <summary>Splits an expression into tokens.</summary>
internal sealed class Lexer(string text)
{
    private static readonly string[] Operators = ["<=", ">=", "==", "!=", "&&", "||", "<", ">", "=", "+", "-", "*", "/", "^", "(", ")", ",", "!"];

    private int position;
    private int line = 1;
    private int lineStart;

    private TextPosition Here => new(line, position - lineStart + 1);

    /// <summary>All tokens, the last one of kind End.</summary>
    public List<Token> Read()
    {
        var tokens = new List<Token>();
        while (true)
        {
            SkipWhiteSpace();
            if (position == text.Length)
            {
                tokens.Add(new Token(TokenKind.End, "", Here));
                return tokens;
            }

            tokens.Add(Next());
        }
    }

    private Token Next()
    {
        var at = Here;
        var c = text[position];
        if (char.IsAsciiDigit(c) || (c == '.' && position + 1 < text.Length && char.IsAsciiDigit(text[position + 1])))
        {
            return new Token(TokenKind.Number, Number(), at);
        }

        if (IsNameStart(c) || c == '`')
        {
            return Name(at);
        }

        if (c is '\'' or '"')
        {
            return new Token(c == '"' ? TokenKind.Symbol : TokenKind.Unit, Quoted(c), at);
        }

        foreach (var candidate in Operators)
        {
            if (string.CompareOrdinal(text, position, candidate, 0, candidate.Length) == 0)
            {
                position += candidate.Length;
                return new Token(TokenKind.Operator, candidate, at);
            }
        }

        throw new ExpressionSyntaxException(at, $"'{c}' is not expected here");
    }

    private string Number()
    {
        var start = position;
        SkipDigits();
        if (position < text.Length && text[position] == '.')
        {
            position++;
            SkipDigits();
        }

        var mantissaEnd = position;
        if (position < text.Length && text[position] is 'e' or 'E')
        {
            position++;
            if (position < text.Length && text[position] is '+' or '-')
            {
                position++;
            }

            var digits = position;
            SkipDigits();
            position = position == digits ? mantissaEnd : position;
        }

        if (position < text.Length && IsNameStart(text[position]))
        {
            throw new ExpressionSyntaxException(Here, "an operator is missing; a unit stands in single quotes, such as 5 'kW', and a name with a hyphen or a leading digit in `backticks`");
        }

        return text[start..position];
    }

    /// <summary>Names joined by dots; parts that are no plain words stand in backticks.</summary>
    private Token Name(TextPosition at)
    {
        var name = new StringBuilder();
        var isQuoted = false;
        while (true)
        {
            if (position < text.Length && text[position] == '`')
            {
                isQuoted = true;
                name.Append(Quoted('`'));
            }
            else
            {
                var start = position;
                while (position < text.Length && IsNamePart(text[position]))
                {
                    position++;
                }

                if (position == start || !IsNameStart(text[start]))
                {
                    throw new ExpressionSyntaxException(Here, "a name is expected after '.'");
                }

                name.Append(text, start, position - start);
            }

            if (position == text.Length || text[position] != '.')
            {
                return new Token(TokenKind.Name, name.ToString(), at, isQuoted);
            }

            position++;
            name.Append('.');
        }
    }

    private string Quoted(char quote)
    {
        var at = Here;
        var end = text.IndexOf(quote, position + 1);
        if (end < 0 || text.AsSpan(position, end - position).IndexOfAny('\r', '\n') >= 0)
        {
            throw new ExpressionSyntaxException(at, $"{quote} is not closed on its line");
        }

        var content = text[(position + 1)..end];
        position = end + 1;
        return content.Length > 0 ? content : throw new ExpressionSyntaxException(at, "nothing between the quotes");
    }

    private void SkipDigits()
    {
        while (position < text.Length && char.IsAsciiDigit(text[position]))
        {
            position++;
        }
    }

    private void SkipWhiteSpace()
    {
        while (position < text.Length && char.IsWhiteSpace(text[position]))
        {
            if (text[position++] == '\n')
            {
                line++;
                lineStart = position;
            }
        }
    }

    private static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c == '_';

    private static bool IsNamePart(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
