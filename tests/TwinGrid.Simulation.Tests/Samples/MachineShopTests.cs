using System.Collections.Immutable;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Agents;
using TwinGrid.Simulation.Experiments.Answers;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Flow;
using TwinGrid.Simulation.Hybrid;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Tests.Samples;

/// <summary>The sample machine-shop: its questions are answered, and the answers obey what must hold in any plant.</summary>
public sealed class MachineShopTests
{
    // Mean life 40 h; a service takes 1 h, a repair 8 h.
    private const double Shape = 2.5;
    private const double ScaleHours = 40 / 0.8872638;

    private static readonly ScenarioResult Shop = Sample.ReadFolder("machine-shop");

    public static TheoryData<string> Names => [.. Shop.Documents.Select(d => d.Name)];

    [Fact]
    public void Scenarios_ThereAreFive() => Assert.True(Names.Count >= 5);

    [Theory]
    [MemberData(nameof(Names))]
    public void Scenario_Shortened_IsAnswered(string name)
    {
        var document = Shop.Documents.Single(d => d.Name == name);
        document = document with { Replications = ReplicationPlan.Fixed(2), Selection = null, HorizonSeconds = Math.Min(document.HorizonSeconds, document.WarmUp.Seconds + (28 * 86_400)) };
        var answer = Answer(document);

        Assert.All(answer.Arms.SelectMany(a => a.Kpis).Where(k => k.Estimate.N == 2), k => Assert.True(double.IsFinite(k.Estimate.Mean), k.Kpi));
        Assert.All(answer.Arms, a => Assert.Contains(a.Kpis, k => k.Estimate.Mean > 0));
    }

    /// <summary>Every module of discrete flow and of agents is used in this sample or in the bottling line; the textbook modules in the textbook.</summary>
    [Fact]
    public void Plants_UseEveryModuleOfFlowAndAgents()
    {
        var used = new[] { Shop, Sample.ReadFolder("bottling-line") }
            .SelectMany(read => read.Plant!.Types.Values.Where(t => t.Behaviour is not null).SelectMany(t => t.Behaviour!.Assembly.Modules).Concat(read.Documents.SelectMany(d => d.Model.Modules)))
            .Select(use => use.Module).ToHashSet(StringComparer.Ordinal);
        string[] textbook = ["serial-line", "fluid-line", "job-shop"];

        Assert.Empty(FlowModules.All.Concat(AgentModules.All).Select(m => m.Descriptor.Name).Except(textbook).Except(used));
    }

    /// <summary>Every type with a behaviour says how it starts live, or has nothing to start.</summary>
    [Fact]
    public void Types_StateTellingModules_AreMapped()
    {
        foreach (var type in Shop.Plant!.Types.Values.Where(t => t.Behaviour is { Live.IsEmpty: true }))
        {
            Assert.All(type.Behaviour!.Assembly.Modules, use => Assert.Empty(BuiltInModules.Catalog.Find(use.Module)!.Descriptor.States));
        }
    }

    /// <summary>Pieces that have entered are in the shop, on the way out, or gone: shipped or scrapped.</summary>
    [Fact]
    public void Shop_AtAnyHorizon_LosesNoPiece()
    {
        foreach (var days in (int[])[7, 45, 84])
        {
            var kpis = Measure(
                days,
                ("released", "orders.book.released.total"), ("inside", "orders.book.inside.final"), ("shipped", "packing-1.gate.items.total"), ("scrap", "inspection-1.gauge.scrap.total"));

            Assert.Equal(kpis["released"], kpis["inside"] + kpis["shipped"] + kpis["scrap"], 1e-9);
        }
    }

    /// <summary>Mean level = rate × mean wait, but for those still waiting: at most their number times the horizon.</summary>
    [Theory]
    [InlineData("mill-1.queue")]
    [InlineData("lathe-1.queue")]
    [InlineData("inspection-1.tray")]
    public void Queue_OverALongTime_ObeysLittlesLaw(string queue)
    {
        var kpis = Measure(364, ("level", $"{queue}.level"), ("rate", $"{queue}.throughput.rate"), ("wait", $"{queue}.wait"));

        Assert.Equal(kpis["level"], kpis["rate"] * kpis["wait"], 0.02 * kpis["level"]);
    }

