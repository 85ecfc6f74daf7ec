using TwinGrid.Contracts.Twins;
using TwinGrid.Grains.Queries;
using TwinGrid.Grains.Tests.Partitions;
using TwinGrid.Model.Samples;
using Xunit;
using static TwinGrid.Grains.Tests.Partitions.TestPlant;

namespace TwinGrid.Grains.Tests.Queries;

public sealed class AssetFilterTests
{
    private const long Now = 1_000 * Nanoseconds.PerSecond;
    private readonly TestPartition partition;

    public AssetFilterTests()
    {
        partition = new TestPartition(Of(
            ("a", 0, [Asset("pump-1", "pump", ("site", "north"), ("critical", "")), Asset("pump-2", "pump", ("site", "south"))]),
            ("b", 0, [Asset("fill-1", "filler"), Asset("old", "pump")])));
        partition.Set("pump-1", "speed", 1_500, Now - Nanoseconds.PerSecond);
        partition.Set("pump-2", "speed", 900, Now - (60 * Nanoseconds.PerSecond));
        partition.Set("pump-1", "motor.current", 4.5, Now);
        partition.Set("pump-1", "running", 1, Now);
        partition.Set("pump-2", "running", 0, Now, Quality.Bad);
        partition.Set("fill-1", "state", 2, Now);
        partition.Retire("old");
    }

    [Theory]
    [InlineData("", "pump-1 pump-2 fill-1")]
    [InlineData("type = \"pump\"", "pump-1 pump-2")]
    [InlineData("type=pump line=a", "pump-1 pump-2")]
    [InlineData("name = \"plants/p/lines/b/assets/fill-1\"", "fill-1")]
    [InlineData("id = \"pump-*\"", "pump-1 pump-2")]
    [InlineData("id = \"*-1\"", "pump-1 fill-1")]
    [InlineData("id != pump-1", "pump-2 fill-1")]
    [InlineData("id:PUMP", "pump-1 pump-2")]
    [InlineData("fill", "fill-1")]
    [InlineData("NOT fill", "pump-1 pump-2")]
    [InlineData("-type=filler", "pump-1 pump-2")]
    [InlineData("state = Starved", "fill-1")]
    [InlineData("state = \"\"", "pump-1 pump-2")]
    [InlineData("state:*", "fill-1")]
    [InlineData("signals.state = Starved", "fill-1")]
    [InlineData("signals.state = 2", "fill-1")]
    [InlineData("signals.state != Running", "fill-1")]
    [InlineData("signals.speed > 1000", "pump-1")]
    [InlineData("signals.speed<=900", "pump-2")]
    [InlineData("NOT signals.speed > 1000", "pump-2 fill-1")]
    [InlineData("signals.motor.current >= 4.5", "pump-1")]
    [InlineData("signals.running = true", "pump-1")]
    [InlineData("signals.running", "pump-1")]
    [InlineData("signals.motor.current:*", "pump-1")]
    [InlineData("signals:good", "fill-1")]
    [InlineData("signals.speed.quality = good", "pump-1")]
    [InlineData("signals.speed.quality = uncertain", "pump-2")]
    [InlineData("signals.running.quality = bad", "pump-2")]
    [InlineData("signals.motor.current.quality != good", "pump-2")]
    [InlineData("signals.speed.age > 30s", "pump-2")]
    [InlineData("signals.speed.age < 1500ms", "pump-1")]
    [InlineData("signals.good.age > 1d", "fill-1")]
    [InlineData("labels.site = north", "pump-1")]
    [InlineData("labels.site:*", "pump-1 pump-2")]
    [InlineData("labels:critical", "pump-1")]
    [InlineData("labels.critical:*", "pump-1")]
    [InlineData("parameters.rated >= 5", "pump-1 pump-2")]
    [InlineData("parameters:rated", "pump-1 pump-2")]
    [InlineData("retired = true", "old")]
    [InlineData("retired", "old")]
    [InlineData("type = pump AND (retired OR id = pump-1)", "pump-1 old")]
    [InlineData("alarms = 0", "pump-1 pump-2 fill-1")]
    [InlineData("alarms > 0", "")]

    // OR binds more tightly than AND, as the AIP has it.
    [InlineData("line = a AND id = pump-1 OR id = fill-1", "pump-1")]
    [InlineData("(line = a AND id = pump-1) OR id = fill-1", "pump-1 fill-1")]
    [InlineData("type = pump NOT (id = pump-1)", "pump-2")]
    public void Matches_Filter_SelectsTheAssets(string text, string expected)
    {
        var filter = AssetFilter.Compile(text, [Pump, Filler]);
        Assert.Equal(expected, string.Join(' ', Views().Where(view => filter.Matches(view, Now)).Select(view => view.Info.Id)));
    }

    [Theory]
    [InlineData("speed > 3", 1, "no field 'speed'; there are name, id, type")]
    [InlineData("signals.sped > 3", 1, "no type has a signal 'sped'; there are content, good, motor.current")]
    [InlineData("type = pump AND signals.speed > fast", 33, "signal 'speed' is a number in /min, not 'fast'")]
    [InlineData("signals.running = maybe", 19, "signal 'running' is a boolean: true or false, not 'maybe'")]
    [InlineData("signals.state = Sleeping", 17, "signal 'state' is one of Running, Starved, Down, not 'Sleeping'")]
    [InlineData("state = Sleeping", 9, "no state 'Sleeping'; there are Down, Running, Starved")]
    [InlineData("signals.speed.age > 3", 21, "an age is compared with a duration such as 500ms")]
    [InlineData("signals.speed.quality = ok", 25, "a quality is compared by = or != with good, uncertain or bad")]
    [InlineData("parameters.size = 1", 1, "no type has a parameter 'size'; there are rated")]
    [InlineData("retired = 1", 11, "retired is true or false")]
    [InlineData("(type = pump", 1, "this '(' is not closed")]
    [InlineData("type = pump)", 12, "')' closes nothing")]
    [InlineData("type =", 7, "a value must follow '=', not the end")]
    [InlineData("AND type = pump", 1, "a field, a text or '(' must come here, not 'AND'")]
    [InlineData("type = pump OR", 15, "a field, a text or '(' must come here, not the end")]
    [InlineData("type = \"pump", 8, "the text that starts here has no closing \"")]
    [InlineData("type ! pump", 6, "'!' stands alone")]
    [InlineData("labels = north", 1, "labels as a whole take ':' alone")]
    public void Compile_WrongFilter_NamesThePlaceAndWhatIsAllowed(string text, int position, string message)
    {
        var error = Assert.Throws<FilterException>(() => AssetFilter.Compile(text, [Pump, Filler]));
        Assert.StartsWith($"filter, position {position}: {message}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compile_NestedTooDeep_IsRefusedNotOverflown()
    {
        Assert.Throws<FilterException>(() => AssetFilter.Compile(new string('(', 4_000) + "a" + new string(')', 4_000), [Pump]));
        Assert.Throws<FilterException>(() => AssetFilter.Compile(new string('x', 10_000), [Pump]));
    }

    private IEnumerable<AssetView> Views()
    {
        for (var slot = 0; slot < partition.SlotCount; slot++)
        {
            var view = new AssetView();
            Assert.True(partition.TryRead(slot, view));
            yield return view;
        }
    }
}
