using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Expressions;
using TwinGrid.Model.Names;
using TwinGrid.Model.Units;

namespace TwinGrid.Simulation.Modules;

/// <summary>The parameters of an assembly, by which texts in its modules' parameters are computed: names as they stand or expressions over them, units checked.</summary>
internal sealed class AssemblyScope : IParameterScope
{
    private readonly ImmutableSortedDictionary<string, ScopedValue> values;
    private readonly Table table;

    private AssemblyScope(ImmutableSortedDictionary<string, ScopedValue> values)
    {
        this.values = values;
        table = new Table(values);
    }

    /// <summary>A scope without parameters.</summary>
    public static AssemblyScope Empty { get; } = new(ImmutableSortedDictionary.Create<string, ScopedValue>(StringComparer.Ordinal));

    /// <inheritdoc/>
    public IEnumerable<string> Names => values.Keys;

    /// <summary>The scope of an assembly whose parameters have the defaults or what is set instead.</summary>
    public static AssemblyScope Of(ImmutableArray<AssemblyParameter> parameters, IReadOnlyDictionary<string, ParameterValue> set, ICollection<ModelError> errors)
    {
        var values = ImmutableSortedDictionary.CreateBuilder<string, ScopedValue>(StringComparer.Ordinal);
        foreach (var parameter in parameters)
        {
            var value = set.TryGetValue(parameter.Name, out var given) ? given : parameter.Default;
            if (value is not NumberValue number)
            {
                values[parameter.Name] = new ScopedValue(value, double.NaN, Unit.One);
                continue;
            }

            if (!NumberInUnit.TryConvert(number, parameter.Unit, out var converted, out var error) ||
                !NumberInUnit.IsWithin(converted, parameter.Min, parameter.Max, parameter.Unit, out error))
            {
                errors.Add(new ModelError(value.Place.IsNone ? parameter.Place : value.Place, $"parameter '{parameter.Name}': {error}"));
            }

            values[parameter.Name] = new ScopedValue(value, converted, Unit.Parse(parameter.Unit));
        }

        return new AssemblyScope(values.ToImmutable());
    }

    /// <summary>The value that a text stands for when it is just a parameter's name; otherwise the value itself.</summary>
    public ParameterValue Resolve(ParameterValue value) =>
        value is TextValue text && values.TryGetValue(text.Text.Trim(), out var named) && named.Value is not NumberValue ? named.Value with { Place = value.Place } : value;

    /// <inheritdoc/>
    public bool TryNumber(ParameterValue value, string unit, out double number, out string error)
    {
        number = double.NaN;
        switch (value)
        {
            case NumberValue given:
                return NumberInUnit.TryConvert(given, unit, out number, out error);
            case TextValue { Text: ".nan" or ".NaN" or ".NAN" or "NaN" or ".inf" or ".Inf" or "-.inf" or "-.Inf" } text:
                error = $"a finite number is expected, not {text.Text}";
                return false;
            case TextValue text:
                return TryExpression(text.Text, unit, out number, out error);
            default:
                error = $"a number in '{unit}' is expected";
                return false;
        }
    }

    /// <inheritdoc/>
    public bool TryParameter(string name, out double number, [NotNullWhen(true)] out Unit? unit)
    {
        (number, unit) = values.TryGetValue(name, out var value) && value.Value is NumberValue ? (value.Number, value.Unit) : (double.NaN, null);
        return unit is not null;
    }

    private bool TryExpression(string text, string unit, out double number, out string error)
    {
        number = double.NaN;
        if (!ExpressionParser.TryParse(text, out var expression, out var syntax))
        {
            error = $"'{text}': {syntax!.Message}";
            return false;
        }

        if (!ExpressionCompiler.TryCompileNumber(expression, table, Unit.Parse(unit), out var compiled, out var findings))
        {
            var texts = values.Keys.Where(name => values[name].Value is not NumberValue && findings.Any(f => f.Message.Contains($"'{name}'", StringComparison.Ordinal))).ToList();
            error = texts.Count > 0
                ? $"'{text}': parameter {string.Join(", ", texts.Select(name => $"'{name}'"))} is no number, so that nothing can be computed with it (parameters can't refer to each other)"
                : $"'{text}': {string.Join("; ", findings.Select(f => f.Message))}";
            return false;
        }

        number = compiled.Evaluate([.. compiled.Inputs.Select(name => values[name].Number)]);
        error = double.IsFinite(number) ? "" : string.Create(CultureInfo.InvariantCulture, $"'{text}' gives {number}; a finite number is expected");
        return double.IsFinite(number);
    }

    private sealed record ScopedValue(ParameterValue Value, double Number, Unit Unit);

    private sealed class Table(ImmutableSortedDictionary<string, ScopedValue> values) : SymbolTable
    {
        public override IEnumerable<string> Names => values.Where(v => v.Value.Value is NumberValue).Select(v => v.Key);

        public override Symbol? Find(string name) => values.TryGetValue(name, out var value) && value.Value is NumberValue ? Symbol.Number(name, value.Unit) : null;
    }
}
