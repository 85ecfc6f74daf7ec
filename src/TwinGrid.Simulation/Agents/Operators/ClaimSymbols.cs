using System.Globalization;
using TwinGrid.Model.Expressions;
using TwinGrid.Model.Time;
using TwinGrid.Model.Units;

namespace TwinGrid.Simulation.Agents.Operators;

/// <summary>What expressions about claims may refer to: <c>waiting</c>, <c>work</c> and <c>dueIn</c> in s, <c>priority</c>, <c>amount</c>, <c>pace</c>.</summary>
internal sealed class ClaimSymbols : SymbolTable
{
    private static readonly string[] Known = ["waiting", "work", "dueIn", "priority", "amount", "pace"];

    /// <inheritdoc/>
    public override IEnumerable<string> Names => Known;

    /// <inheritdoc/>
    public override Symbol? Find(string name) =>
        Known.Contains(name) ? Symbol.Number(name, Unit.Parse(name is "waiting" or "work" or "dueIn" ? "s" : "1")) : null;

    /// <summary>Compiles an expression that yields a plain number or a time; null with what is wrong.</summary>
    public static CompiledExpression? Compile(string text, out string error)
    {
        error = "";
        if (!ExpressionParser.TryParse(text, out var expression, out var syntax))
        {
            error = string.Create(CultureInfo.InvariantCulture, $"'{text}': {syntax.Message} (column {syntax.At.Column})");
            return null;
        }

        if (!ExpressionCompiler.TryCompileNumber(expression, new ClaimSymbols(), Unit.One, out var compiled, out var findings) &&
            !ExpressionCompiler.TryCompileNumber(expression, new ClaimSymbols(), Unit.Parse("s"), out compiled, out _))
        {
            error = $"'{text}': {string.Join("; ", findings.Select(f => f.Message))}";
        }

        return compiled;
    }

    /// <summary>The value of a name for a claim.</summary>
    public static double ValueOf(string name, in WaitingClaim waiting, SimTime now, SimClock clock) => name switch
    {
        "waiting" => clock.Seconds(now - waiting.Claim.Requested),
        "work" => waiting.Claim.WorkSeconds,
        "dueIn" => waiting.Claim.Due == SimTime.Never ? double.PositiveInfinity : clock.Seconds(waiting.Claim.Due - now),
        "priority" => waiting.Claim.Priority,
        "amount" => waiting.Claim.Amount,
        _ => waiting.Kind.Pace,
    };
}
