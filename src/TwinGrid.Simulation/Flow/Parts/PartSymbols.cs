using System.Globalization;
using TwinGrid.Model.Expressions;
using TwinGrid.Model.Time;
using TwinGrid.Model.Units;

namespace TwinGrid.Simulation.Flow.Parts;

/// <summary>
/// What expressions about parts may refer to: <c>age</c>, <c>waiting</c>, <c>dueIn</c> and <c>remainingWork</c> in s, <c>priority</c>, <c>reworks</c>, <c>good</c> (1 or 0),
/// <c>contents</c>, <c>step</c>, <c>order</c> (number, 0 = none), and <c>part.NAME</c> for an attribute.
/// </summary>
internal sealed class PartSymbols : SymbolTable
{
    private const string AttributePrefix = "part.";

    private static readonly string[] Known = ["age", "waiting", "dueIn", "remainingWork", "priority", "reworks", "good", "contents", "step", "order"];

    /// <inheritdoc/>
    public override IEnumerable<string> Names => Known;

    /// <inheritdoc/>
    public override Symbol? Find(string name) =>
        Known.Contains(name) ? Symbol.Number(name, Unit.Parse(name is "age" or "waiting" or "dueIn" or "remainingWork" ? "s" : "1"))
        : name.StartsWith(AttributePrefix, StringComparison.Ordinal) ? Symbol.Number(name, Unit.One)
        : null;

    /// <summary>How an input of an expression is read from a part.</summary>
    public static Func<Part, SimTime, double> Reader(string name, FlowContext flow, SimClock clock)
    {
        switch (name)
        {
            case "age":
                return (part, now) => clock.Seconds(now - part.Created);
            case "waiting":
                return (part, now) => clock.Seconds(now - part.Entered);
            case "dueIn":
                return (part, now) => part.Due == SimTime.Never ? double.PositiveInfinity : clock.Seconds(part.Due - now);
            case "remainingWork":
                return static (part, _) => RemainingWorkSeconds(part);
            case "priority":
                return static (part, _) => part.Priority;
            case "reworks":
                return static (part, _) => part.Reworks;
            case "good":
                return static (part, _) => part.IsGood ? 1 : 0;
            case "contents":
                return static (part, _) => part.Items.Count;
            case "step":
                return static (part, _) => part.Step;
            case "order":
                return static (part, _) => part.Order?.Number ?? 0;
            default:
                var index = flow.Attributes.Index(name[AttributePrefix.Length..]);
                return (part, _) => part.Attribute(index);
        }
    }

    /// <summary>Mean time of the operations that the part's routing still holds, s; 0 without one.</summary>
    public static double RemainingWorkSeconds(Part part)
    {
        double sum = 0;
        if (part.Routing is { } routing)
        {
            for (var i = part.Step; i < routing.Steps.Length; i++)
            {
                sum += routing.Steps[i].Time?.Mean ?? 0;
            }
        }

        return sum;
    }

    /// <summary>Compiles an expression about parts that yields a plain number or a time; null with what is wrong.</summary>
    public static CompiledExpression? CompileNumber(string text, out string error) => Compile(text, isBoolean: false, out error);

    /// <summary>Compiles a condition on parts; null with what is wrong.</summary>
    public static CompiledExpression? CompileCondition(string text, out string error) => Compile(text, isBoolean: true, out error);

    private static CompiledExpression? Compile(string text, bool isBoolean, out string error)
    {
        error = "";
        if (!ExpressionParser.TryParse(text, out var expression, out var syntax))
        {
            error = string.Create(CultureInfo.InvariantCulture, $"'{text}': {syntax.Message} (column {syntax.At.Column})");
            return null;
        }

        CompiledExpression? compiled;
        IReadOnlyList<ExpressionError> findings;
        if (isBoolean)
        {
            ExpressionCompiler.TryCompileBoolean(expression, new PartSymbols(), out compiled, out findings);
        }
        else if (!ExpressionCompiler.TryCompileNumber(expression, new PartSymbols(), Unit.One, out compiled, out findings))
        {
            // An order by time is as good as one by numbers.
            ExpressionCompiler.TryCompileNumber(expression, new PartSymbols(), Unit.Parse("s"), out compiled, out _);
        }

        error = compiled is null ? $"'{text}': {string.Join("; ", findings.Select(f => f.Message))}" : "";
        return compiled;
    }
}
