using System.Collections.Immutable;
using TwinGrid.Model.Samples;
using TwinGrid.Model.Units;

namespace TwinGrid.Model.Definitions.Reading;

/// <summary>Reads <c>spec.production</c> against the type's signals.</summary>
internal static class ProductionReader
{
    private static readonly Unit Energy = Unit.Parse("J");
    private static readonly Unit Power = Unit.Parse("W");

    public static ProductionDefinition Read(Section section, IReadOnlyDictionary<string, SignalDefinition> signals)
    {
        var state = SignalReference.Read(section, "stateSignal", signals);
        var production = new ProductionDefinition
        {
            StateSignal = state?.Id,
            StateClasses = ReadClasses(section, state),
            GoodCounter = Numeric(section, "goodCounter", signals, Unit.One),
            RejectCounter = Numeric(section, "rejectCounter", signals, Unit.One),
            IdealCycle = section.Duration("idealCycle"),
            WorkInProcess = Numeric(section, "workInProcess", signals, Unit.One),
            EnergyCounter = Numeric(section, "energyCounter", signals, Energy),
            Power = Numeric(section, "power", signals, Power),
        };
        if (section.Has("idealCycle") && !section.Has("goodCounter"))
        {
            section.Error("idealCycle", "performance needs a goodCounter beside the ideal cycle");
        }

        if (section.Has("rejectCounter") && !section.Has("goodCounter"))
        {
            section.Error("rejectCounter", "quality needs a goodCounter beside the rejectCounter");
        }

        section.Close();
        return production;
    }

    private static ImmutableSortedDictionary<string, StateClass> ReadClasses(Section section, SignalDefinition? state)
    {
        var classes = ImmutableSortedDictionary.CreateBuilder<string, StateClass>(StringComparer.Ordinal);
        if (section.Has("stateClasses") && !section.Has("stateSignal"))
        {
            section.Error("stateClasses", "the classes belong to a stateSignal, which is missing");
        }

        var symbols = state?.Symbols.Select(s => s.Symbol).ToList() ?? [];
        if (state is not null && state.Type != SignalType.Enumeration)
        {
            section.Error("stateSignal", $"an enumeration is needed; '{state.Id}' is of type {EnumText.Of(state.Type)}");
            state = null;
        }

        foreach (var (key, value, path) in section.Entries("stateClasses", DefinitionLimits.MaxSymbols))
        {
            if (state is not null && !symbols.Contains(key.Value))
            {
                section.Bag.Add(
                    DiagnosticSeverity.Error, section.File, key, path,
                    $"'{Wording.Shorten(key.Value)}' is no symbol of '{state.Id}'{Wording.DidYouMean(key.Value, symbols)}", symbols);
            }

            if (value is YamlScalar scalar && EnumText.TryParse<StateClass>(scalar.Value, out var parsed))
            {
                // Unknown is what a symbol without a class has: leaving it out keeps the canonical form one.
                if (parsed != StateClass.Unknown)
                {
                    classes[key.Value] = parsed;
                }
            }
            else
            {
                section.Bag.Add(
                    DiagnosticSeverity.Error, section.File, value, path, $"{Wording.Kind(value)} is no state class", EnumText.All<StateClass>());
            }
        }

        if (state is not null && section.Has("stateSignal"))
        {
            var mapped = section.Entries("stateClasses", DefinitionLimits.MaxSymbols).Select(e => e.Key.Value).ToHashSet(StringComparer.Ordinal);
            var open = symbols.Where(s => !mapped.Contains(s)).ToList();
            if (open.Count > 0)
            {
                section.Warn("stateClasses", $"no class for {string.Join(", ", open)}: time in them counts as unknown");
            }
        }

        return classes.ToImmutable();
    }

    private static string? Numeric(Section section, string key, IReadOnlyDictionary<string, SignalDefinition> signals, Unit like)
    {
        if (SignalReference.Read(section, key, signals) is not { } signal)
        {
            return null;
        }

        if (signal.Type is not (SignalType.Number or SignalType.Integer))
        {
            section.Error(key, $"a number or integer is needed; '{signal.Id}' is of type {EnumText.Of(signal.Type)}");
        }
        else if (Unit.TryParse(signal.Unit, out var unit, out _) && !unit.IsCommensurableWith(like))
        {
            section.Error(key, $"a signal in a unit like '{like}' is needed; '{signal.Id}' is in '{signal.Unit}'");
        }

        return signal.Id;
    }
}
