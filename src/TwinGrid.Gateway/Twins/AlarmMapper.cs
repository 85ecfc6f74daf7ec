using System.Globalization;
using TwinGrid.Contracts.Alarms;
using TwinGrid.Model.Definitions;
using TwinGrid.V1;

namespace TwinGrid.Gateway.Twins;

/// <summary>Turns alarms into answers.</summary>
internal static class AlarmMapper
{
    /// <summary>An alarm's resource name.</summary>
    public static string NameOf(string asset, string alarm) => $"{asset}/alarms/{alarm}";

    /// <summary>One alarm.</summary>
    public static Alarm Map(AlarmStatus status) => new()
    {
        Name = NameOf(status.Asset, status.Alarm),
        Asset = status.Asset,
        Alarm_ = status.Alarm,
        Kind = KindOf(status.Kind),
        Signal = status.Signal,
        State = (V1.AlarmState)(int)status.State,
        Active = status.IsActive,
        Priority = (uint)status.Priority,
        RaisedAt = status.RaisedAtNs,
        ClearedAt = status.ClearedAtNs,
        AcknowledgedAt = status.AcknowledgedAtNs,
        AcknowledgedBy = status.AcknowledgedBy,
        Comment = status.Comment,
        ShelvedUntil = status.ShelvedUntilNs,
        Value = status.Value,
        Limit = status.Limit,
        Unit = status.Unit,
        Message = status.Message,
        Etag = status.Revision.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>The name of a kind, as definitions spell it.</summary>
    public static string KindOf(AlarmKind kind) => kind switch
    {
        AlarmKind.High => "high",
        AlarmKind.HighHigh => "high-high",
        AlarmKind.Low => "low",
        AlarmKind.LowLow => "low-low",
        AlarmKind.Rate => "rate",
        AlarmKind.Stuck => "stuck",
        AlarmKind.Stale => "stale",
        AlarmKind.State => "state",
        _ => ((int)kind).ToString(CultureInfo.InvariantCulture),
    };
}
