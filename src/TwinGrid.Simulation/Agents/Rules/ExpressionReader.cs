using System.Globalization;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Expressions;
using TwinGrid.Model.Units;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Agents.Rules;

/// <summary>Reads expressions over signals and the assembly's parameters; what is wrong is reported at its column where the document has the text as it is.</summary>
/// <param name="symbols">Signals.</param>
/// <param name="scope">Parameters.</param>
/// <param name="errors">Takes what is wrong.</param>
internal sealed class ExpressionReader(RuleSymbols symbols, IParameterScope scope, ICollection<ModelError> errors)
{
    /// <summary>A condition; null, with an error, when it is none.</summary>
    public RuleExpression? Condition(ParameterValue value, string what)
    {
        if (value is not TextValue text)
        {
            errors.Add(new ModelError(value.Place, $"{what}: a condition such as tank.level > 2 'm' is expected"));
            return null;
        }

        if (Parse(text, what) is not { } expression)
        {
            return null;
        }

        if (ExpressionCompiler.TryCompileBoolean(expression, symbols, out var compiled, out var findings))
        {
            return ThresholdFinder.Complete(Of(text.Text, compiled));
        }

        Report(text, what, findings);
        return null;
    }

    /// <summary>A number or an expression that yields one, in a unit; null, with an error, when it is none.</summary>
    public RuleExpression? Number(ParameterValue value, string unit, string what)
    {
        if (value is TextValue text)
        {
            if (Parse(text, what) is not { } expression)
            {
                return null;
            }

            if (ExpressionCompiler.TryCompileNumber(expression, symbols, Unit.Parse(unit), out var compiled, out var findings))
            {
                return Of(text.Text, compiled);
            }

            Report(text, what, findings);
            return null;
        }

        if (!scope.TryNumber(value, unit, out var number, out var error))
        {
            errors.Add(new ModelError(value.Place, $"{what}: {error}"));
            return null;
        }

        var constant = new NumberExpression(new TextPosition(1, 1), number, unit == "1" ? null : unit);
        ExpressionCompiler.TryCompileNumber(constant, symbols, Unit.Parse(unit), out var known, out _);
        return Of(number.ToString("R", CultureInfo.InvariantCulture), known!);
    }

    private Expression? Parse(TextValue text, string what)
    {
        if (ExpressionParser.TryParse(text.Text, out var expression, out var syntax))
        {
            return ParameterSubstitution.Apply(expression, scope);
        }

        Report(text, what, [syntax]);
        return null;
    }

    private RuleExpression Of(string text, CompiledExpression compiled) => new(text, compiled, [.. compiled.Inputs.Select(symbols.IndexOf)]);

    private void Report(TextValue text, string what, IReadOnlyList<ExpressionError> findings)
    {
        foreach (var finding in findings)
        {
            var isExact = text.Place.IsVerbatim && finding.At.Line == 1;
            var place = isExact ? text.Place with { Column = text.Place.Column + finding.At.Column - 1 } : text.Place;
            var column = isExact ? "" : string.Create(CultureInfo.InvariantCulture, $" (column {finding.At.Column})");
            errors.Add(new ModelError(place, $"{what}: '{text.Text}': {finding.Message}{column}"));
        }
    }
}
