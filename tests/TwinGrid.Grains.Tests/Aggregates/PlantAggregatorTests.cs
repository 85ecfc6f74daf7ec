using TwinGrid.Contracts.Alarms;
using TwinGrid.Contracts.Twins;
using TwinGrid.Grains.Aggregates;
using TwinGrid.Grains.Tests.Partitions;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;
using Xunit;
using static TwinGrid.Grains.Tests.Partitions.TestPlant;

namespace TwinGrid.Grains.Tests.Aggregates;

public sealed class PlantAggregatorTests
{
    private const long Start = 1_000_000 * Nanoseconds.PerSecond;
    private readonly PlantAggregator aggregator = new();

    [Fact]
    public void Look_KnownProduction_GivesTheKpisOfIso22400()
    {
        // In 4 800 s: 3 600 running, 600 starved, 300 down, 300 planned stop; 1 500 good and 75 rejected units; ideal cycle 2 s.
        //   availability = 3 600 / (3 600 + 600 + 300)  = 0.8
        //   performance  = (1 500 + 75) x 2 s / 3 600 s = 0.875
        //   quality      = 1 500 / 1 575                = 0.952380952...
        //   OEE          = 0.8 x 0.875 x 1 500 / 1 575  = 2 / 3
        //   throughput   = 1 500 / 4 800 s              = 1 125 an hour
        var partition = new TestPartition(Of(("a", 0, [Asset("fill-1", "filler")])));
        partition.SetProduction("fill-1", Totals(Start, 0, 0, 0, 0, 0, 0, 0));
        Look(partition, Start);
        partition.SetProduction("fill-1", Totals(Start + Seconds(4_800), 3_600, 600, 300, 300, 1_500, 75, 12.5));
        var line = Look(partition, Start + Seconds(4_800)).Lines["a"];
        Assert.Equal(["availability", "performance", "quality", "oee", "throughput", "wip", "energy"], line.Kpis.Select(kpi => kpi.Id));
        Assert.Equal(0.8, Value(line, "availability"), 12);
        Assert.Equal(0.875, Value(line, "performance"), 12);
        Assert.Equal(1_500.0 / 1_575, Value(line, "quality"), 12);
        Assert.Equal(2.0 / 3, Value(line, "oee"), 12);
        Assert.Equal(1_125, Value(line, "throughput"), 9);
        Assert.Equal(12.5, Value(line, "energy"), 12);
        var oee = line.Kpis[3];
        Assert.Equal((Start, Start + Seconds(4_800), 1.0), (oee.WindowStartNs, oee.WindowEndNs, oee.Coverage));
    }

    [Fact]
    public void Look_TwoLines_PlantWeighsThemByTimeAndOutput()
    {
        // Line a: 100 of 200 s running, 50 units; line b: 300 of 300 s running, 120 units; none rejected, ideal cycle 2 s.
        //   availability = 400 / 500 = 0.8;  performance = 170 x 2 / 400 = 0.85;  throughput = 50 and 120 in 300 s = 600 + 1 440 an hour
        var plant = Of(("a", 0, [Asset("fill-1", "filler")]), ("b", 1, [Asset("fill-2", "filler")]));
        TestPartition[] partitions = [new(plant), new(plant, 1)];
        partitions[0].SetProduction("fill-1", Totals(Start, 0, 0, 0, 0, 0, 0, 0));
        partitions[1].SetProduction("fill-2", Totals(Start, 0, 0, 0, 0, 0, 0, 0));
        Look(partitions, Start);
        partitions[0].SetProduction("fill-1", Totals(Start + Seconds(300), 100, 100, 0, 100, 50, 0, 1));
        partitions[1].SetProduction("fill-2", Totals(Start + Seconds(300), 300, 0, 0, 0, 120, 0, 2));
        var figures = Look(partitions, Start + Seconds(300)).Plant;
        Assert.Equal(0.8, Value(figures, "availability"), 12);
        Assert.Equal(0.85, Value(figures, "performance"), 12);
        Assert.Equal(1, Value(figures, "quality"), 12);
        Assert.Equal(2_040, Value(figures, "throughput"), 9);
        Assert.Equal(3, Value(figures, "energy"), 12);
    }

