using System.Collections.Immutable;
using TwinGrid.Model.Behaviours.Reading;
using TwinGrid.Model.Samples;
using TwinGrid.Model.Units;

namespace TwinGrid.Model.Definitions.Reading;

/// <summary>Reads the <c>spec</c> of a document of kind AssetType.</summary>
internal static class AssetTypeReader
{
    public static AssetTypeDefinition Read(string id, Section spec, IReadOnlyDictionary<string, RetentionDefinition> retention)
    {
        var parameters = ReadParameters(spec);
        var (signals, sections) = ReadSignals(id, spec, retention);
        var byId = signals.ToDictionary(s => s.Id, StringComparer.Ordinal);
        var type = new AssetTypeDefinition
        {
            Id = id,
            DisplayName = spec.Text("displayName") ?? id,
            Signals = signals,
            Parameters = parameters,
            Alarms = ReadAlarms(spec, byId),
            Production = spec.Child("production") is { } production ? ProductionReader.Read(production, byId) : null,
            RenamedFrom = spec.Id("renamedFrom"),
        };
        foreach (var signal in signals.Where(s => parameters.ContainsKey(s.Id)))
        {
            sections[signal.Id].Error("id", $"'{signal.Id}' is also a parameter of the type");
        }

        DerivedSignalCheck.Check(type, sections);
        type = type with { Behaviour = spec.Child("behaviour") is { } behaviour ? BehaviourReader.Read(behaviour, type) : null };
        spec.Close();
        return type;
    }

    private static ImmutableSortedDictionary<string, ParameterDefinition> ReadParameters(Section spec)
    {
        var parameters = ImmutableSortedDictionary.CreateBuilder<string, ParameterDefinition>(StringComparer.Ordinal);
        var ids = new IdRegister("parameter");
        foreach (var section in spec.Children("parameters", DefinitionLimits.MaxAlarms))
        {
            section.Require("id");
            var id = section.Id("id");
            section.Require("unit", "a plain number has unit: \"1\"");
            var unit = section.Unit("unit") ?? Unit.One;
            section.Require("default");
            var value = section.Number("default");
            var (min, max) = RangeReader.Read(section, "range");
            if (value < min || value > max)
            {
                section.Error("default", Wording.Invariant($"{value} is outside the range of {min} to {max} {unit}"));
            }

            section.Close();
            if (id is not null && ids.Add(section, "id", id))
            {
                parameters.Add(id, new ParameterDefinition(id, unit.Code, value ?? 0, min, max));
            }
        }

        return parameters.ToImmutable();
    }

    private static (ImmutableArray<SignalDefinition> Signals, Dictionary<string, Section> Sections) ReadSignals(
        string type, Section spec, IReadOnlyDictionary<string, RetentionDefinition> retention)
    {
        var signals = ImmutableArray.CreateBuilder<SignalDefinition>();
        var sections = new Dictionary<string, Section>(StringComparer.Ordinal);
        var ids = new IdRegister("signal");
        if (!spec.Require("signals"))
        {
            return ([], sections);
        }

        foreach (var section in spec.Children("signals", SeriesId.MaxOrdinals))
        {
            if (SignalReader.Read(section, retention) is { } signal && ids.Add(section, "id", signal.Id))
            {
                signals.Add(signal);
                sections.Add(signal.Id, section);
                spec.Bag.Places.Add($"types/{type}/signals/{signal.Id}", section);
                ids.Rename(section, signal.Id, signal.RenamedFrom);
            }
        }

        ids.CheckRenames();
        return (signals.ToImmutable(), sections);
    }

    private static ImmutableArray<AlarmDefinition> ReadAlarms(Section spec, Dictionary<string, SignalDefinition> signals)
    {
        var alarms = new List<AlarmDefinition>();
        var ids = new IdRegister("alarm");
        foreach (var section in spec.Children("alarms", DefinitionLimits.MaxAlarms))
        {
            if (AlarmReader.Read(section, signals) is { } alarm && ids.Add(section, "id", alarm.Id))
            {
                alarms.Add(alarm);
            }
        }

        return [.. alarms.OrderBy(a => a.Id, StringComparer.Ordinal)];
    }
}
