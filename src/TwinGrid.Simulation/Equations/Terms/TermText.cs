using System.Globalization;
using TwinGrid.Model.Expressions;

namespace TwinGrid.Simulation.Equations.Terms;

/// <summary>Terms as messages show them.</summary>
internal static class TermText
{
    public static string Of(Term term, Func<int, string> nameOf) => Of(term, nameOf, 0);

    private static string Of(Term term, Func<int, string> nameOf, int binding) => term switch
    {
        NumberTerm number => number.Value.ToString("0.######", CultureInfo.InvariantCulture),
        VariableTerm variable => nameOf(variable.Index),
        UnaryTerm { Operation: Operation.Negate } negation => $"-{Of(negation.Operand, nameOf, 3)}",
        UnaryTerm { Operation: Operation.Not } negation => $"not {Of(negation.Operand, nameOf, 3)}",
        UnaryTerm unary => $"{NameOf(unary.Operation)}({Of(unary.Operand, nameOf, 0)})",
        BinaryTerm binary => Of(binary, nameOf, binding),
        ChoiceTerm choice => $"if({Of(choice.Condition, nameOf, 0)}, {Of(choice.Then, nameOf, 0)}, {Of(choice.Otherwise, nameOf, 0)})",
        LookupTerm lookup => $"table({Of(lookup.Operand, nameOf, 0)})",
        _ => "?",
    };

    private static string Of(BinaryTerm term, Func<int, string> nameOf, int binding)
    {
        var (sign, own) = term.Operation switch
        {
            Operation.Add => ("+", 1),
            Operation.Subtract => ("-", 1),
            Operation.Multiply => ("*", 2),
            Operation.Divide => ("/", 2),
            Operation.Power => ("^", 4),
            Operation.Less => ("<", 0),
            Operation.LessOrEqual => ("<=", 0),
            Operation.Greater => (">", 0),
            Operation.GreaterOrEqual => (">=", 0),
            Operation.Equal => ("==", 0),
            Operation.NotEqual => ("!=", 0),
            Operation.And => ("and", 0),
            Operation.Or => ("or", 0),
            _ => ("", 0),
        };
        if (sign.Length == 0)
        {
            return $"{NameOf(term.Operation)}({Of(term.Left, nameOf, 0)}, {Of(term.Right, nameOf, 0)})";
        }

        var text = $"{Of(term.Left, nameOf, own)} {sign} {Of(term.Right, nameOf, own + 1)}";
        return own < binding ? $"({text})" : text;
    }

    private static string NameOf(Operation operation) => operation.ToString().ToLowerInvariant();
}
