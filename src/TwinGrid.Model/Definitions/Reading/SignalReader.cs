using System.Collections.Immutable;
using System.Globalization;
using TwinGrid.Model.Samples;
using TwinGrid.Model.Units;

namespace TwinGrid.Model.Definitions.Reading;

/// <summary>Reads one entry of <c>spec.signals</c>. What refers to other signals is checked by <see cref="AssetTypeReader"/>.</summary>
internal static class SignalReader
{
    private const double LargestExactInteger = 9_007_199_254_740_992;

    public static SignalDefinition? Read(Section section, IReadOnlyDictionary<string, RetentionDefinition> retention)
    {
        section.Require("id");
        var id = section.Id("id");
        var displayName = section.Text("displayName");
        var type = section.Enumeration<SignalType>("type") ?? SignalType.Number;
        var unit = ReadUnit(section, type);
        var (min, max) = RangeReader.Read(section, "range", isInteger: type == SignalType.Integer);
        if (min is not null || max is not null)
        {
            RequireNumeric(section, "range", type);
        }

        var isDerived = section.Has("expression");
        var (hasLateWindow, lateWindow) = section.DurationOr("lateWindow", "unlimited");
        var signal = new SignalDefinition
        {
            Id = id ?? "",
            DisplayName = displayName ?? id ?? "",
            Type = type,
            Unit = unit.Code,
            AcceptedUnits = ReadAcceptedUnits(section, type, unit),
            Min = min,
            Max = max,
            LateWindow = hasLateWindow ? lateWindow : SignalDefinition.DefaultLateWindow,
            StaleAfter = section.DurationOr("staleAfter", "never").Value,
            Deadband = ReadDeadband(section, type),
            Symbols = SymbolReader.Read(section, type),
            Expression = section.Expression("expression"),
            StatisticsOver = RequireNumeric(section, "statisticsOver", type) ? section.Duration("statisticsOver") : null,
            Retention = ReadRetention(section, retention),
            RenamedFrom = section.Id("renamedFrom"),
        };
        if (isDerived)
        {
            section.Refuse("lateWindow", "a derived signal takes no samples, so it has no late window");
            section.Refuse("acceptedUnits", "a derived signal takes no samples, so it accepts no units");
            if (type is not (SignalType.Number or SignalType.Boolean))
            {
                section.Error("type", $"a derived signal is a number or a boolean, not {EnumText.Of(type)}", ["number", "boolean"]);
            }
        }

        section.Close();
        return id is null ? null : signal;
    }

    private static Unit ReadUnit(Section section, SignalType type)
    {
        if (type is SignalType.Number)
        {
            section.Require("unit", "a number needs a UCUM unit; a plain number has unit: \"1\"");
        }

        var unit = section.Unit("unit") ?? Unit.One;
        if (type is not (SignalType.Number or SignalType.Integer) && !unit.Equals(Unit.One))
        {
            section.Error("unit", $"a signal of type {EnumText.Of(type)} has no unit");
        }

        return unit;
    }

    private static ImmutableArray<string> ReadAcceptedUnits(Section section, SignalType type, Unit unit)
    {
        var codes = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (var (item, path) in section.Items("acceptedUnits", 32))
        {
            if (item is not YamlScalar scalar)
            {
                section.Bag.Add(DiagnosticSeverity.Error, section.File, item, path, "a unit is expected; a text that begins with '{' or '[' needs quotes");
                continue;
            }

            var problem =
                !Unit.TryParse(scalar.Value, out var accepted, out var error) ? $"'{Wording.Shorten(scalar.Value)}' is no UCUM unit: {error.Message}"
                : !accepted.IsCommensurableWith(unit) ? $"'{accepted}' ({accepted.Dimension}) can't be converted to '{unit}' ({unit.Dimension})"
                : accepted.Code == unit.Code ? $"'{accepted}' is the signal's own unit, which is always accepted"
                : !codes.Add(accepted.Code) ? $"'{accepted}' is given twice"
                : type is not SignalType.Number ? "only a number can be converted"
                : null;
            if (problem is not null)
            {
                section.Bag.Add(DiagnosticSeverity.Error, section.File, item, path, problem);
            }
        }

        return [.. codes];
    }

    private static double ReadDeadband(Section section, SignalType type)
    {
        if (!RequireNumeric(section, "deadband", type) || section.Number("deadband") is not { } deadband)
        {
            return 0;
        }

        if (deadband < 0 || deadband > LargestExactInteger)
        {
            section.Error("deadband", string.Create(CultureInfo.InvariantCulture, $"a deadband from 0 to 2^53 is expected, not {deadband}"));
        }

        return deadband;
    }

    private static RetentionDefinition ReadRetention(Section section, IReadOnlyDictionary<string, RetentionDefinition> retention)
    {
        if (section.Id("retention") is not { } name)
        {
            return retention[RetentionDefinition.Standard.Class];
        }

        if (retention.TryGetValue(name, out var known))
        {
            return known;
        }

        section.Error("retention", $"the plant has no retention class '{name}'{Wording.DidYouMean(name, retention.Keys)}", retention.Keys);
        return retention[RetentionDefinition.Standard.Class];
    }

    private static bool RequireNumeric(Section section, string key, SignalType type) =>
        type is SignalType.Number or SignalType.Integer ||
        section.Refuse(key, $"'{key}' is for numbers and integers, not for a signal of type {EnumText.Of(type)}");
}
