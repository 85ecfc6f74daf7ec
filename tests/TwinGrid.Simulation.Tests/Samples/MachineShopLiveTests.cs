using System.Collections.Immutable;
using TwinGrid.Model.Cuts;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Experiments.Replications;
using TwinGrid.Simulation.Hybrid;
using TwinGrid.Simulation.LiveStart;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Randomness;

namespace TwinGrid.Simulation.Tests.Samples;

/// <summary>The machine shop starts from what its signals say: phases, ages, queues, people, the time of the week.</summary>
public sealed class MachineShopLiveTests
{
    /// <summary>Tuesday 2025-03-04 10:00 UTC: the shop has been open for four hours.</summary>
    private const long At = 1_741_082_400 * Nanoseconds.PerSecond;

    private static readonly ScenarioResult Shop = Sample.ReadFolder("machine-shop");

    private static readonly Dictionary<string, double> Values = new(StringComparer.Ordinal)
    {
        ["mill-1.state"] = 5, ["mill-1.queueLength"] = 12, ["mill-1.hoursSinceService"] = 28, ["mill-1.feed"] = 0.9,
        ["lathe-1.state"] = 3, ["lathe-1.queueLength"] = 4, ["lathe-1.hoursSinceService"] = 7, ["lathe-1.feed"] = 1,
        ["saw-1.state"] = 1, ["saw-1.queueLength"] = 0, ["saw-1.hoursSinceService"] = 3, ["saw-1.feed"] = 1,
        ["grinder-1.state"] = 2, ["grinder-1.queueLength"] = 1, ["grinder-1.hoursSinceService"] = 11, ["grinder-1.feed"] = 1.05, ["grinder-1.vibration"] = 2.675,
        ["furnace-1.state"] = 3, ["furnace-1.waiting"] = 2,
        ["belt-1.pieces"] = 3, ["inspection-1.waiting"] = 1, ["assembly-1.housings"] = 41, ["assembly-1.pieces"] = 2,
        ["packing-1.onPallet"] = 2, ["packing-1.gathered"] = 1,
        ["workforce.fitters"] = 2, ["workforce.machinists"] = 3, ["workforce.shift"] = 1, ["workforce.spindles"] = 0,
        ["orders.orderCount"] = 4_711,
    };

    [Fact]
    public void Read_CutOfTheShop_TellsEveryModuleThatCanBeTold()
    {
        var start = Start(Plan());
        var states = start.Draw(StreamSource.StateDraw(1, 0));

        Assert.Equal(("down", 28 * 3_600.0), (states["mill-1.machine"].Phase, states["mill-1.machine"]["age"]));
        Assert.Equal(("processing", "starved", "setup"), (states["lathe-1.machine"].Phase, states["saw-1.machine"].Phase, states["grinder-1.machine"].Phase));
        Assert.Equal((12.0, 4.0, 3.0), (states["mill-1.queue"]["level"], states["lathe-1.queue"]["level"], states["belt-1.belt"]["level"]));
        Assert.Equal((2.0, 0.0, 41.0), (states["workforce.fitters"]["size"], states["workforce.spindles"]["stock"], states["assembly-1.rack"]["level"]));
        Assert.Equal(0.5, states["grinder-1.spindle"]["used"]!.Value, 1e-12);
        Assert.Equal((2.0, 1.0, 0.9), (states["packing-1.pallet"]["layers"], states["packing-1.pallet"]["level"], states["mill-1.material"]["value"]));
        Assert.Equal(
            ["live start: components that could start live but have no mapping, started fresh: assembly-1.vice, inspection-1.bench, inspection-1.rework"],
            start.Warnings.Where(warning => warning.Contains("fresh", StringComparison.Ordinal)));
    }

    [Fact]
    public void Run_FromTheCut_GoesOnFromThere()
    {
        var plan = Plan();
        var run = new ReplicationRunner(plan.StartingFrom(Start(plan))).Run(new ReplicationTask(0, 0, 0), TestContext.Current.CancellationToken);

        Assert.Null(run.Failure);
        var kpi = plan.Kpis.Select((k, i) => (k.Definition.Id, run.Kpis[i])).ToDictionary(k => k.Id, k => k.Item2, StringComparer.Ordinal);

        // Of the twelve hours from Tuesday 10:00 six are on shift; the mill is being repaired, and its queue waits.
        Assert.Equal(0.5, kpi["offShift"], 1e-9);
        Assert.InRange(kpi["down"], 0.01, 1);
        Assert.True(kpi["millQueue"] >= 12);
    }

    private static ExperimentPlan Plan()
    {
        var document = Shop.Documents.Single(d => d.Name == "second-fitter-now") with
        {
            HorizonSeconds = 12 * 3_600,
            Replications = ReplicationPlan.Fixed(2),
            Hypotheses = [],
            Guards = [],
            Kpis =
            [
                new ExperimentKpi { Id = "offShift", Of = "saw-1.machine.offShift" }, new ExperimentKpi { Id = "down", Of = "mill-1.machine.down" },
                new ExperimentKpi { Id = "millQueue", Of = "mill-1.queue.level.max" },
            ],
        };
        var compiled = ExperimentCompiler.Compile(document, Shop.Plant, DocumentModules.AddTo(BuiltInModules.Catalog, Shop.Modules, out _), StartState.Empty);
        Assert.Empty(compiled.Errors);
        return compiled.Plan!;
    }

    private static StartState Start(ExperimentPlan plan)
    {
        var read = LiveStarter.Read(plan, Shop.Plant!, Cut(Shop.Plant!), "hash");
        Assert.Empty(read.Errors);
        return read.Start!;
    }

    /// <summary>What the twins would know: the values above, a minute old; nothing of what is not among them.</summary>
    private static PlantCut Cut(PlantDefinition plant)
    {
        var types = plant.Types.Values.ToDictionary(type => type.Id, type => new CutType(type.Id, [.. type.Signals.Select(s => new CutSignalName(s.Id, s.Unit))], []), StringComparer.Ordinal);
        return new PlantCut
        {
            Plant = plant.Id,
            DefinitionHash = plant.Hash,
            AtNs = At,
            Types = [.. types.Values],
            Assets =
            [
                .. plant.Lines.SelectMany(line => line.Assets.Select(asset => new CutAsset
                {
                    Id = asset.Id,
                    Type = types[asset.Type],
                    Line = line.Id,
                    Production = plant.Types[asset.Type].Production is null ? null : new CutProduction { PhaseSinceNs = At - (600 * Nanoseconds.PerSecond), LastUnitNs = At - (60 * Nanoseconds.PerSecond) },
                    Signals = [.. types[asset.Type].Signals.Select(signal => Signal($"{asset.Id}.{signal.Id}"))],
                })).OrderBy(asset => asset.Id, StringComparer.Ordinal),
            ],
        };
    }

    private static CutSignal Signal(string path) => Values.TryGetValue(path, out var value)
        ? new CutSignal(value, null, At - (60 * Nanoseconds.PerSecond), Quality.Good, double.NaN, double.NaN, At - (900 * Nanoseconds.PerSecond))
        : new CutSignal(double.NaN, null, long.MinValue, Quality.BadWaitingForInitialData, double.NaN, double.NaN, long.MinValue);
}