    [Fact]
    public void Look_WindowRolls_ForgetsWhatIsOlder()
    {
        // 1 unit a second for an hour, then 1 unit in 2 s: after eight more hours only the slow time is in the window.
        var partition = new TestPartition(Of(("a", 0, [Asset("fill-1", "filler")])));
        double good = 0;
        PlantFigures? figures = null;
        for (var minute = 0; minute <= 60 + 480; minute++)
        {
            partition.SetProduction("fill-1", Totals(Start + Seconds(minute * 60), minute * 60, 0, 0, 0, good, 0, 0));
            figures = Look(partition, Start + Seconds(minute * 60));
            good += minute < 60 ? 60 : 30;
        }

        var line = figures!.Lines["a"];
        Assert.Equal(1_800, Value(line, "throughput"), 9);
        Assert.Equal(1, Value(line, "performance"), 9);
        Assert.Equal(Start + Seconds(3_600), line.Kpis[0].WindowStartNs);
    }

    [Fact]
    public void Look_PresentStateLasts_CountsUpToNow()
    {
        // Running since the start, and no sample since: 100 s of running, but the counter did not move.
        var partition = new TestPartition(Of(("a", 0, [Asset("fill-1", "filler")])));
        partition.SetProduction("fill-1", Totals(Start, 0, 0, 0, 0, 0, 0, 0, StateClass.Running));
        Look(partition, Start);
        var line = Look(partition, Start + Seconds(100)).Lines["a"];
        Assert.Equal(1, Value(line, "availability"));
        Assert.Equal(0, Value(line, "performance"));
        Assert.Equal("nothing was produced in the window", line.Kpis.Single(kpi => kpi.Id == "quality").Reason);
        Assert.True(double.IsNaN(Value(line, "oee")));
    }

    [Fact]
    public void Look_ReadingsOfAnEarlierProcess_GoOnWithTheWindow()
    {
        var partition = new TestPartition(Of(("a", 0, [Asset("fill-1", "filler")])));
        aggregator.Restore("a", TimeSpan.FromHours(8), new ProductionReading(Start, "fill-1", 0, 0, 0, 100, 0, 0));
        aggregator.Restore("a", TimeSpan.FromHours(8), new ProductionReading(Start + Seconds(60), "fill-1", 60, 60, 0, 160, 0, 0));
        partition.SetProduction("fill-1", Totals(Start + Seconds(3_600), 3_600, 0, 0, 0, 3_700, 0, 0));
        var line = Look(partition, Start + Seconds(3_600)).Lines["a"];
        Assert.Equal((Start, 3_600.0), (line.Kpis[0].WindowStartNs, Value(line, "throughput")));
    }

    [Fact]
    public void Look_NoProduction_SaysWhyThereIsNoOee()
    {
        var line = Look(new TestPartition(Of(("a", 0, [Asset("pump-1", "pump")]))), Start).Lines["a"];
        var oee = line.Kpis.Single(kpi => kpi.Id == "oee");
        Assert.True(double.IsNaN(oee.Value));
        Assert.StartsWith("no asset counts for production", oee.Reason, StringComparison.Ordinal);
        Assert.Equal("no asset tells the units in it", line.Kpis.Single(kpi => kpi.Id == "wip").Reason);
    }

    [Fact]
    public void Look_StatesStalenessAndAlarms_AreCountedByLine()
    {
        var partition = new TestPartition(Of(("a", 0, [Range("pump-{0}", "pump", 3), Asset("fill-1", "filler")]), ("b", 0, [Asset("fill-2", "filler")])));
        partition.Set("pump-1", "speed", 1, Start);
        partition.Set("pump-2", "speed", 1, Start + Seconds(5));
        partition.Set("fill-1", "state", 1, Start);
        partition.Set("fill-1", "content", 7, Start);
        partition.Set("fill-2", "content", 4, Start);
        partition.SetAlarms(
            "pump-1", Alarm(AlarmState.Unacknowledged, true), Alarm(AlarmState.ReturnedUnacknowledged, false), Alarm(AlarmState.Shelved, true));
        var figures = Look(partition, Start + Seconds(12));
        var line = figures.Lines["a"];
        Assert.Equal((4, 1, 1, 2), (line.Assets, line.StaleAssets, line.ActiveAlarms, line.UnacknowledgedAlarms));
        Assert.Equal([("", 3), ("Running", 1)], line.States.Select(pair => (pair.Key, pair.Value)));
        Assert.Equal((7.0, 11.0), (Value(line, "wip"), Value(figures.Plant, "wip")));

        partition.Set("fill-1", "state", 5, Start + Seconds(13));
        partition.Retire("pump-3");
        line = Look(partition, Start + Seconds(16)).Lines["a"];
        Assert.Equal((3, 2), (line.Assets, line.StaleAssets));
        Assert.Equal([("", 2), ("Down", 1)], line.States.Select(pair => (pair.Key, pair.Value)));
    }

