using System.Diagnostics.CodeAnalysis;
using TwinGrid.Model.Units;

namespace TwinGrid.Model.Expressions;

/// <summary>Checks an expression's names, types and units, and makes it computable.</summary>
public static class ExpressionCompiler
{
    /// <summary>Compiles an expression that yields a number in a unit.</summary>
    /// <param name="expression">The syntax tree.</param>
    /// <param name="symbols">What it may refer to.</param>
    /// <param name="unit">Unit of the result: it must measure what the expression yields.</param>
    /// <param name="compiled">The computable form.</param>
    /// <param name="errors">All that is wrong.</param>
    public static bool TryCompileNumber(
        Expression expression, SymbolTable symbols, Unit unit, [NotNullWhen(true)] out CompiledExpression? compiled, out IReadOnlyList<ExpressionError> errors)
    {
        ArgumentNullException.ThrowIfNull(expression);
        ArgumentNullException.ThrowIfNull(symbols);
        ArgumentNullException.ThrowIfNull(unit);
        var binder = new Binder(symbols);
        var root = binder.BindNumber(expression, unit);
        errors = binder.Errors;
        compiled = root is null || errors.Count > 0 ? null : new CompiledExpression(root, binder.Inputs, symbols.IsPhysical ? unit.Coherent : unit, false);
        return compiled is not null;
    }

    /// <summary>Compiles an equation of physics; both sides share their inputs.</summary>
    /// <param name="equation">The syntax tree.</param>
    /// <param name="symbols">What it may refer to, with <see cref="SymbolTable.IsPhysical"/>.</param>
    /// <param name="compiled">The computable form.</param>
    /// <param name="errors">All that is wrong.</param>
    public static bool TryCompileEquation(
        EquationExpression equation, SymbolTable symbols, [NotNullWhen(true)] out CompiledEquation? compiled, out IReadOnlyList<ExpressionError> errors)
    {
        ArgumentNullException.ThrowIfNull(equation);
        ArgumentNullException.ThrowIfNull(symbols);
        if (!symbols.IsPhysical)
        {
            throw new ArgumentException("Equations need symbols of physics.", nameof(symbols));
        }

        var binder = new Binder(symbols);
        compiled = null;
        if (binder.BindEquation(equation) is { } bound && binder.Errors.Count == 0)
        {
            var unit = Unit.OfDimension(bound.Dimension);
            compiled = new CompiledEquation(new(bound.Left, binder.Inputs, unit, false), new(bound.Right, binder.Inputs, unit, false));
        }

        errors = binder.Errors;
        return compiled is not null;
    }

    /// <summary>Compiles an expression that yields a boolean.</summary>
    /// <param name="expression">The syntax tree.</param>
    /// <param name="symbols">What it may refer to.</param>
    /// <param name="compiled">The computable form.</param>
    /// <param name="errors">All that is wrong.</param>
    public static bool TryCompileBoolean(
        Expression expression, SymbolTable symbols, [NotNullWhen(true)] out CompiledExpression? compiled, out IReadOnlyList<ExpressionError> errors)
    {
        ArgumentNullException.ThrowIfNull(expression);
        ArgumentNullException.ThrowIfNull(symbols);
        var binder = new Binder(symbols);
        var root = binder.BindBoolean(expression);
        errors = binder.Errors;
        compiled = root is null || errors.Count > 0 ? null : new CompiledExpression(root, binder.Inputs, Unit.One, true);
        return compiled is not null;
    }
}
