using System.Globalization;

namespace TwinGrid.Model.Definitions.Reading;

/// <summary>What an operator reads when the definition says nothing.</summary>
internal static class DefaultAlarmMessage
{
    public static string Of(AlarmDefinition alarm, SignalDefinition signal)
    {
        var name = signal.DisplayName;
        var limit = alarm.Limit.ToString("R", CultureInfo.InvariantCulture);
        var unit = signal.Unit == "1" ? "" : " " + signal.Unit;
        return alarm.Kind switch
        {
            AlarmKind.High => $"{name} high: {limit}{unit} or more",
            AlarmKind.HighHigh => $"{name} very high: {limit}{unit} or more",
            AlarmKind.Low => $"{name} low: {limit}{unit} or less",
            AlarmKind.LowLow => $"{name} very low: {limit}{unit} or less",
            AlarmKind.Rate => $"{name} changes by {limit}{unit} or more per second",
            AlarmKind.Stuck => $"{name} has not changed for {DurationText.Format(alarm.Delay)}",
            AlarmKind.Stale => $"{name} has not been received for {DurationText.Format(signal.StaleAfter ?? TimeSpan.Zero)}",
            _ => $"{name} is {signal.Symbols.FirstOrDefault(s => s.Number == alarm.Limit)?.Symbol ?? (alarm.Limit == 0 ? "false" : "true")}",
        };
    }
}
