using TwinGrid.Contracts.Alarms;

namespace TwinGrid.Grains.Alarms;

/// <summary>What can happen to an alarm.</summary>
internal enum AlarmTrigger : byte
{
    /// <summary>The condition has come true, its on-delay has passed.</summary>
    Raise = 1,

    /// <summary>The condition has gone, by more than the hysteresis.</summary>
    Clear = 2,

    /// <summary>An operator has seen it.</summary>
    Acknowledge = 3,

    /// <summary>An operator hides it for a bounded time.</summary>
    Shelve = 4,

    /// <summary>An operator shows it again, or its time is over.</summary>
    Unshelve = 5,
}

/// <summary>
/// The transition table (ANSI/ISA-18.2-2016, figure 3 and table 4): a pure function, so that the fold asks nobody else.
/// A shelved alarm follows its condition unseen; unshelving shows it anew when it is active, since nobody has seen it since.
/// </summary>
internal static class AlarmTransitions
{
    /// <summary>The state after a trigger, and whether an event tells of it.</summary>
    /// <param name="state">State before.</param>
    /// <param name="isActive">Whether the condition holds; after the trigger where that is raise or clear.</param>
    /// <param name="trigger">What happens.</param>
    public static (AlarmState State, bool IsEvent) Next(AlarmState state, bool isActive, AlarmTrigger trigger) => (state, trigger) switch
    {
        (AlarmState.Normal, AlarmTrigger.Raise) => (AlarmState.Unacknowledged, true),
        (AlarmState.ReturnedUnacknowledged, AlarmTrigger.Raise) => (AlarmState.Unacknowledged, true),
        (AlarmState.Unacknowledged, AlarmTrigger.Clear) => (AlarmState.ReturnedUnacknowledged, true),
        (AlarmState.Acknowledged, AlarmTrigger.Clear) => (AlarmState.Normal, true),
        (AlarmState.Unacknowledged, AlarmTrigger.Acknowledge) => (AlarmState.Acknowledged, true),
        (AlarmState.ReturnedUnacknowledged, AlarmTrigger.Acknowledge) => (AlarmState.Normal, true),
        (_, AlarmTrigger.Shelve) => (AlarmState.Shelved, true),
        (AlarmState.Shelved, AlarmTrigger.Unshelve) => (isActive ? AlarmState.Unacknowledged : AlarmState.Normal, true),
        _ => (state, false),
    };
}
