using TwinGrid.Model.Definitions;

namespace TwinGrid.Grains.Alarms;

/// <summary>What a value says about an alarm's condition.</summary>
internal enum ConditionVerdict : byte
{
    /// <summary>Between the limit and the hysteresis: stays as it is.</summary>
    Undecided = 0,

    /// <summary>Holds.</summary>
    Holds = 1,

    /// <summary>Does not hold any more.</summary>
    Gone = 2,
}

/// <summary>Compares a value (for rate alarms the rate, unit per second) with an alarm's limit and hysteresis.</summary>
internal static class AlarmCondition
{
    /// <summary>The verdict; <paramref name="value"/> is finite.</summary>
    public static ConditionVerdict Judge(AlarmDefinition alarm, double value) => alarm.Kind switch
    {
        AlarmKind.High or AlarmKind.HighHigh => Above(value, alarm),
        AlarmKind.Low or AlarmKind.LowLow => Below(value, alarm),
        AlarmKind.Rate => Above(Math.Abs(value), alarm),
        AlarmKind.State => value == alarm.Limit ? ConditionVerdict.Holds : ConditionVerdict.Gone,
        _ => ConditionVerdict.Undecided,
    };

    private static ConditionVerdict Above(double value, AlarmDefinition alarm) =>
        value >= alarm.Limit ? ConditionVerdict.Holds
        : alarm.Limit - value >= alarm.Hysteresis ? ConditionVerdict.Gone
        : ConditionVerdict.Undecided;

    private static ConditionVerdict Below(double value, AlarmDefinition alarm) =>
        value <= alarm.Limit ? ConditionVerdict.Holds
        : value - alarm.Limit >= alarm.Hysteresis ? ConditionVerdict.Gone
        : ConditionVerdict.Undecided;
}
