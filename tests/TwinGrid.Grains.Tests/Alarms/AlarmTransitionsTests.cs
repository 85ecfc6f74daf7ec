using TwinGrid.Contracts.Alarms;
using TwinGrid.Grains.Alarms;
using Xunit;

namespace TwinGrid.Grains.Tests.Alarms;

public sealed class AlarmTransitionsTests
{
    private const AlarmState Normal = AlarmState.Normal;
    private const AlarmState Unacked = AlarmState.Unacknowledged;
    private const AlarmState Acked = AlarmState.Acknowledged;
    private const AlarmState Returned = AlarmState.ReturnedUnacknowledged;
    private const AlarmState Shelved = AlarmState.Shelved;

    // The whole table: state, trigger, active afterwards, next state, whether an event tells of it.
    public static TheoryData<AlarmState, byte, bool, AlarmState, bool> Table => new()
    {
        { Normal, (byte)AlarmTrigger.Raise, true, Unacked, true },
        { Normal, (byte)AlarmTrigger.Clear, false, Normal, false },
        { Normal, (byte)AlarmTrigger.Acknowledge, false, Normal, false },
        { Normal, (byte)AlarmTrigger.Shelve, false, Shelved, true },
        { Normal, (byte)AlarmTrigger.Unshelve, false, Normal, false },
        { Unacked, (byte)AlarmTrigger.Raise, true, Unacked, false },
        { Unacked, (byte)AlarmTrigger.Clear, false, Returned, true },
        { Unacked, (byte)AlarmTrigger.Acknowledge, true, Acked, true },
        { Unacked, (byte)AlarmTrigger.Shelve, true, Shelved, true },
        { Unacked, (byte)AlarmTrigger.Unshelve, true, Unacked, false },
        { Acked, (byte)AlarmTrigger.Raise, true, Acked, false },
        { Acked, (byte)AlarmTrigger.Clear, false, Normal, true },
        { Acked, (byte)AlarmTrigger.Acknowledge, true, Acked, false },
        { Acked, (byte)AlarmTrigger.Shelve, true, Shelved, true },
        { Acked, (byte)AlarmTrigger.Unshelve, true, Acked, false },
        { Returned, (byte)AlarmTrigger.Raise, true, Unacked, true },
        { Returned, (byte)AlarmTrigger.Clear, false, Returned, false },
        { Returned, (byte)AlarmTrigger.Acknowledge, false, Normal, true },
        { Returned, (byte)AlarmTrigger.Shelve, false, Shelved, true },
        { Returned, (byte)AlarmTrigger.Unshelve, false, Returned, false },
        { Shelved, (byte)AlarmTrigger.Raise, true, Shelved, false },
        { Shelved, (byte)AlarmTrigger.Clear, false, Shelved, false },
        { Shelved, (byte)AlarmTrigger.Acknowledge, true, Shelved, false },
        { Shelved, (byte)AlarmTrigger.Shelve, true, Shelved, true },
        { Shelved, (byte)AlarmTrigger.Unshelve, true, Unacked, true },
        { Shelved, (byte)AlarmTrigger.Unshelve, false, Normal, true },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Next_EachRowOfTheTable_GivesItsState(AlarmState state, byte trigger, bool isActive, AlarmState expected, bool isEvent) =>
        Assert.Equal((expected, isEvent), AlarmTransitions.Next(state, isActive, (AlarmTrigger)trigger));

    [Fact]
    public void Table_EveryStateAndTrigger_HasARow()
    {
        var rows = Table.Select(row => (row.Data.Item1, row.Data.Item2)).ToHashSet();
        Assert.Equal(Enum.GetValues<AlarmState>().Length * Enum.GetValues<AlarmTrigger>().Length, rows.Count);
    }
}
