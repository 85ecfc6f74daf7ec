using TwinGrid.Gateway.Tests.Hosting;
using TwinGrid.V1;
using Xunit;

namespace TwinGrid.Gateway.Tests.Twins;

public sealed class AlarmTests(GatewayServer server)
{
    private static CancellationToken Token => GatewayServer.Cancelled;

    [Fact]
    public async Task Alarm_RaisedAcknowledgedShelvedUnshelved_TellsEachState()
    {
        const string Asset = "plants/mill/lines/dry-end/assets/roll-30";
        var token = await server.PublishAsync("mill", "roll-30", ("speed", server.NowNs, new Value { Number = 1_700 }));

        var listed = await server.Twins.ListAlarmsAsync(new ListAlarmsRequest { Parent = Asset, Read = new ReadOptions { AtLeast = token } }, cancellationToken: Token);

        var alarm = Assert.Single(listed.Alarms);
        Assert.Equal(($"{Asset}/alarms/fast", "high", AlarmState.Unacknowledged, true), (alarm.Name, alarm.Kind, alarm.State, alarm.Active));
        Assert.Equal((1_700, 1_500, "m/min", "Too fast", 1u), (alarm.Value, alarm.Limit, alarm.Unit, alarm.Message, alarm.Priority));

        var acknowledged = await server.Twins.AcknowledgeAlarmAsync(
            new AcknowledgeAlarmRequest { Name = alarm.Name, By = "kim", Comment = "seen" }, cancellationToken: Token);
        Assert.Equal((AlarmState.Acknowledged, "kim", "seen"), (acknowledged.State, acknowledged.AcknowledgedBy, acknowledged.Comment));

        var shelved = await server.Twins.ShelveAlarmAsync(new ShelveAlarmRequest { Name = "roll-30/alarms/fast", Minutes = 10 }, cancellationToken: Token);
        Assert.Equal(AlarmState.Shelved, shelved.State);
        Assert.True(shelved.ShelvedUntil > server.NowNs);
        Assert.Empty((await server.Twins.ListAlarmsAsync(new ListAlarmsRequest { Parent = Asset }, cancellationToken: Token)).Alarms);

        var unshelved = await server.Twins.UnshelveAlarmAsync(new UnshelveAlarmRequest { Name = alarm.Name }, cancellationToken: Token);
        Assert.NotEqual(AlarmState.Shelved, unshelved.State);
        Assert.NotEqual(alarm.Etag, unshelved.Etag);
        Assert.Equal(1u, (await server.Twins.GetAssetAsync(new GetAssetRequest { Name = Asset }, cancellationToken: Token)).ActiveAlarms);
    }

    [Fact]
    public async Task AcknowledgeAlarm_NobodyNamed_IsAnonymous()
    {
        await server.PublishAsync("mill", "roll-31", ("speed", server.NowNs, new Value { Number = 1_700 }));

        var alarm = await server.Twins.AcknowledgeAlarmAsync(new AcknowledgeAlarmRequest { Name = "roll-31/alarms/fast" }, cancellationToken: Token);

        Assert.Equal("anonymous", alarm.AcknowledgedBy);
    }

    [Theory]
    [InlineData("roll-30/alarms/slow", "NOT_FOUND")]
    [InlineData("nobody/alarms/fast", "NOT_FOUND")]
    [InlineData("roll-30", "INVALID_NAME")]
    [InlineData("roll-30/alarms/", "INVALID_NAME")]
    public async Task AcknowledgeAlarm_NotThere_SaysWhy(string name, string reason) => await Refusals.ExpectAsync(
        reason, async () => await server.Twins.AcknowledgeAlarmAsync(new AcknowledgeAlarmRequest { Name = name }, cancellationToken: Token));

    [Theory]
    [InlineData(0u)]
    [InlineData(1_441u)]
    public async Task ShelveAlarm_WithoutABoundedTime_IsRefused(uint minutes) => await Refusals.ExpectAsync(
        "INVALID_ARGUMENT",
        async () => await server.Twins.ShelveAlarmAsync(new ShelveAlarmRequest { Name = "roll-30/alarms/fast", Minutes = minutes }, cancellationToken: Token));
}
