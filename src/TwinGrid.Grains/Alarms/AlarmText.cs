using System.Globalization;
using TwinGrid.Contracts.Alarms;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.Alarms;

/// <summary>What people and programs read of an alarm.</summary>
internal static class AlarmText
{
    /// <summary>Name of a kind as definitions, the API and events spell it.</summary>
    public static string NameOf(AlarmKind kind) => kind switch
    {
        AlarmKind.HighHigh => "high-high",
        AlarmKind.LowLow => "low-low",
        _ => kind.ToString().ToLowerInvariant(),
    };

    /// <summary>The definition's message, or one made from its other fields.</summary>
    public static string Message(PlannedAlarm alarm)
    {
        var definition = alarm.Definition;
        if (definition.Message.Length > 0)
        {
            return definition.Message;
        }

        var name = alarm.Signal.DisplayName;
        var unit = alarm.Signal.Unit == "1" ? "" : " " + alarm.Signal.Unit;
        return definition.Kind switch
        {
            AlarmKind.High or AlarmKind.HighHigh => string.Create(CultureInfo.InvariantCulture, $"{name} at or above {definition.Limit}{unit}"),
            AlarmKind.Low or AlarmKind.LowLow => string.Create(CultureInfo.InvariantCulture, $"{name} at or below {definition.Limit}{unit}"),
            AlarmKind.Rate => string.Create(CultureInfo.InvariantCulture, $"{name} changes by {definition.Limit}{unit} a second or more"),
            AlarmKind.Stuck => string.Create(CultureInfo.InvariantCulture, $"{name} has not changed for {definition.Delay.TotalSeconds} s"),
            AlarmKind.Stale => string.Create(
                CultureInfo.InvariantCulture, $"{name} has not come for {alarm.Signal.StaleAfter?.TotalSeconds} s"),
            _ => $"{name} is {SymbolOf(alarm)}",
        };
    }

    /// <summary>What an event tells to programs.</summary>
    /// <param name="alarm">The alarm.</param>
    /// <param name="cell">Its state after the event.</param>
    /// <param name="cause">The operator's or the clock's decision; null for samples.</param>
    public static IReadOnlyDictionary<string, string> Attributes(PlannedAlarm alarm, in AlarmCell cell, AlarmRecord? cause)
    {
        var attributes = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["alarm"] = alarm.Definition.Id,
            ["kind"] = NameOf(alarm.Definition.Kind),
            ["signal"] = alarm.Definition.Signal,
            ["priority"] = alarm.Definition.Priority.ToString(CultureInfo.InvariantCulture),
            ["state"] = cell.State.ToString(),
            ["active"] = cell.IsActive ? "true" : "false",
            ["value"] = cell.Value.ToString("R", CultureInfo.InvariantCulture),
            ["limit"] = alarm.Definition.Limit.ToString("R", CultureInfo.InvariantCulture),
            ["unit"] = alarm.Signal.Unit,
        };
        if (cause is not null)
        {
            attributes["by"] = cause.By;
            attributes["comment"] = cause.Comment;
        }

        if (cell.ShelvedUntilNs != 0)
        {
            attributes["shelved_until"] = Nanoseconds.ToDateTimeOffset(cell.ShelvedUntilNs).ToString("O", CultureInfo.InvariantCulture);
        }

        return attributes;
    }

    private static string SymbolOf(PlannedAlarm alarm)
    {
        foreach (var symbol in alarm.Signal.Symbols)
        {
            if (symbol.Number == alarm.Definition.Limit)
            {
                return symbol.Symbol;
            }
        }

        return alarm.Signal.Type == SignalType.Boolean
            ? (alarm.Definition.Limit == 0 ? "false" : "true")
            : alarm.Definition.Limit.ToString("R", CultureInfo.InvariantCulture);
    }

    /// <summary>An alarm as readers see it; <paramref name="cell"/> is default when it never left normal.</summary>
    public static AlarmStatus Status(string asset, PlannedAlarm alarm, in AlarmCell cell) => new()
    {
        Asset = asset,
        Alarm = alarm.Definition.Id,
        Kind = alarm.Definition.Kind,
        Signal = alarm.Definition.Signal,
        State = cell.State == 0 ? AlarmState.Normal : cell.State,
        IsActive = cell.IsActive,
        Priority = alarm.Definition.Priority,
        RaisedAtNs = cell.RaisedNs,
        ClearedAtNs = cell.ClearedNs,
        AcknowledgedAtNs = cell.AcknowledgedNs,
        AcknowledgedBy = cell.By ?? "",
        Comment = cell.Comment ?? "",
        ShelvedUntilNs = cell.ShelvedUntilNs,
        Value = cell.Value,
        Limit = alarm.Definition.Limit,
        Unit = alarm.Definition.Kind == AlarmKind.Rate ? PerSecond(alarm.Signal.Unit) : alarm.Signal.Unit,
        Message = Message(alarm),
        Revision = cell.Revision,
    };

    private static string PerSecond(string unit) => unit == "1" ? "/s" : $"({unit})/s";
}
