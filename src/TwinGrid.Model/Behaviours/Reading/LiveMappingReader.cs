using System.Collections.Immutable;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Definitions.Reading;
using TwinGrid.Model.Samples;
using TwinGrid.Model.Units;

namespace TwinGrid.Model.Behaviours.Reading;

/// <summary>Reads one entry of <c>behaviour.live</c>.</summary>
/// <param name="type">The type, with its signals and parameters.</param>
/// <param name="modules">Ids of the behaviour's modules.</param>
internal sealed class LiveMappingReader(AssetTypeDefinition type, IReadOnlySet<string> modules)
{
    private const int MaxState = 512;

    private readonly Dictionary<string, SignalDefinition> signals = type.Signals.ToDictionary(s => s.Id, StringComparer.Ordinal);

    /// <summary>The mapping; null, with a finding, when it is wrong.</summary>
    public LiveMapping? Read(Section section)
    {
        section.Require("state", "the module's state that a signal tells, such as machine.phase");
        var state = AssemblyReader.ModulePath(section, "state", modules, "state");
        var sources = (section.Has("signal") ? 1 : 0) + (section.Has("sinceChangeOf") ? 1 : 0) + (section.Has("expression") ? 1 : 0);
        if (sources != 1)
        {
            section.Error("signal", "one of signal, sinceChangeOf and expression says where the value comes from");
        }

        var signal = SignalReference.Read(section, "signal", signals);
        var since = SignalReference.Read(section, "sinceChangeOf", signals);
        var expression = section.Expression("expression");
        var unit = ReadUnit(section, signal, since, expression);
        if (expression is not null && unit is not null)
        {
            CheckExpression(section, expression, unit);
        }

        var mapping = new LiveMapping
        {
            State = state ?? "",
            Signal = signal?.Id,
            SinceChangeOf = since?.Id,
            Expression = expression,
            Unit = unit?.Code ?? "1",
            Map = ReadMap(section, signal),
            StandardDeviation = ReadDeviation(section, signal, unit),
            Otherwise = section.Parameter("otherwise"),
            Place = section.Place(),
        };
        section.Close();
        return state is null || sources != 1 ? null : mapping;
    }

    private static Unit? ReadUnit(Section section, SignalDefinition? signal, SignalDefinition? since, string? expression)
    {
        if (expression is not null)
        {
            section.Require("unit", "the unit of what the expression gives; a plain number has unit: \"1\"");
            return section.Unit("unit");
        }

        section.Refuse("unit", "the unit is that of the signal, or s for the time since a change; only an expression needs one");
        return Unit.Parse(since is not null ? "s" : signal?.Unit ?? "1");
    }

    private void CheckExpression(Section section, string expression, Unit unit)
    {
        var derived = new SignalDefinition { Id = "", DisplayName = "", Unit = unit.Code, Expression = expression };
        if (!DerivedSignal.TryCompile(type, derived, out _, out var errors))
        {
            ExpressionFindings.Report(section, errors);
        }
    }

    private static ImmutableSortedDictionary<string, string> ReadMap(Section section, SignalDefinition? signal)
    {
        var map = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (signal?.Type is not (SignalType.Enumeration or SignalType.Boolean))
        {
            section.Refuse("map", "a map is for a signal of type enumeration or boolean");
            return map.ToImmutable();
        }

        if (signal.Type == SignalType.Enumeration)
        {
            section.Require("map", $"what the symbols of '{signal.Id}' mean for the state, symbol: state");
        }

        IReadOnlyList<string> symbols = signal.Type == SignalType.Boolean ? ["false", "true"] : [.. signal.Symbols.Select(s => s.Symbol)];
        foreach (var (key, node, path) in section.Entries("map", DefinitionLimits.MaxSymbols))
        {
            if (!symbols.Contains(key.Value))
            {
                var why = $"'{Wording.Shorten(key.Value)}' is no symbol of '{signal.Id}'{Wording.DidYouMean(key.Value, symbols)}";
                section.Bag.Add(DiagnosticSeverity.Error, section.File, key, path, why, symbols);
            }
            else if (node is YamlScalar { IsNull: false } scalar && Wording.IsText(scalar.Value, MaxState))
            {
                map[key.Value] = scalar.Value;
            }
            else
            {
                section.Bag.Add(DiagnosticSeverity.Error, section.File, node, path, $"the name of a state is expected, not {Wording.Kind(node)}");
            }
        }

        if (section.Has("map") && !section.Has("otherwise") && symbols.Where(s => !map.ContainsKey(s)).ToList() is { Count: > 0 } open)
        {
            section.Warn("map", $"nothing for {string.Join(", ", open)}: a simulation can't start live from them, unless 'otherwise' says what to take");
        }

        return map.ToImmutable();
    }

    private static double? ReadDeviation(Section section, SignalDefinition? signal, Unit? unit)
    {
        if (signal?.Type is SignalType.Enumeration or SignalType.Boolean or SignalType.String)
        {
            section.Refuse("standardDeviation", $"a standard deviation is for numbers, not for a signal of type {EnumText.Of(signal.Type)}");
            return null;
        }

        return section.Difference("standardDeviation", unit, 0, isExclusive: false);
    }
}
