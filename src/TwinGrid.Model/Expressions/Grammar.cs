using System.Collections.Immutable;
using System.Globalization;

namespace TwinGrid.Model.Expressions;

/// <summary>Recursive descent over the tokens of one expression, a method a precedence, loosest first.</summary>
internal sealed class Grammar(List<Token> tokens)
{
    private const int MaxDepth = 64;

    private int next;
    private int depth;

    private Token Current => tokens[next];

    /// <summary>The expression that all tokens make.</summary>
    /// <exception cref="ExpressionSyntaxException">They make none.</exception>
    public Expression Whole()
    {
        var expression = Or();
        return Current.Kind == TokenKind.End ? expression : throw Wrong(Current, $"{Describe(Current)} is not expected here{EqualityHint(Current)}");
    }

    /// <summary>The equation that all tokens make.</summary>
    /// <exception cref="ExpressionSyntaxException">They make none.</exception>
    public EquationExpression WholeEquation()
    {
        var left = Or();
        if (TakeAny(["="]) is not { } sign)
        {
            if (left is BinaryExpression { Operator: BinaryOperator.Equal } comparison)
            {
                throw new ExpressionSyntaxException(comparison.At, "'==' compares; an equation has '='");
            }

            throw Wrong(Current, Current.Kind == TokenKind.End ? "an equation needs '=', such as der(x) = -x / tau" : $"'=' is expected, not {Describe(Current)}");
        }

        var right = Or();
        return Current.Kind == TokenKind.End
            ? new EquationExpression(left, right, sign.At)
            : throw Wrong(Current, $"{Describe(Current)} is not expected here{(Current is { Kind: TokenKind.Operator, Text: "=" } ? "; an equation has one '='" : "")}");
    }

    private Expression Or()
    {
        Enter();
        var left = And();
        while (TakeAny(["||", "or"]) is { } token)
        {
            left = new BinaryExpression(token.At, BinaryOperator.Or, left, And());
        }

        depth--;
        return left;
    }

    private Expression And()
    {
        var left = Not();
        while (TakeAny(["&&", "and"]) is { } token)
        {
            left = new BinaryExpression(token.At, BinaryOperator.And, left, Not());
        }

        return left;
    }

    private Expression Not()
    {
        if (TakeAny(["not"]) is not { } token)
        {
            return Comparison();
        }

        Enter();
        var operand = Not();
        depth--;
        return new UnaryExpression(token.At, UnaryOperator.Not, operand);
    }

    private Expression Comparison()
    {
        var left = Sum();
        if (TakeAny(["==", "!=", "<", "<=", ">", ">="]) is not { } token)
        {
            return left;
        }

        var comparison = new BinaryExpression(token.At, Operator(token.Text), left, Sum());
        return Current.Text is "==" or "!=" or "<" or "<=" or ">" or ">=" && Current.Kind == TokenKind.Operator
            ? throw Wrong(Current, "comparisons can't be chained; join them by 'and'")
            : comparison;
    }

    private Expression Sum()
    {
        var left = Product();
        while (TakeAny(["+", "-"]) is { } token)
        {
            left = new BinaryExpression(token.At, Operator(token.Text), left, Product());
        }

        return left;
    }

    private Expression Product()
    {
        var left = Signed();
        while (TakeAny(["*", "/"]) is { } token)
        {
            left = new BinaryExpression(token.At, Operator(token.Text), left, Signed());
        }

        return left;
    }

    private Expression Signed()
    {
        if (TakeAny(["-", "+", "!"]) is not { } token)
        {
            return Power();
        }

        Enter();
        var operand = Signed();
        depth--;
        return token.Text switch
        {
            "-" => new UnaryExpression(token.At, UnaryOperator.Negate, operand),
            "!" => new UnaryExpression(token.At, UnaryOperator.Not, operand),
            _ => operand,
        };
    }