    [Fact]
    public void Look_KpisByExpression_FollowTheirSignals()
    {
        var plant = Of(("a", 0, [Range("pump-{0}", "pump", 3)]), ("b", 0, [Asset("pump-9", "pump")]));
        plant = plant with
        {
            Lines = [plant.Lines[0] with { Kpis = [new("mean-speed", "/min", "mean(pump.speed)"), new("top", "/min", "max(pump.speed) - min(pump.speed)")] }, plant.Lines[1]],
            Kpis = [new("speeds", "/min", "sum(pump.speed)"), new("ratio", "1", "oee / 2")],
        };
        var partition = new TestPartition(plant);
        partition.Set("pump-1", "speed", 100, Start);
        partition.Set("pump-2", "speed", 300, Start);
        partition.Set("pump-3", "speed", 9_999, Start, Quality.Bad);
        partition.Set("pump-9", "speed", 50, Start);
        var figures = Look(partition, Start);
        Assert.Equal((200.0, 200.0), (Value(figures.Lines["a"], "mean-speed"), Value(figures.Lines["a"], "top")));
        Assert.Equal(450, Value(figures.Plant, "speeds"));
        Assert.Equal("oee is not known", figures.Plant.Kpis[^1].Reason);
        partition.Set("pump-1", "speed", 200, Start);
        Assert.Equal(250, Value(Look(partition, Start).Lines["a"], "mean-speed"));
    }

    [Fact]
    public void Look_KpiOfSignalsThatNeverCame_IsNotZeroButUnknown()
    {
        var plant = Of(("a", 0, [Asset("pump-1", "pump")])) with { Kpis = [new("speeds", "/min", "sum(pump.speed)")] };
        var kpi = Look(new TestPartition(plant), Start).Plant.Kpis[^1];
        Assert.Equal((double.NaN, "sum(pump.speed) is not known"), (kpi.Value, kpi.Reason));
    }

    [Fact]
    public void Look_MoreChangesThanFit_ReadsAll()
    {
        var partition = new TestPartition(Of(("a", 0, [Range("pump-{000000}", "pump", 70_000)])));
        Look(partition, Start);
        partition.SetAll("speed", 1, Start);
        Assert.Equal(70_000, Look(partition, Start + Seconds(11)).Plant.StaleAssets);
    }

    internal static ProductionTotals Totals(
        long now, double running, double starved, double down, double stopped, double good, double rejected, double energy, StateClass state = StateClass.Idle)
    {
        var totals = new ProductionTotals
        {
            State = state, StateSinceNs = now, NewestNs = now, GoodUnits = good, RejectedUnits = rejected, EnergyKilowattHours = energy,
        };
        totals.Seconds[(int)StateClass.Running] = running;
        totals.Seconds[(int)StateClass.Starved] = starved;
        totals.Seconds[(int)StateClass.Down] = down;
        totals.Seconds[(int)StateClass.PlannedStop] = stopped;
        return totals;
    }

    private static long Seconds(double seconds) => (long)(seconds * Nanoseconds.PerSecond);

    private static double Value(Aggregate aggregate, string kpi) => aggregate.Kpis.Single(value => value.Id == kpi).Value;

    private static AlarmStatus Alarm(AlarmState state, bool active) => new() { Asset = "x", Alarm = "y", Signal = "speed", State = state, IsActive = active };

    private PlantFigures Look(TestPartition partition, long now) => Look([partition], now);

    private PlantFigures Look(TestPartition[] partitions, long now) => aggregator.Look(partitions, now, (_, _) => { })!;
}