    [Fact]
    public void Stations_SharesOfTimeAddUpAndWorkIsWhatOrdersNeed()
    {
        string[] phases = ["starved", "waiting", "setup", "processing", "blocked", "down", "maintenance", "offShift", "idle"];
        var kpis = Measure(364, [.. phases.Select(p => (p, $"lathe-1.machine.{p}")), ("done", "lathe-1.machine.throughput.total"), ("orders", "orders.book.released.total")]);

        Assert.Equal(1, phases.Sum(p => kpis[p]), 1e-9);

        // Five shafts of 12 min on two spindles of 18 min, and a little more or less as chance has it.
        Assert.Equal(96.0 / 7 * 60, kpis["processing"] * 364 * 86_400 / kpis["done"], 96.0 / 7 * 60 * 0.03);
        Assert.InRange(kpis["orders"], 8_736 * 0.9, 8_736 * 1.1);
    }

    /// <summary>Share of time lost by renewal theory, for each interval of the sample within its interval of confidence, and least where the theory has its optimum.</summary>
    [Fact]
    public void ServiceInterval_EveryAge_LosesWhatRenewalTheorySays()
    {
        var document = Shop.Documents.Single(d => d.Name == "service-interval");
        var answer = Answer(document with { Level = 0.999 });
        var best = answer.Arms.MinBy(a => a.Kpis.Single(k => k.Kpi == "lost").Estimate.Mean)!;
        foreach (var arm in answer.Arms)
        {
            var hours = double.Parse(arm.Name.Split('=')[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
            var lost = arm.Kpis.Single(k => k.Kpi == "lost").Estimate;

            Assert.InRange(100 * LostShare(hours), lost.Lower, lost.Upper);
        }

        var optimum = Enumerable.Range(50, 950).Select(t => t / 10.0).MinBy(LostShare);
        Assert.Equal(17.7, optimum, 0.05);
        Assert.Contains(best.Name, (string[])["interval=15 h", "interval=18 h"]);
    }

    private static double LostShare(double hours)
    {
        const int Steps = 4_000;
        var survival = (double t) => Math.Exp(-Math.Pow(t / ScaleHours, Shape));
        var up = Enumerable.Range(0, Steps).Sum(i => survival((i + 0.5) * hours / Steps)) * hours / Steps;
        var lost = survival(hours) + (8 * (1 - survival(hours)));
        return lost / (lost + up);
    }

    private static Dictionary<string, double> Measure(int days, params IEnumerable<(string Id, string Of)> kpis)
    {
        var like = Shop.Documents.Single(d => d.Name == "fitters-and-spares");
        var document = like with
        {
            HorizonSeconds = days * 86_400.0,
            WarmUp = new WarmUpRule(WarmUpMethod.Given, 0),
            Replications = ReplicationPlan.Fixed(1),
            Design = null,
            Arms = [new Arm { Name = "as-is" }],
            Kpis = [.. kpis.Select(k => new ExperimentKpi { Id = k.Id, Of = k.Of })],
        };
        return Answer(document).Arms[0].Kpis.ToDictionary(k => k.Kpi, k => k.Estimate.Mean, StringComparer.Ordinal);
    }

    private static ExperimentAnswer Answer(ExperimentDocument document)
    {
        var catalog = DocumentModules.AddTo(BuiltInModules.Catalog, Shop.Modules, out _);
        var compiled = ExperimentCompiler.Compile(document, document.Plant is null ? null : Shop.Plant, catalog, StartState.Empty);
        Assert.Empty(compiled.Errors);
        var run = Sample.Run(compiled.Plan!);
        Assert.Null(run.Failure);
        return ExperimentAnalysis.Analyse(compiled.Plan!, run.Results());
    }
}
