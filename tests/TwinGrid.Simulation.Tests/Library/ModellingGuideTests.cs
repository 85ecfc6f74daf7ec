using System.Text.RegularExpressions;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Hybrid;
using TwinGrid.Simulation.LiveStart;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Tests.Experiments;
using TwinGrid.Simulation.Tests.Samples;
using TwinGrid.Testing;

namespace TwinGrid.Simulation.Tests.Library;

/// <summary>What the modelling guide shows must work, and the messages that it explains must be those that come.</summary>
public sealed partial class ModellingGuideTests
{
    private const string Tank = "- {id: tank, module: tank, parameters: {area: 2}}";

    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "simulation", "modelling.md"));

    public static TheoryData<int> Examples => [.. Enumerable.Range(0, Example().Count(Text))];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Example_OfThePage_Runs(int number)
    {
        var read = ScenarioReader.Read([("example.yaml", Example().Matches(Text)[number].Groups[1].Value)]);
        Assert.Empty(read.Diagnostics);
        var document = Assert.Single(read.Documents);
        document = document with { Replications = ReplicationPlan.Fixed(Math.Min(2, document.Replications.Initial)), HorizonSeconds = Math.Min(document.HorizonSeconds, 7200) };
        var plan = Compile(read, document).Plan;
        Assert.NotNull(plan);

        var run = Sample.Run(plan);

        Assert.Null(run.Failure);
        Assert.All(run.Results().SelectMany(arm => arm.SelectMany(r => r.Kpis)), kpi => Assert.True(double.IsFinite(kpi)));
    }

    [Fact]
    public void Page_Examples_ThereAreThree() => Assert.Equal(3, Examples.Count);

    [Theory]
    [InlineData("- {id: tank, module: tank, parameters: {area: 2 m}}", "", "tank.area: 2 'm' (m) can't be given in 'm2' (m2)")]
    [InlineData(Tank + "\n- {id: v, module: valve}", "{from: tank.level, to: v.a}", "tank.level passes a signal, v.a takes a potential and a flow; they can't be connected")]
    [InlineData(Tank + "\n- {id: c, module: pid-temperature}", "{from: tank.level, to: c.measured}", "tank.level is in 'm' (m), c.measured in 'Cel' (K); they can't be connected")]
    [InlineData(Tank + "\n- {id: c, module: pid-level}", "", "c.measured is not connected (what is controlled)")]
    [InlineData(Tank + "\n- {id: d, module: tank}\n- {id: c, module: pid-level}", "{from: tank.level, to: c.measured}, {from: d.level, to: c.measured}", "c.measured has 2 connections; at most 1")]
    [InlineData(Tank + "\n- {id: r, module: reservoir}", "{from: tank.outlet, to: r.port}", "tie the state tank.h, but states change by their derivatives only (a system of higher index)")]
    public void Message_OfAModel_IsTheOneExplained(string modules, string connections, string message) => AssertExplained(message, Errors(Document(modules, connections)));

    [Theory]
    [InlineData("T, unit: Cel, initial: 20", "der(T) = if(T > 80, 0, 1 'K/s')", "a quantity in K and a plain number don't go together")]
    [InlineData("h, unit: m", "der(h) = 1 'm/s'", "'h' has a derivative and so needs 'initial', its value at the start")]
    [InlineData("m, unit: kg/s", "m = 2 'm3/h'", "a quantity in kg.s-1 and a quantity in m3.s-1 don't go together")]
    [InlineData("h, unit: m", "on = h > 1 'm'", "a number is expected, not a boolean; if(x, 1, 0) makes a number of it")]
    [InlineData("h, unit: m, initial: 0", "1 'm2' * der(h) = q", "1 equation for 2 unknowns: nothing determines one of der(o.h) and o.q")]
    [InlineData("h, unit: m, initial: 0", "1 'm2' * der(h) = q\", \"q = 1 'm3/h'\", \"q = 2 'm3/h'", "3 equations for 2 unknowns: 'q = 2 'm3/h'' of o is one too many")]
    public void Message_OfAModule_IsTheOneExplained(string variable, string equation, string message)
    {
        var more = equation.Contains('q', StringComparison.Ordinal) ? ", {name: q, unit: m3/h}" : equation.StartsWith("on", StringComparison.Ordinal) ? ", {name: on, type: boolean, initial: false}" : "";
        AssertExplained(message, Errors(Module($"variables: [{{name: {variable}}}{more}]\n  equations: [\"{equation}\"]") + Document($"{Tank}\n- {{id: o, module: own}}", "")));
    }

    [Fact]
    public void Message_EqualityInAnEvent_IsTheOneExplained() => AssertExplained(
        "numbers that change continuously are equal only by chance: compare them with < or >",
        Errors(Module("variables: [{name: h, unit: m, initial: 0}]\n  equations: [\"der(h) = 1 'm/s'\"]\n  events: [{name: e, when: \"h == 1 'm'\", set: {h: '0'}}]") + Document($"{Tank}\n- {{id: o, module: own}}", "")));

    [Theory]
    [InlineData("variables: [{name: h, unit: m, initial: 0}, {name: up, type: boolean, initial: true}]\n  equations: [\"der(h) = if(up, 1 'm/s', -1 'm/s')\"]\n  events: [{name: a, when: \"h > 1 'm'\", set: {up: 'false'}}, {name: b, when: \"h < 1 'm'\", set: {up: 'true'}}]", "turns back as soon as it has fired, 32 times in a row")]
    [InlineData("variables: [{name: x, unit: '1', initial: 1}]\n  equations: [\"x ^ 2 + 1 = 0\"]", "no values of w.x were found that fulfil the equations")]
    [InlineData("variables: [{name: x, unit: '1', initial: 1}]\n  equations: [\"der(x) = x ^ 2 / 1 's'\"]", "the error stays above tolerance, however short the step")]
    public void Message_OfARun_IsTheOneExplained(string spec, string message)
    {
        var read = ScenarioReader.Read([("wrong.yaml", Module(spec) + Document($"{Tank}\n- {{id: w, module: own}}", ""))]);
        Assert.Empty(read.Diagnostics);

        AssertExplained(message, [Sample.Run(Compile(read, read.Documents[0]).Plan!).Failure!]);
    }

    [Theory]
    [InlineData("tank.level", "interventions: [{at: 1 min, set: {tank.area: 3}}]", "'tank.area' can't change while the model runs; of tank nothing can")]
    [InlineData("b.temperature.total", "", "'b.temperature' has no estimator 'total'; it has mean, min, max, final, sd")]
    public void Message_OfAQuestion_IsTheOneExplained(string kpi, string more, string message) =>
        AssertExplained(message, Errors(Document($"{Tank}\n- {{id: b, module: heated-body}}", "", kpi, more)));

    [Fact]
    public void Message_FlowsAndLiveStart_AreThoseExplained()
    {
        var text = Example().Matches(Text)[1].Groups[1].Value;
        var flow = ScenarioReader.Read([("wrong.yaml", text.Replace("water: temperature, duty", "water: temprature, duty", StringComparison.Ordinal))]);
        AssertExplained("boiler-1 shows no port 'temprature'; did you mean 'temperature'?", Compile(flow, flow.Documents[0]).Errors.Select(e => e.Message));

        var mapless = ScenarioReader.Read([("wrong.yaml", Live().Replace(text, "", 1))]);
        var plan = Compile(mapless, mapless.Documents[0]).Plan!;
        AssertExplained("type 'boiler' (1 assets, such as 'boiler-1') has no 'behaviour.live' map", LiveStarter.Read(plan, mapless.Plant!, Creamery.Cut(mapless.Plant!, new Dictionary<string, double>()), "hash").Errors.Select(e => e.Message));
    }

    private static void AssertExplained(string message, IEnumerable<string> found)
    {
        Assert.Contains($"`{message}`", Text, StringComparison.Ordinal);
        Assert.Contains(found, f => f.Contains(message, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Errors(string documents)
    {
        var read = ScenarioReader.Read([("wrong.yaml", documents)]);
        return read.IsUsable ? Compile(read, read.Documents[0]).Errors.Select(e => e.Message) : read.Diagnostics.Select(d => d.Message);
    }

    private static ExperimentPlanResult Compile(ScenarioResult read, ExperimentDocument document) =>
        ExperimentCompiler.Compile(document, read.Plant, DocumentModules.AddTo(BuiltInModules.Catalog, read.Modules, out _), StartState.Empty);

    private static string Module(string spec) => $"apiVersion: twingrid/v1\nkind: Module\nmetadata: {{name: own}}\nspec:\n  {spec}\n---\n";

    private static string Document(string modules, string connections, string kpi = "tank.level", string more = "") =>
        $"apiVersion: twingrid/v1\nkind: Experiment\nmetadata: {{name: wrong}}\nspec:\n  horizon: 10 min\n  replications: 1\n  arms: [{{name: only}}]\n" + (more.Length > 0 ? $"  {more}\n" : "") +
        $"  model:\n    modules:\n{string.Concat(modules.Split('\n').Select(m => $"      {m}\n"))}    connections: [{connections}]\n  kpis: [{{id: asked, of: {kpi}}}]\n";

    [GeneratedRegex("```yaml\n(apiVersion.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex("    live:\n(      - [^\n]*\n)+")]
    private static partial Regex Live();
}
