using System.Globalization;
using TwinGrid.Model.Samples;

namespace TwinGrid.Model.Definitions.Reading;

/// <summary>Reads one entry of <c>spec.alarms</c> against the type's signals.</summary>
internal static class AlarmReader
{
    private const string Number = "a number or integer";

    public static AlarmDefinition? Read(Section section, IReadOnlyDictionary<string, SignalDefinition> signals)
    {
        section.Require("id");
        var id = section.Id("id");
        var signal = SignalReference.Read(section, "signal", signals, isRequired: true);
        section.Require("kind");
        var kind = section.Enumeration<AlarmKind>("kind");
        var limit = ReadLimit(section, kind, signal);
        var alarm = new AlarmDefinition
        {
            Id = id ?? "",
            Signal = signal?.Id ?? "",
            Kind = kind ?? default,
            Limit = limit ?? 0,
            Hysteresis = ReadHysteresis(section, kind),
            Delay = section.Duration("delay") ?? TimeSpan.Zero,
            Priority = (int)(section.Whole("priority", 1, 4) ?? 3),
        };
        var message = section.Text("message");
        if (signal is not null && kind is { } known)
        {
            CheckSignal(section, known, signal);
            if (limit is { } value && (value < signal.Min || value > signal.Max) && known is >= AlarmKind.High and <= AlarmKind.LowLow)
            {
                section.Warn("limit", Wording.Invariant($"{value} is outside the signal's range of {signal.Min} to {signal.Max} {signal.Unit}"));
            }

            message ??= DefaultAlarmMessage.Of(alarm, signal);
        }

        section.Close();
        return id is null || signal is null || kind is null ? null : alarm with { Message = message ?? "" };
    }

    private static double? ReadLimit(Section section, AlarmKind? kind, SignalDefinition? signal)
    {
        switch (kind)
        {
            case AlarmKind.Stuck or AlarmKind.Stale:
                section.Refuse("limit", $"an alarm of kind {EnumText.Of(kind.Value)} has no limit");
                return null;
            case AlarmKind.State:
                return section.Require("limit", "the state that raises the alarm") ? ReadState(section, signal) : null;
            case null:
                section.Has("limit");
                return null;
        }

        if (!section.Require("limit") || section.Number("limit") is not { } limit)
        {
            return null;
        }

        if (kind == AlarmKind.Rate && limit <= 0)
        {
            section.Error("limit", string.Create(CultureInfo.InvariantCulture, $"a rate above 0, in the signal's unit per second, is expected, not {limit}"));
        }

        return limit;
    }

    private static double? ReadState(Section section, SignalDefinition? signal)
    {
        if (section.Scalar("limit", "a state") is not { } scalar || signal is null)
        {
            return null;
        }

        IReadOnlyList<string> allowed = signal.Type == SignalType.Boolean ? ["false", "true"] : [.. signal.Symbols.Select(s => s.Symbol)];
        if (signal.Type == SignalType.Boolean && allowed.Contains(scalar.Value))
        {
            return scalar.Value == "true" ? 1 : 0;
        }

        if (signal.Symbols.FirstOrDefault(s => s.Symbol == scalar.Value) is { } symbol)
        {
            return symbol.Number;
        }

        section.Error("limit", $"'{Wording.Shorten(scalar.Value)}' is no state of '{signal.Id}'{Wording.DidYouMean(scalar.Value, allowed)}", allowed);
        return null;
    }

    private static double ReadHysteresis(Section section, AlarmKind? kind)
    {
        if (kind is AlarmKind.State or AlarmKind.Stuck or AlarmKind.Stale)
        {
            section.Refuse("hysteresis", $"an alarm of kind {EnumText.Of(kind.Value)} has no hysteresis");
            return 0;
        }

        var hysteresis = section.Number("hysteresis") ?? 0;
        if (hysteresis < 0)
        {
            section.Error("hysteresis", string.Create(CultureInfo.InvariantCulture, $"0 or more, in the signal's unit, is expected, not {hysteresis}"));
        }

        return hysteresis;
    }

    private static void CheckSignal(Section section, AlarmKind kind, SignalDefinition signal)
    {
        var isNumeric = signal.Type is SignalType.Number or SignalType.Integer;
        var needed = kind switch
        {
            AlarmKind.State => signal.Type is SignalType.Enumeration or SignalType.Boolean ? null : "an enumeration or boolean",
            AlarmKind.Stuck or AlarmKind.Stale => null,
            _ => isNumeric ? null : Number,
        };
        if (needed is not null)
        {
            section.Error("signal", $"an alarm of kind {EnumText.Of(kind)} needs {needed}; '{signal.Id}' is of type {EnumText.Of(signal.Type)}");
        }

        if (kind == AlarmKind.Stuck)
        {
            section.Require("delay", "for how long the value must not change");
        }

        if (kind == AlarmKind.Stale && signal.StaleAfter is null)
        {
            section.Error("signal", $"'{signal.Id}' has no staleAfter, so it never becomes stale");
        }
    }
}
