using System.Text;
using System.Text.Json;
using TwinGrid.Model.Scenarios;

namespace TwinGrid.Model.Tests.Scenarios;

public sealed class ExperimentCanonicalFormTests
{
    private const string Base = "hypotheses: [{kpi: wait, alternative: less}]\nguards: [{kpi: throughput, margin: 5}]\n";

    [Theory]
    [InlineData("level: 0.95")]
    [InlineData("level: 95%")]
    [InlineData("seed: 1")]
    [InlineData("horizon: 336h")]
    [InlineData("horizon: 1209600")]
    [InlineData("warmUp: 0")]
    [InlineData("clock: {tick: 1us}")]
    [InlineData("start: empty")]
    [InlineData("replications: 20")]
    [InlineData("analysis: terminating")]
    [InlineData("correction: holm")]
    [InlineData("solver: {relativeTolerance: 1e-6, method: auto}")]
    [InlineData("budget: {events: 1e9, wallClock: unlimited}")]
    [InlineData("outputs: {gantt: true}")]
    [InlineData("hypotheses: [{kpi: wait, compare: [two-crews, baseline], alternative: less, alpha: 5%, power: 0.80}]")]
    [InlineData("guards: [{kpi: throughput, margin: \"0.0833333333333333333 '/min'\", against: baseline}]")]
    public void Hash_DefaultWrittenOut_IsTheSame(string line)
    {
        var key = line[..line.IndexOf(':', StringComparison.Ordinal)];
        var rest = string.Join('\n', Base.Split('\n').Where(l => !l.StartsWith(key, StringComparison.Ordinal)));

        Assert.Equal(Experiments.One(Experiments.With(Base)).Hash, Experiments.One(Experiments.With($"{rest}\n{line}")).Hash);
    }

    [Fact]
    public void Hash_SettingsInAnotherOrder_IsTheSame() =>
        Assert.Equal(
            Experiments.One(Experiments.With("set: {arrival.rate: 1, rates: [1, 2]}")).Hash, Experiments.One(Experiments.With("set: {rates: [1, 2], arrival.rate: 1}")).Hash);

    [Theory]
    [InlineData("question: What?")]
    [InlineData("horizon: 15d")]
    [InlineData("warmUp: 1")]
    [InlineData("clock: {tick: 2us}")]
    [InlineData("analysis: steady-state")]
    [InlineData("analysis: steady-state\nbatches: 30")]
    [InlineData("analysis: steady-state\nwarmUp: 1d")]
    [InlineData("replications: 21")]
    [InlineData("replications: {halfWidth: {kpi: wait, relative: 5%}}")]
    [InlineData("replications: {halfWidth: {kpi: wait, relative: 5%, compare: [two-crews, baseline]}}")]
    [InlineData("replications: {increment: 11, halfWidth: {kpi: wait, relative: 5%}}")]
    [InlineData("select: {kpi: throughput, indifference: 1}")]
    [InlineData("select: {kpi: throughput, indifference: 1, probability: 0.9}")]
    [InlineData("level: 0.9")]
    [InlineData("seed: 2")]
    [InlineData("commonRandomNumbers: false")]
    [InlineData("set: {rates: [1, 2]}")]
    [InlineData("set: {rates: [2, 1]}")]
    [InlineData("set: {service.x: 2}")]
    [InlineData("set: {service.x: '2'}")]
    [InlineData("set: {service.x: 2 s}")]
    [InlineData("set: {service.x: {value: 2, unit: s}}")]
    [InlineData("interventions: [{at: 1, set: {arrival.rate: 1}}]")]
    [InlineData("interventions: [{at: 1, until: 2, set: {arrival.rate: 1}}]")]
    [InlineData("interventions: [{at: 1, every: 2, set: {arrival.rate: 1}}]")]
    [InlineData("arms: [{name: two-crews, set: {servers: 2}}, {name: baseline}]")]
    [InlineData("arms: [{name: baseline}, {name: two-crews, set: {servers: 3}}]")]
    [InlineData("kpis: [{id: wait}]")]
    [InlineData("kpis: [{id: wait, estimator: median}]")]
    [InlineData("kpis: [{id: wait, estimator: {above: 5}}]")]
    [InlineData("kpis: [{id: wait, direction: minimise}]")]
    [InlineData("hypotheses: [{kpi: wait, alternative: greater}]")]
    [InlineData("hypotheses: [{kpi: wait, alternative: less, minimumEffect: 1}]")]
    [InlineData("correction: none")]
    [InlineData("guards: [{kpi: throughput, atLeast: 5}]")]
    [InlineData("guards: [{kpi: throughput, margin: 6}]")]
    [InlineData("acceptance: [{kpi: throughput, atLeast: 6}]")]
    [InlineData("uncertainty: {parameters: [{path: servers, distribution: {uniform: {low: 1, high: 2}}}]}")]
    [InlineData("uncertainty: {parameters: [{path: servers, distribution: {uniform: {low: 1, high: 3}}}]}")]
    [InlineData("sensitivity: {factors: [{path: servers, low: 1, high: 3}]}")]
    [InlineData("sensitivity: {factors: [{path: servers, low: 1, high: 4}]}")]
    [InlineData("solver: {method: stiff}")]
    [InlineData("solver: {maxStep: 1}")]
    [InlineData("fidelity: {service: surrogate}")]
    [InlineData("budget: {events: 1e8}")]
    [InlineData("budget: {events: unlimited}")]
    [InlineData("budget: {wallClock: 5m}")]
    [InlineData("outputs: {gantt: false}")]
    public void Hash_OtherMeaning_DiffersFromAllOthers(string more)
    {
        var hash = Experiments.One(Experiments.With(more)).Hash;

        Assert.NotEqual(Experiments.One(Experiments.TwoArms).Hash, hash);
        Assert.True(Seen.TryAdd(hash, more) || Seen[hash] == more, $"{more} has the hash of {Seen[hash]}");
    }

    [Fact]
    public void Hash_ScenarioAndExperimentWithTheSameArms_Differ() =>
        Assert.NotEqual(
            Experiments.One(Experiments.With("set: {servers: 2}", "arms"), "Scenario").Hash,
            Experiments.One(Experiments.With("arms: [{name: baseline}, {name: queue, set: {servers: 2}}]")).Hash);

    [Fact]
    public void Write_Document_IsJson()
    {
        var document = Experiments.One(Experiments.TwoArms);

        using var json = JsonDocument.Parse(ExperimentCanonicalForm.Write(document));

        Assert.Equal("two-crews", json.RootElement.GetProperty("arms")[1].GetProperty("name").GetString());
        Assert.DoesNotContain("queue.yaml", Encoding.UTF8.GetString(ExperimentCanonicalForm.Write(document)), StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f]{64}$", document.Hash);
    }

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, string> Seen = new(StringComparer.Ordinal);
}
