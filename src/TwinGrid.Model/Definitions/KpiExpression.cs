using System.Collections.Immutable;
using System.Globalization;
using TwinGrid.Model.Expressions;
using TwinGrid.Model.Samples;
using TwinGrid.Model.Units;

namespace TwinGrid.Model.Definitions;

/// <summary>
/// A KPI that can be computed: whoever holds the live state gives a value for each input, an aggregate over the assets of a type (in the signal's unit) or a built-in
/// figure (in its unit), and gets the KPI in its unit.
/// </summary>
/// <param name="Definition">The KPI.</param>
/// <param name="Expression">What to compute.</param>
/// <param name="Inputs">What to give, in the order of <see cref="CompiledExpression.Inputs"/>.</param>
public sealed record KpiExpression(KpiDefinition Definition, CompiledExpression Expression, ImmutableArray<KpiInput> Inputs)
{
    /// <summary>Compiles a KPI of a validated plant.</summary>
    /// <param name="kpi">The KPI.</param>
    /// <param name="types">The plant's types.</param>
    /// <exception cref="ArgumentException">The expression is wrong.</exception>
    public static KpiExpression Compile(KpiDefinition kpi, IReadOnlyDictionary<string, AssetTypeDefinition> types)
    {
        if (TryCompile(kpi, types, out var compiled, out var errors))
        {
            return compiled;
        }

        var first = errors[0];
        throw new ArgumentException(
            string.Create(CultureInfo.InvariantCulture, $"Expression of KPI '{kpi.Id}': {first.Message} (line {first.At.Line}, column {first.At.Column})."),
            nameof(kpi));
    }

    internal static bool TryCompile(
        KpiDefinition kpi, IReadOnlyDictionary<string, AssetTypeDefinition> types, out KpiExpression compiled, out IReadOnlyList<ExpressionError> errors)
    {
        ArgumentNullException.ThrowIfNull(kpi);
        ArgumentNullException.ThrowIfNull(types);
        compiled = null!;
        if (!ExpressionParser.TryParse(kpi.Expression, out var expression, out var syntax))
        {
            errors = [syntax];
            return false;
        }

        var symbols = new PlantSymbols(types);
        if (!ExpressionCompiler.TryCompileNumber(expression, symbols, Unit.Parse(kpi.Unit), out var computable, out errors))
        {
            return false;
        }

        compiled = new KpiExpression(kpi, computable, [.. computable.Inputs.Select(name => symbols.Used[name])]);
        return true;
    }

    /// <summary>What a KPI may refer to: the built-in figures by name, and aggregates of <c>type.signal</c>.</summary>
    private sealed class PlantSymbols(IReadOnlyDictionary<string, AssetTypeDefinition> types) : SymbolTable
    {
        public Dictionary<string, KpiInput> Used { get; } = new(StringComparer.Ordinal);

        public override bool HasAggregates => true;

        public override IEnumerable<string> Names => BuiltInKpi.All.Select(k => k.Id);

        public override Symbol? Find(string name)
        {
            if (BuiltInKpi.Find(name) is not { } figure)
            {
                return null;
            }

            Used[name] = new KpiInput(name, name, null, null, null);
            return Symbol.Number(name, Unit.Parse(figure.Unit));
        }

        public override Symbol? FindAggregate(AggregateFunction function, string name, out string? why)
        {
            var signal = FindSignal(name, out var type, out why);
            if (signal is null)
            {
                return null;
            }

            var unit = Unit.Parse(signal.Unit);
            var isBoolean = signal.Type == SignalType.Boolean;
            why = function == AggregateFunction.Count || signal.Type is SignalType.Number or SignalType.Integer ? null
                : !isBoolean ? $"'{name}' is of type {signal.Type.ToString().ToLowerInvariant()}, which can only be counted"
                : function is AggregateFunction.Min or AggregateFunction.Max ? $"'{name}' is a boolean: it has a sum (how many are true), a mean and a count"
                : null;
            why ??= function == AggregateFunction.Sum && (unit.IsAffine || unit.Special is not null)
                ? $"a sum of '{signal.Unit}' has no meaning; take mean, min or max"
                : null;
            if (why is not null)
            {
                return null;
            }

            var key = $"{function.ToString().ToLowerInvariant()}({name})";
            Used[key] = new KpiInput(key, null, function, type, signal.Id);
            return Symbol.Number(key, function == AggregateFunction.Count || isBoolean ? Unit.One : unit);
        }

        /// <summary>Ids may hold dots, so every dot may be the one between type and signal.</summary>
        private SignalDefinition? FindSignal(string name, out string? type, out string? why)
        {
            type = null;
            why = null;
            for (var dot = name.IndexOf('.', StringComparison.Ordinal); dot > 0; dot = name.IndexOf('.', dot + 1))
            {
                if (types.TryGetValue(name[..dot], out var found))
                {
                    type = found.Id;
                    var id = name[(dot + 1)..];
                    if (found.Signals.FirstOrDefault(s => s.Id == id) is { } signal)
                    {
                        return signal;
                    }

                    why = $"type '{type}' has no signal '{id}'{DidYouMean(id, found.Signals.Select(s => s.Id))}";
                }
            }

            why ??= name.Contains('.', StringComparison.Ordinal)
                ? $"the plant has no asset type '{name[..name.IndexOf('.', StringComparison.Ordinal)]}'{DidYouMean(name.Split('.')[0], types.Keys)}"
                : $"type.signal is expected, not '{name}'";
            return null;
        }

        private static string DidYouMean(string name, IEnumerable<string> candidates) =>
            TwinGrid.Model.Names.Suggestion.Nearest(name, candidates) is { } alike ? $"; did you mean '{alike}'?" : "";
    }
}

/// <summary>An input of a KPI: a built-in figure, or an aggregate.</summary>
/// <param name="Name">As in <see cref="CompiledExpression.Inputs"/>: <c>oee</c>, <c>sum(motor.power)</c>.</param>
/// <param name="BuiltIn">Id of a <see cref="BuiltInKpi"/>, or null.</param>
/// <param name="Function">The aggregate; null for a built-in figure.</param>
/// <param name="Type">Type id of the assets; null for a built-in figure.</param>
/// <param name="Signal">Signal id; null for a built-in figure.</param>
public sealed record KpiInput(string Name, string? BuiltIn, AggregateFunction? Function, string? Type, string? Signal);