    private Expression Power()
    {
        var left = Primary();
        if (TakeAny(["^"]) is not { } token)
        {
            return left;
        }

        Enter();
        var right = Signed();
        depth--;
        return new BinaryExpression(token.At, BinaryOperator.Power, left, right);
    }

    private Expression Primary()
    {
        var token = Current;
        next++;
        switch (token.Kind)
        {
            case TokenKind.Number:
                return Number(token);
            case TokenKind.Symbol:
                return new SymbolExpression(token.At, token.Text);
            case TokenKind.Name when !token.IsQuoted && token.Text is "true" or "false":
                return new BooleanExpression(token.At, token.Text == "true");
            case TokenKind.Name when !token.IsQuoted && Current is { Kind: TokenKind.Operator, Text: "(" }:
                return Call(token);
            case TokenKind.Name when !token.IsQuoted && token.Text is "and" or "or" or "not":
                throw Wrong(token, $"a value is missing before '{token.Text}'");
            case TokenKind.Name:
                return new ReferenceExpression(token.At, token.Text);
            case TokenKind.Operator when token.Text == "(":
                var inner = Or();
                Expect(")", $"'(' of line {token.At.Line}, column {token.At.Column} is not closed");
                return inner;
            default:
                next--;
                throw Wrong(token, token.Kind == TokenKind.End ? "a value is missing at the end" : $"a value is expected, not {Describe(token)}");
        }
    }

    private NumberExpression Number(Token token)
    {
        var value = double.Parse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (!double.IsFinite(value))
        {
            throw Wrong(token, $"{token.Text} is beyond the largest number");
        }

        if (Current.Kind != TokenKind.Unit)
        {
            return new NumberExpression(token.At, value, null);
        }

        next++;
        return new NumberExpression(token.At, value, tokens[next - 1].Text);
    }

    private CallExpression Call(Token name)
    {
        Expect("(", "'(' is expected");
        var arguments = ImmutableArray.CreateBuilder<Expression>();
        if (TakeAny([")"]) is not null)
        {
            return new CallExpression(name.At, name.Text, []);
        }

        do
        {
            arguments.Add(Or());
        }
        while (TakeAny([","]) is not null);

        Expect(")", $"'(' of {name.Text} is not closed");
        return new CallExpression(name.At, name.Text, arguments.ToImmutable());
    }

    private Token? TakeAny(ReadOnlySpan<string> texts)
    {
        var token = Current;
        if ((token.Kind == TokenKind.Operator || token is { Kind: TokenKind.Name, IsQuoted: false }) && texts.Contains(token.Text))
        {
            next++;
            return token;
        }

        return null;
    }

    private void Expect(string text, string message)
    {
        if (TakeAny([text]) is null)
        {
            throw Wrong(Current, message);
        }
    }

    private void Enter()
    {
        if (++depth > MaxDepth)
        {
            throw Wrong(Current, $"more than {MaxDepth} levels inside each other");
        }
    }

    private static BinaryOperator Operator(string text) => text switch
    {
        "+" => BinaryOperator.Add,
        "-" => BinaryOperator.Subtract,
        "*" => BinaryOperator.Multiply,
        "/" => BinaryOperator.Divide,
        "==" => BinaryOperator.Equal,
        "!=" => BinaryOperator.NotEqual,
        "<" => BinaryOperator.Less,
        "<=" => BinaryOperator.LessOrEqual,
        ">" => BinaryOperator.Greater,
        _ => BinaryOperator.GreaterOrEqual,
    };

    private static string EqualityHint(Token token) => token is { Kind: TokenKind.Operator, Text: "=" } ? "; equality is '=='" : "";

    private static string Describe(Token token) => token.Kind switch
    {
        TokenKind.End => "the end",
        TokenKind.Unit => $"the unit '{token.Text}' (a unit follows a number)",
        _ => $"'{token.Text}'",
    };

    private static ExpressionSyntaxException Wrong(Token token, string message) => new(token.At, message);
}
