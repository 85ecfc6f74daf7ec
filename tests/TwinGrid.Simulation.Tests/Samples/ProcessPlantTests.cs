using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Answers;
using TwinGrid.Simulation.Library;

namespace TwinGrid.Simulation.Tests.Samples;

/// <summary>The process plant: its questions are answered, its balances hold, and what can be worked out by hand comes out.</summary>
public sealed class ProcessPlantTests
{
    private const double Hour = 3600;
    private const string Solver = "solver: {relativeTolerance: 1e-6, absoluteTolerance: 1e-8}";

    public static TheoryData<string> Names => [.. Creamery.Read().Documents.Select(d => d.Name)];

    [Fact]
    public void Documents_ModulesOfTheLibrary_AreAllUsed()
    {
        var modules = Creamery.Ask("horizon: 1s\nreplications: 1", "level=balance-tank-1.tank.level.final").Plan.Arms[0].Model.Modules;

        Assert.Empty(LibraryModules.All.Select(m => m.Descriptor.Name).Except(modules.Select(m => m.Type.Descriptor.Name)));
        Assert.True(Names.Count >= 5);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Scenario_Shortened_IsAnswered(string name)
    {
        var read = Creamery.Read();
        var document = read.Documents.Single(d => d.Name == name);
        document = document with
        {
            Replications = ReplicationPlan.Fixed(2),
            Uncertainty = document.Uncertainty is { } uncertain ? uncertain with { Draws = 2 } : null,
            HorizonSeconds = document.HorizonSeconds > 10 * 24 * Hour ? 150 * 24 * Hour : document.HorizonSeconds > 24 * Hour ? 24 * Hour : Math.Min(document.HorizonSeconds, 1.25 * Hour),
        };

        var plan = Creamery.Plan(read, document);
        var run = Sample.Run(plan);

        Assert.Null(run.Failure);
        var answer = ExperimentAnalysis.Analyse(plan, run.Results());
        Assert.All(answer.Arms.SelectMany(a => a.Kpis).Where(k => k.Kpi != "response"), k => Assert.True(double.IsFinite(k.Estimate.Mean), k.Kpi));
        Assert.All(answer.Arms, a => Assert.Contains(a.Kpis, k => k.Estimate.Mean > 0 && k.Estimate.StandardError > 0));
    }

    [Fact]
    public void Milk_OfAnHour_IsNeitherMadeNorLost()
    {
        var k = Creamery.Run(Creamery.Ask(
            $"horizon: 1h\nreplications: 1\n{Solver}",
            "supplied=balance-tank-1.silo.delivered.final", "returned=diversion-1.valve.returned.final", "passed=diversion-1.valve.passed.final", "pumped=feed-pump-1.pump.flow.total",
            "piped=product-pipe-1.pipe.flow.total", "level=balance-tank-1.tank.h.final", "spilled=balance-tank-1.tank.spilled.final", "forward=diversion-1.valve.forward.total", "cream=standardiser-1.mixer.cream.final",
            "blended=standardiser-1.mixer.blended.total", "drawn=product-tank-1.tank.drawn.total", "stock=product-tank-1.tank.h.final", "weighed=feed-pump-1.stream.passed.final").Plan);

        Assert.Equal(k["pumped"], k["piped"], 1e-4);
        Assert.Equal(k["pumped"] / Hour, k["passed"] + k["returned"], 1e-5);
        Assert.Equal(0.6 * (k["level"] - 0.8), k["supplied"] + k["returned"] - (k["pumped"] / Hour) - k["spilled"], 1e-5);
        Assert.Equal(k["blended"] / Hour, k["passed"] + k["cream"], 1e-5);
        Assert.Equal(10 * (k["stock"] - 2), (k["blended"] - k["drawn"]) / Hour, 1e-5);
        Assert.Equal(1030 * k["pumped"] / Hour, k["weighed"], 1e-2);
        Assert.InRange(k["passed"], 9, 10.1);
        Assert.True(k["returned"] > 0, "it starts with milk that is not hot enough");
    }

    [Fact]
    public void Energy_OfAnHour_IsAccountedFor()
    {
        var k = Creamery.Run(Creamery.Ask(
            $"horizon: 1h\nreplications: 1\n{Solver}\nset: {{battery-1.rate: 20 kW}}",
            "metered=grid-1.meter.energy.total", "motor=feed-pump-1.motor.energy.final", "heater=hot-water-1.vessel.energy.final", "chiller=ice-water-1.drive.power.total", "battery=battery-1.cells.accepted.total",
            "hot=hot-water-1.vessel.T.final", "hotMean=hot-water-1.vessel.T.mean", "heating=heater-1.plates.duty.total", "cold=ice-water-1.vessel.T.final", "coldMean=ice-water-1.vessel.T.mean",
            "cooling=cooler-1.plates.duty.total", "given=ice-water-1.vessel.given.total", "shaft=feed-pump-1.pump.power.total", "loss=feed-pump-1.motor.loss.total").Plan);

        Assert.Equal(k["metered"], k["motor"] + k["heater"] + ((k["chiller"] + k["battery"]) / Hour), 1e-3);
        Assert.Equal(k["motor"] * Hour, k["shaft"] + k["loss"], 0.1);
        Assert.Equal(k["heater"], ((8000 * (k["hot"] - 84)) + k["heating"] + (0.08 * (k["hotMean"] - 20) * Hour)) / Hour, 0.005);
        Assert.Equal((k["given"] + k["cooling"]) / Hour, ((12000 * (k["cold"] - 1.5)) + (0.15 * (k["coldMean"] - 20) * Hour)) / Hour, 0.005);
        Assert.Equal(20, k["battery"] / Hour, 1e-6);
    }

    /// <summary>Regenerator of equal capacity rates: e = N / (1 + N). Heat for the rest of the way to 73 Cel.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.0003)]
    public void Regenerator_Fouled_GivesWhatItsPlatesAllow(double fouling)
    {
        var k = Creamery.Run(Creamery.Ask(
            FormattableString.Invariant($"horizon: 50 min\nwarmUp: 40 min\nreplications: 1\nsolver: {{relativeTolerance: 1e-4, absoluteTolerance: 1e-6}}\nset: {{regenerator-1.fouling: {fouling}, hot-water-1.target: 88, balance-tank-1.milk.temperatureDeviation: 0}}"),
            "effectiveness=regenerator-1.plates.effectiveness.mean", "duty=heater-1.plates.duty.mean", "raw=balance-tank-1.milk.temperature.mean", "heated=heater-1.plates.coldOut.mean").Plan);

        var rate = 10 / Hour * 1030 * 3.9;
        var units = 25 / ((1 / 3500.0) + fouling) / 1000 / rate;
        Assert.Equal(units / (1 + units), k["effectiveness"], 1e-4);
        Assert.Equal(73, k["heated"], 0.1);
        Assert.Equal(rate * (73 - 5) / (1 + units), k["duty"], 0.03 * k["duty"]);
    }

    /// <summary>A battery that never gets full or empty: 56 hours of charging at 0.12 and 49 of discharging at 0.32.</summary>
    [Fact]
    public void Tariff_SmallBattery_SavesWhatTheHoursSay()
    {
        var read = Creamery.Read();
        var document = read.Documents.Single(d => d.Name == "tariff-shifting");
        var changed = document with
        {
            Replications = ReplicationPlan.Fixed(2), Hypotheses = [], Guards = [],
            Arms = [document.Arms[0], document.Arms[1] with { Set = Experiments.TestExperiments.Settings(("battery-1.rate", new Model.Behaviours.NumberValue(10, "kW"))) }],
        };

        var plan = Creamery.Plan(read, changed);
        var answer = ExperimentAnalysis.Analyse(plan, Sample.Run(plan).Results());

        Assert.Equal(10 * ((56 * 0.12) - (49 * 0.32)), answer.Comparisons.Single(c => c.Kpi == "cost").Difference.Mean, 1e-3);
        Assert.Equal(10 * (56 - 49), answer.Comparisons.Single(c => c.Kpi == "energy").Difference.Mean, 1e-2);
    }

    /// <summary>A crank bearing under 160 bar on a plunger of 52 mm, without variation: L10 = (C/P)^(10/3) million revolutions.</summary>
    [Fact]
    public void Homogeniser_WithoutVariation_WearsAsItsLoadSays()
    {
        var k = Creamery.Run(Creamery.Ask(
            "lines: [homogenising]\nhorizon: 28d\nreplications: 1\nset: {homogeniser-1.products.scale: 0}",
            "hours=homogeniser-1.crank.hours.final", "milk=homogeniser-1.crank.homogenised.final", "damage=homogeniser-1.bearing.damage.final", "oil=homogeniser-1.gearbox.temperature.max", "energy=homogeniser-1.motor.energy.final").Plan);

        Assert.Equal(4 * 6 * 16, k["hours"], 1e-6);
        Assert.Equal(k["hours"] * 60 * 1475 / 8 * 0.95e-3, k["milk"], 1e-3);
        var load = 160e5 * Math.PI / 4 * 0.052 * 0.052 / 1000;
        Assert.Equal(k["hours"] * 60 * 1475 / 8 / 1e6 * Math.Pow(load / 118, 10 / 3.0), k["damage"], 1e-7);

        // Power: pressure times flow, crank 92 %, gearbox 97 % and churning; the motor loses some more.
        var gearbox = (160e5 * 0.95e-3 * 1475 / 8 / 60 / 0.92 / 0.97) + (0.015 * Math.Pow(1475 / 60.0 * 2 * Math.PI, 2));
        var motor = (gearbox / 1000) + (55 * ((1 / 0.946) - 1) * (0.35 + (0.65 * Math.Pow(gearbox / 55_000, 2))));
        Assert.Equal(k["hours"] * motor, k["energy"], 1e-2 * k["energy"] / 100);
        Assert.InRange(k["oil"], 40, 95);
    }

    [Fact]
    public void LiveStart_StateOfTheTwins_IsWhereReplicationsBegin()
    {
        var signals = new Dictionary<string, double>
        {
            ["balance-tank-1.level"] = 1.05, ["balance-tank-1.inletValve"] = 40, ["balance-tank-1.temperature"] = 6.2, ["balance-tank-1.fat"] = 3.22,
            ["feed-pump-1.speed"] = 88, ["feed-pump-1.winding"] = 71, ["feed-pump-1.vibration"] = 4.05,
            ["product-pipe-1.flow"] = 9.9, ["product-pipe-1.valve"] = 57,
            ["regenerator-1.heatedOut"] = 65, ["regenerator-1.cooledOut"] = 13, ["heater-1.out"] = 73.1, ["heater-1.waterOut"] = 66, ["heater-1.valve"] = 22,
            ["cooler-1.out"] = 4.2, ["cooler-1.waterOut"] = 6, ["cooler-1.valve"] = 35, ["diversion-1.diverted"] = 0, ["standardiser-1.fat"] = 3.48, ["standardiser-1.creamValve"] = 9,
            ["product-tank-1.level"] = 2.6, ["product-tank-1.filling"] = 1, ["hot-water-1.temperature"] = 83.6, ["hot-water-1.heaterOn"] = 1,
            ["ice-water-1.temperature"] = 1.7, ["ice-water-1.compressor"] = 9, ["battery-1.charge"] = 64, ["homogeniser-1.vibration"] = 2.22, ["homogeniser-1.oil"] = 66, ["homogeniser-1.winding"] = 80,
        };
        const string Kpis = "level=balance-tank-1.tank.h,winding=feed-pump-1.winding.T,damage=feed-pump-1.bearing.used,heated=heater-1.plates.coldOut,valve=heater-1.control.integral,stock=product-tank-1.tank.h,"
            + "hot=hot-water-1.vessel.T,charge=battery-1.cells.charge,wear=homogeniser-1.bearing.damage,compressor=ice-water-1.interlock.on,diverted=diversion-1.valve.diverted,raw=balance-tank-1.milk.temperature";
        var (plan, warnings) = Creamery.AskLive(
            "start: {from: live, stateUncertainty: false}\nhorizon: 1ms\nreplications: 1", signals, [.. Kpis.Split(',').Select(k => $"{k}.final")]);

        var k = Creamery.Run(plan);

        Assert.Equal((1.05, 71.0, 0.5, 73.1), (k["level"], k["winding"], k["damage"], k["heated"]), Near(0.001));
        Assert.Equal((0.22, 2.6, 83.6, 64.0), (k["valve"], k["stock"], k["hot"], k["charge"]), Near(0.001));
        Assert.Equal((0.2, 0.0, 0.0, 6.2), (k["wear"], k["compressor"], k["diverted"], k["raw"]), Near(0.001));
        Assert.DoesNotContain(warnings, w => w.Contains("otherwise", StringComparison.Ordinal));
    }

    [Fact]
    public void LiveStart_WithoutThePasteurisingTemperature_IsRefused()
    {
        var (plan, plant) = Creamery.Ask("start: live\nhorizon: 1h\nreplications: 1", "level=balance-tank-1.tank.h.final");

        var errors = LiveStart(plan, plant);

        Assert.Contains(errors, e => e.Contains("'heater-1.plates.Tcold' can't be told from the live state: signal 'out' has no usable value", StringComparison.Ordinal));
    }

    private static IEnumerable<string> LiveStart(Simulation.Experiments.Plans.ExperimentPlan plan, Model.Definitions.PlantDefinition plant) =>
        Simulation.LiveStart.LiveStarter.Read(plan, plant, Creamery.Cut(plant, new Dictionary<string, double>()), "hash").Errors.Select(e => e.Message);

    private static Func<(double, double, double, double), (double, double, double, double), bool> Near(double tolerance) => (a, b) =>
        Math.Abs(a.Item1 - b.Item1) < tolerance && Math.Abs(a.Item2 - b.Item2) < tolerance && Math.Abs(a.Item3 - b.Item3) < tolerance && Math.Abs(a.Item4 - b.Item4) < tolerance;
}
