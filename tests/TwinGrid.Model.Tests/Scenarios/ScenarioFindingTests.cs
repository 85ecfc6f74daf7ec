using TwinGrid.Model.Definitions;
using TwinGrid.Model.Scenarios;
using TwinGrid.Model.Tests.Definitions;
using TwinGrid.Testing;

namespace TwinGrid.Model.Tests.Scenarios;

/// <summary>One wrong thing at a time: the message says what to do, the place says where.</summary>
public sealed class ScenarioFindingTests
{
    [Theory]
    [InlineData("horizn: 5", "horizn", "unknown key 'horizn'; did you mean 'horizon'?")]
    [InlineData("horizon: -14d", "horizon", "a time above 0 is expected, not -1209600 s")]
    [InlineData("horizon: 5 kW", "horizon", "can't be given in 's'")]
    [InlineData("horizon: 5 m", "horizon", "'m' is a metre, minutes are written 'min'")]
    [InlineData("horizon: two weeks", "horizon", "no time: seconds, or a number and one of us, ms")]
    [InlineData("horizon: 365000d", "horizon", "'365000d' is too long a time: at most 36500d, or a number of seconds")]
    [InlineData("horizon: 999999999999999d999999999999999d", "horizon", "too long a time")]
    [InlineData("horizon: 1e15", "horizon", "take a longer tick (clock.tick)")]
    [InlineData("question: ''", "question", "text of 1 to 2048")]
    [InlineData("clock: {tick: 1e-15}", "clock.tick", "from 1e-12 s to 1d")]
    [InlineData("clock: {tik: 1us}", "clock.tik", "did you mean 'tick'")]
    [InlineData("warmUp: -1h", "warmUp", "a time of 0 or more")]
    [InlineData("warmUp: 15d", "warmUp", "leaves nothing of a run of 1209600 s")]
    [InlineData("warmUp: mser5", "warmUp", "take analysis: steady-state")]
    [InlineData("analysis: steadyState", "analysis", "did you mean 'steady-state'")]
    [InlineData("batches: 10", "batches", "batches cut the long run of analysis: steady-state")]
    [InlineData("analysis: steady-state\nreplications: 5\nbatches: 10", "batches", "each gives one value")]
    [InlineData("analysis: steady-state\nbatches: 10\nuncertainty: {parameters: [{path: arrival.rate, distribution: {uniform: {min: 0.5, max: 0.7}}}]}", "batches", "each gives one value")]
    [InlineData("analysis: steady-state\nselect: {kpi: throughput, indifference: 1}", "warmUp", "mser5 looks at all replications of an arm together, and a selection takes them one by one; give the warm-up as a time")]
    [InlineData("analysis: steady-state\nsensitivity: {factors: [{path: arrival.rate, low: 0.5, high: 0.7}]}", "warmUp", "a sensitivity analysis takes them one by one")]
    [InlineData("select: {kpi: throughput, indifference: 1}\nuncertainty: {parameters: [{path: arrival.rate, distribution: {uniform: {min: 0.5, max: 0.7}}}]}", "uncertainty", "take replications instead of select, or leave out uncertainty")]
    [InlineData("analysis: steady-state\nacceptance: [{kpi: wait, atMost: 5 s}]", "acceptance[0]", "take replications: 20, or a guard on the mean")]
    [InlineData("analysis: steady-state\nbatches: 1", "batches", "from 2 to 10000")]
    [InlineData("level: 95", "level", "95 percent is written 95% or 0.95")]
    [InlineData("level: 1.2", "level", "a share above 0.5 and below 1 is expected, not 1.2")]
    [InlineData("level: 0.4", "level", "above 0.5")]
    [InlineData("level: high", "level", "a number is expected, not 'high'")]
    [InlineData("seed: 1.5", "seed", "a whole number")]
    [InlineData("seed: -1", "seed", "a whole number")]
    [InlineData("commonRandomNumbers: yes", "commonRandomNumbers", "true or false")]
    public void Read_WrongRun_NamesThePlace(string more, string path, string message) => AssertFinding(Experiments.With(more), path, message);

    [Theory]
    [InlineData("hypotheses: [{kpi: p90, alternative: less}]", "hypotheses[0].kpi", "a hypothesis")]
    [InlineData("guards: [{kpi: p90, atMost: 5 s}]", "guards[0].kpi", "a guard")]
    [InlineData("guards: [{kpi: p90, margin: 5 s}]", "guards[0].kpi", "a guard")]
    [InlineData("replications: {halfWidth: {kpi: p90, absolute: 1 s}}", "replications.halfWidth.kpi", "a half-width")]
    public void Read_QuantileWhereAMeanIsJudged_SaysWhatToTake(string more, string path, string what)
    {
        const string Kpis = "kpis: [{id: p90, unit: s, of: service.wait, estimator: {quantile: 90%}, direction: minimise}]";
        AssertFinding(
            Experiments.With($"{more}\n{Kpis}"), path,
            $"{what} asks about a mean or a probability, and KPI 'p90' estimates a quantile; give it estimator: mean, or the probability of passing a limit, estimator: {{above: limit}}");
    }

    /// <summary>Of a KPI that is not there nothing more is said than that.</summary>
    [Theory]
    [InlineData("guards: [{kpi: wiat, atMost: 3 s}]", "guards[0].kpi")]
    [InlineData("guards: [{kpi: wiat, margin: 3 s}]", "guards[0].kpi")]
    [InlineData("arms: [{name: a}, {name: b}]\nhypotheses: [{kpi: wiat, alternative: less, minimumEffect: 3 s}]", "hypotheses[0].kpi")]
    public void Read_KpiThatIsNotThere_IsOneFinding(string more, string path)
    {
        var finding = Assert.Single(Experiments.Read(Experiments.Experiment(Experiments.With(more))).Diagnostics, d => d.Severity == DiagnosticSeverity.Error);
        Assert.Equal($"spec.{path}", finding.Path);
    }

    [Theory]
    [InlineData("live", "start.from", "needs a plant; this document has a model of its own only")]
    [InlineData("alive", "start.from", "did you mean 'live'")]
    [InlineData("{from: empty, snapshot: x}", "start.snapshot", "from: snapshot")]
    [InlineData("{from: empty, stateUncertainty: true}", "start.stateUncertainty", "nothing is uncertain of an empty plant")]
    [InlineData("{from: empty, staleAfter: 5m}", "start.staleAfter", "nothing is stale in an empty plant")]
    [InlineData("{from: empty, at: 2025-03-01T06:00:00Z}", "start.at", "with from: live")]
    public void Read_WrongStart_NamesThePlace(string start, string path, string message) => AssertFinding(Experiments.With($"start: {start}"), path, message);

    [Theory]
    [InlineData("start: {from: snapshot}", "start.snapshot", "the id of the stored cut")]
    [InlineData("start: {from: live, at: yesterday}", "start.at", "2025-03-01T06:00:00Z")]
    [InlineData("start: {from: live, at: 2025-03-01T06:00:00}", "start.at", "date, time and offset")]
    [InlineData("start: {from: live, staleAfter: 0}", "start.staleAfter", "a time above 0")]
    [InlineData("start: live\nanalysis: steady-state", "analysis", "the long run forgets from where it started")]
    [InlineData("lines: [line-1, line-1]", "lines[1]", "given twice")]
    [InlineData("lines: line-1", "lines", "a list is expected")]
    public void Read_WrongStartOfAPlant_NamesThePlace(string more, string path, string message) => AssertFinding($"plant: p\nhorizon: 1d\nkpis: [good]\n{more}", path, message);

    [Theory]
    [InlineData("{signal: fill.good}", "observed.take", "'take' is missing: what is taken of the signal?")]
    [InlineData("{signal: fill.good, take: increse}", "observed.take", "did you mean 'increase'?")]
    [InlineData("{take: increase}", "observed.signal", "one of 'signal', asset.signal, and 'signals'")]
    [InlineData("{signal: good, take: increase}", "observed.signal", "asset.signal is expected, not 'good'")]
    [InlineData("{signals: [], take: increase}", "observed.signals", "at least one asset.signal")]
    [InlineData("{signals: [fill.good, 3], take: increase}", "observed.signals", "asset.signal is expected, not '3'")]
    [InlineData("{signal: fill.state, take: share}", "observed.values", "in which values is the time to be counted")]
    [InlineData("{signal: fill.good, take: mean, values: [a]}", "observed.values", "values count for take: share")]
    public void Read_WrongObservation_NamesThePlace(string observed, string path, string message) =>
        AssertFinding($"plant: p\nstart: live\nhorizon: 1d\nkpis: [{{id: good, observed: {observed}}}]", $"kpis[0].{path}", message);

    [Theory]
    [InlineData("horizon: 1d\nkpis: [good]", "plant", "a plant, or a model with modules")]
    [InlineData("plant: p\nkpis: [good]", "horizon", "the end of a replication, such as 14d")]
    [InlineData("plant: p\nhorizon: 1d", "kpis", "which figures are to be measured?")]
    [InlineData("plant: p\nhorizon: 1d\nkpis: []", "kpis", "at least one KPI")]
    [InlineData("horizon: 1d\nkpis: [good]\nmodel: {parameters: {a: 1}}", "model.modules", "a model consists of modules")]
    [InlineData("horizon: 1d\nkpis: [good]\nlines: [a]\nmodel: {modules: [{id: a, module: m}]}", "lines", "lines are those of a plant")]
    [InlineData("horizon: 1d\nkpis: [good]\nmodel: {modules: [{id: a, module: m}], ports: {in: a.in}}", "model.ports", "has nothing outside")]
    public void Read_MissingPart_NamesIt(string spec, string path, string message) => AssertFinding(spec, path, message);

    [Theory]
    [InlineData("modules: [{id: a, modul: m}]", "modules[0].modul", "did you mean 'module'")]
    [InlineData("modules: [{id: a, module: m}], connections: [{from: b.out, to: a.in}]", "connections[0].from", "no module 'b'")]
    [InlineData("modules: [{id: a, module: m}], parameters: {x: {default: 1, unit: kWh}}", "parameters.x.unit", "did you mean 'kW.h'")]
    [InlineData("modules: [{id: a, module: m}], parameters: {x: {unit: s}}", "parameters.x.default", "'default' is missing")]
    [InlineData("modules: [{id: a, module: m}], parameters: {x: {default: 11, range: {max: 10}}}", "parameters.x.default", "outside the range")]
    [InlineData("modules: [{id: a, module: m}], parameters: {x: {default: fifo, range: {max: 10}}}", "parameters.x.range", "a range is for numbers")]
    [InlineData("modules: [{id: a, module: m}], parameters: {'x y': 1}", "parameters.x y", "is no parameter")]
    [InlineData("modules: [{id: a, module: m}], parameters: [{name: x, default: 1}, {name: x, default: 2}]", "parameters[1].name", "already defined")]
    public void Read_WrongModel_NamesThePlace(string model, string path, string message) =>
        AssertFinding($"horizon: 1d\nkpis: [good]\nmodel: {{{model}}}", $"model.{path}", message);

    [Theory]
    [InlineData("{unit: s}", "id", "'id' is missing")]
    [InlineData("{id: wait, unit: sek}", "unit", "no UCUM unit")]
    [InlineData("{id: wait, of: a b}", "of", "no path of an output")]
    [InlineData("{id: wait, of: a.b, expression: a.b}", "of", "one of 'of' and 'expression'")]
    [InlineData("{id: wait, expression: a.b / a.c}", "unit", "a plain number has unit: \"1\"")]
    [InlineData("{id: wait, unit: '1', expression: 'a.b / '}", "expression", "a value is missing at the end")]
    [InlineData("{id: wait, direction: maximize}", "direction", "did you mean 'maximise'")]
    [InlineData("{id: wait, estimator: average}", "estimator", "'average' is no estimator")]
    [InlineData("{id: wait, estimator: {quantile: 90}}", "estimator.quantile", "90 percent is written 90% or 0.9")]
    [InlineData("{id: wait, unit: s, estimator: {above: 5 kW}}", "estimator.above", "can't be given in 's'")]
    [InlineData("{id: wait, estimator: {above: 5 min}}", "estimator.above", "a plain number is expected")]
    [InlineData("{id: wait, estimator: {over: 5}}", "estimator.over", "unknown key 'over'")]
    [InlineData("wait, wait", "id", "already defined", 1)]
    public void Read_WrongKpi_NamesThePlace(string kpi, string key, string message, int index = 0) => AssertFinding(Experiments.With($"kpis: [{kpi}]"), $"kpis[{index}].{key}", message);

    [Theory]
    [InlineData("arms: []", "arms", "at least one arm")]
    [InlineData("arms: [{set: {servers: 1}}]", "arms[0].name", "'name' is missing")]
    [InlineData("arms: [{name: a}, {name: a}]", "arms[1].name", "already defined")]
    [InlineData("arms: [{name: a, set: {sevrers: 1}}]", "arms[0].set.sevrers", "no parameter 'sevrers'; did you mean 'servers'?")]
    [InlineData("arms: [{name: a, set: {servise.capacity: 1}}]", "arms[0].set.servise.capacity", "did you mean 'service.capacity'?")]
    [InlineData("arms: [{name: a, set: {service: 1}}]", "arms[0].set.service", "Write service.name")]
    [InlineData("arms: [{name: a, set: {arrival.rate: 11}}]", "arms[0].set.arrival.rate", "outside the range of 0 to 10 /s")]
    [InlineData("arms: [{name: a, set: {arrival.rate: 5 kW}}]", "arms[0].set.arrival.rate", "can't be given in '/s'")]
    [InlineData("arms: [{name: a, set: {rates: 1}}]", "arms[0].set.rates", "is a list; write [1, 2]")]
    [InlineData("arms: [{name: a, set: {servers: [1]}}]", "arms[0].set.servers", "is no list")]
    [InlineData("arms: [{name: a, sets: {servers: 1}}]", "arms[0].sets", "did you mean 'set'")]
    [InlineData("set: {'a b': 1}", "set.a b", "is no parameter")]
    [InlineData("interventions: [{set: {servers: 1}}]", "interventions[0].at", "'at' is missing")]
    [InlineData("interventions: [{at: -1h, set: {servers: 1}}]", "interventions[0].at", "a time of 0 or more")]
    [InlineData("interventions: [{at: 14d, set: {servers: 1}}]", "interventions[0].at", "when the run of 1209600 s is over")]
    [InlineData("interventions: [{at: 1h}]", "interventions[0].set", "what is changed")]
    [InlineData("interventions: [{at: 2h, until: 1h, set: {servers: 1}}]", "interventions[0].until", "not after its beginning at 7200 s")]
    [InlineData("interventions: [{at: 1h, until: 5h, every: 2h, set: {servers: 1}}]", "interventions[0].every", "lasts 14400 s")]
    [InlineData("interventions: [{at: 1h, set: {server: 1}}]", "interventions[0].set.server", "did you mean 'servers'")]
    [InlineData("interventions: [{at: 1h, name: x, set: {servers: 1}}, {at: 1h, name: x, set: {servers: 1}}]", "interventions[1].name", "already defined")]
    public void Read_WrongArm_NamesThePlace(string more, string path, string message) => AssertFinding(Experiments.With(more), path, message);

    [Theory]
    [InlineData("arms: [{name: a}]", "arms", "belongs to kind: Experiment")]
    [InlineData("factors: []", "factors", "belongs to kind: Experiment")]
    public void Read_ScenarioWithArms_SaysWhatToWrite(string more, string path, string message) => AssertFinding(Experiments.With(more, "arms"), path, message, "Scenario");

    [Fact]
    public void Read_ScenarioCalledBaseline_IsRefused()
    {
        var result = Experiments.Read(Experiments.Experiment(Experiments.With("set: {servers: 2}", "arms"), "Scenario", "baseline"));

        Assert.Contains(result.Diagnostics, d => d.Path == "spec.set" && d.Message.Contains("the arm without the change", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("design: full", "design", "factors, which are missing")]
    [InlineData("factors: []", "factors", "at least one factor")]
    [InlineData("factors: [{levels: [1, 2]}]", "factors[0].path", "'path' is missing")]
    [InlineData("factors: [{path: server, levels: [1, 2]}]", "factors[0].path", "did you mean 'servers'")]
    [InlineData("factors: [{path: servers, levels: [1, 2]}, {path: servers, levels: [1, 2]}]", "factors[1].path", "already defined")]
    [InlineData("factors: [{path: servers}]", "factors[0].levels", "either levels")]
    [InlineData("factors: [{path: servers, levels: [1, 2], low: 1, high: 2}]", "factors[0].levels", "either levels")]
    [InlineData("factors: [{path: servers, levels: [1]}]", "factors[0].levels", "at least two levels")]
    [InlineData("factors: [{path: servers, levels: [1, 1]}]", "factors[0].levels[1]", "given twice")]
    [InlineData("factors: [{path: arrival.rate, levels: [1, 20]}]", "factors[0].levels[1]", "outside the range")]
    [InlineData("factors: [{path: servers, low: 1}]", "factors[0].high", "'high' is missing")]
    [InlineData("factors: [{path: servers, low: 2, high: 1}]", "factors[0].high", "must be above low")]
    [InlineData("factors: [{path: servers, low: 2 s, high: 3 min}]", "factors[0].high", "in one unit")]
    [InlineData("factors: [{path: servers, low: few, high: 2}]", "factors[0].low", "a number is expected")]
    [InlineData("factors: [{path: servers, levels: [1, 2, 3]}]\ndesign: fractional", "factors[0].levels", "two levels a factor, not 3")]
    [InlineData("factors: [{path: servers, levels: [1, 2]}]\ndesign: {kind: fractional, resolution: 9}", "design.resolution", "from 3 to 5")]
    [InlineData("factors: [{path: servers, levels: [1, 2]}]\ndesign: {resolution: 4}", "design.resolution", "only a fractional design")]
    [InlineData("factors: [{path: servers, levels: [1, 2]}]\ndesign: {points: 4}", "design.points", "only a Latin hypercube")]
    [InlineData("factors: [{path: servers, levels: [1, 2]}]\ndesign: latin-hypercube", "factors[0].levels", "between low and high")]
    [InlineData("factors: [{path: servers, levels: [1, 2]}]\ndesign: latin", "design.kind", "is not allowed")]
    [InlineData("factors: [{path: servers, low: 1, high: 2, integer: true}]", "factors[0].integer", "only points of a Latin hypercube")]
    [InlineData("factors: [{path: servers, levels: [1, 2]}]\nhypotheses: [{kpi: wait, compare: [a, b], alternative: less}]", "hypotheses[0].compare", "have no names")]
    public void Read_WrongDesign_NamesThePlace(string more, string path, string message) => AssertFinding(Experiments.With(more, "arms"), path, message);

    [Fact]
    public void Read_ArmsBesideFactors_IsRefused() => AssertFinding(Experiments.With("factors: [{path: servers, levels: [1, 2]}]"), "arms", "give either arms or factors");

    [Theory]
    [InlineData("replications: 0", "replications", "from 1 to 10000000")]
    [InlineData("replications: {initial: 10}", "replications.halfWidth", "a fixed number is written replications: 20")]
    [InlineData("replications: {initial: 1, halfWidth: {kpi: wait, relative: 5%}}", "replications.initial", "from 2")]
    [InlineData("replications: {initial: 30, max: 20, halfWidth: {kpi: wait, relative: 5%}}", "replications.max", "from 30")]
    [InlineData("replications: {halfWidth: {kpi: weight, relative: 5%}}", "replications.halfWidth.kpi", "no KPI 'weight'")]
    [InlineData("replications: {halfWidth: {kpi: wait}}", "replications.halfWidth.absolute", "one of absolute")]
    [InlineData("replications: {halfWidth: {kpi: wait, absolute: 1, relative: 5%}}", "replications.halfWidth.relative", "one of absolute")]
    [InlineData("replications: {halfWidth: {kpi: wait, absolute: 0}}", "replications.halfWidth.absolute", "above 0")]
    [InlineData("replications: {halfWidth: {kpi: wait, absolute: 5 kW}}", "replications.halfWidth.absolute", "can't be given in 's'")]
    [InlineData("replications: {halfWidth: {kpi: wait, relative: 5}}", "replications.halfWidth.relative", "5 percent is written 5% or 0.05")]
    [InlineData("replications: {halfWidth: [{kpi: wait, relative: 5%, compare: [two-crew, baseline]}]}", "replications.halfWidth[0].compare", "no arm 'two-crew'; did you mean 'two-crews'?")]
    [InlineData("replications: {halfWidth: {kpi: wait, relative: 5%}}\nselect: {kpi: throughput, indifference: 1}", "replications", "give either replications or select")]
    [InlineData("replications: 20\nselect: {kpi: throughput, indifference: 1}", "replications", "give either replications or select")]
    [InlineData("select: {kpi: wait, indifference: 1}", "select.kpi", "needs a direction")]
    [InlineData("select: {kpi: throughput}", "select.indifference", "'indifference' is missing")]
    [InlineData("select: {kpi: throughput, indifference: 0}", "select.indifference", "above 0")]
    [InlineData("select: {kpi: throughput, indifference: 1 kW}", "select.indifference", "can't be given in '/h'")]
    [InlineData("select: {kpi: throughput, indifference: 1, probability: 0.4}", "select.probability", "above 0.5 and below 1")]
    [InlineData("select: {kpi: throughput, indifference: 1, method: knn}", "select.method", "did you mean 'kn'")]
    [InlineData("arms: [{name: a}]\nselect: {kpi: throughput, indifference: 1}", "select.kpi", "nothing to select from")]
    [InlineData("kpis: [{id: q, direction: maximise, estimator: median}]\nselect: {kpi: q, indifference: 1}", "select.kpi", "selected by its mean")]
    [InlineData("kpis: [{id: q, estimator: median}]\nanalysis: steady-state", "kpis[0].estimator", "take replications: 20")]
    public void Read_WrongReplications_NamesThePlace(string more, string path, string message) => AssertFinding(Experiments.With(more), path, message);

    [Theory]
    [InlineData("hypotheses: [{kpi: waiting, alternative: less}]", "hypotheses[0].kpi", "the document has no KPI 'waiting'")]
    [InlineData("hypotheses: [{kpi: wait}]", "hypotheses[0].alternative", "greater, less or different")]
    [InlineData("hypotheses: [{kpi: wait, alternative: smaller}]", "hypotheses[0].alternative", "'smaller' is not allowed")]
    [InlineData("hypotheses: [{kpi: wait, alternative: less, compare: [one-crew, baseline]}]", "hypotheses[0].compare", "no arm 'one-crew'")]
    [InlineData("hypotheses: [{kpi: wait, alternative: less, compare: [baseline, baseline]}]", "hypotheses[0].compare", "compared with itself")]
    [InlineData("hypotheses: [{kpi: wait, alternative: less, compare: [baseline]}]", "hypotheses[0].compare", "a list of two arms")]
    [InlineData("hypotheses: [{kpi: wait, alternative: less, minimumEffect: -5}]", "hypotheses[0].minimumEffect", "of 0 or more")]
    [InlineData("hypotheses: [{kpi: wait, alternative: less, minimumEffect: 5 kW}]", "hypotheses[0].minimumEffect", "can't be given in 's'")]
    [InlineData("hypotheses: [{kpi: wait, alternative: less, alpha: 5}]", "hypotheses[0].alpha", "5 percent is written 5% or 0.05")]
    [InlineData("hypotheses: [{kpi: wait, alternative: less, power: 1}]", "hypotheses[0].power", "below 1")]
    [InlineData("hypotheses: [{kpi: wait, alternative: less, effect: 1}]", "hypotheses[0].effect", "unknown key")]
    [InlineData("correction: bonferoni", "correction", "did you mean 'bonferroni'")]
    [InlineData("guards: [{kpi: wait, margin: 5}]", "guards[0].margin", "needs a direction")]
    [InlineData("guards: [{kpi: wait}]", "guards[0].kpi", "one of margin, atLeast, atMost")]
    [InlineData("guards: [{kpi: throughput, margin: 5, atMost: 6}]", "guards[0].kpi", "one of margin, atLeast, atMost")]
    [InlineData("guards: [{kpi: throughput, atMost: 6, against: baseline}]", "guards[0].against", "a limit is not")]
    [InlineData("guards: [{kpi: throughput, margin: -1}]", "guards[0].margin", "of 0 or more")]
    [InlineData("guards: [{kpi: throughput, margin: 1, against: basline}]", "guards[0].against", "did you mean 'baseline'")]
    [InlineData("acceptance: [{kpi: wait, arm: x, atMost: 1}]", "acceptance[0].arm", "no arm 'x'")]
    [InlineData("acceptance: [{kpi: wait}]", "acceptance[0].kpi", "one of atLeast, atMost")]
    [InlineData("acceptance: [{kpi: wait, atMost: 1, probability: 90}]", "acceptance[0].probability", "90 percent is written 90% or 0.9")]
    public void Read_WrongQuestion_NamesThePlace(string more, string path, string message) => AssertFinding(Experiments.With(more), path, message);

    [Theory]
    [InlineData("uncertainty: {}", "uncertainty.parameters", "which parameters are uncertain?")]
    [InlineData("uncertainty: {parameters: []}", "uncertainty.parameters", "at least one entry")]
    [InlineData("uncertainty: {draws: 1, parameters: [{path: servers, distribution: {uniform: {low: 1, high: 2}}}]}", "uncertainty.draws", "from 2")]
    [InlineData("uncertainty: {parameters: [{path: servers}]}", "uncertainty.parameters[0].distribution", "such as {uniform")]
    [InlineData("uncertainty: {parameters: [{path: servers, distribution: normal}]}", "uncertainty.parameters[0].distribution", "such as {uniform")]
    [InlineData("uncertainty: {parameters: [{path: serves, distribution: {normal: {}}}]}", "uncertainty.parameters[0].path", "did you mean 'servers'")]
    [InlineData("sensitivity: {factors: []}", "sensitivity.factors", "at least one entry")]
    [InlineData("sensitivity: {}", "sensitivity.factors", "what is varied?")]
    [InlineData("sensitivity: {samples: 100, factors: [{path: servers, low: 1, high: 2}]}", "sensitivity.samples", "a power of two is expected, such as 128")]
    [InlineData("sensitivity: {kpis: [weight], factors: [{path: servers, low: 1, high: 2}]}", "sensitivity.kpis[0]", "no KPI 'weight'")]
    [InlineData("sensitivity: {arm: x, factors: [{path: servers, low: 1, high: 2}]}", "sensitivity.arm", "no arm 'x'")]
    [InlineData("sensitivity: {factors: [{path: servers}]}", "sensitivity.factors[0].distribution", "either a distribution")]
    [InlineData("sensitivity: {factors: [{path: servers, low: 3, high: 2}]}", "sensitivity.factors[0].high", "must be above low")]
    [InlineData("solver: {method: rk45}", "solver.method", "'rk45' is not allowed")]
    [InlineData("solver: {method: euler}", "solver.step", "has a fixed step")]
    [InlineData("solver: {step: 1s}", "solver.step", "method: euler")]
    [InlineData("solver: {relativeTolerance: 1}", "solver.relativeTolerance", "from 1e-14 to 0.1")]
    [InlineData("solver: {absoluteTolerance: 0}", "solver.absoluteTolerance", "above 0")]
    [InlineData("solver: {tolerance: 0}", "solver.tolerance", "unknown key")]
    [InlineData("fidelity: {service: surogate}", "fidelity.service", "did you mean 'surrogate'")]
    [InlineData("budget: {wallClock: -5m}", "budget.wallClock", "a time above 0")]
    [InlineData("budget: {events: many}", "budget.events", "a whole number")]
    [InlineData("outputs: {gantt: 1}", "outputs.gantt", "true or false")]
    [InlineData("outputs: {trace: true}", "outputs.trace", "unknown key")]
    [InlineData("outputs: {replications: false}", "outputs.replications", "unknown key")]
    public void Read_WrongComputing_NamesThePlace(string more, string path, string message) => AssertFinding(Experiments.With(more), path, message);

    [Theory]
    [InlineData("plant: botling\nhorizon: 1d\nkpis: [good]", "plant", "did you mean 'bottling'")]
    [InlineData("lines: [line-2]\nhorizon: 1d\nkpis: [good]", "lines[0]", "did you mean 'line-1'")]
    [InlineData("horizon: 1d\nkpis: [good]\nset: {filler-2.speed: 1}", "set.filler-2.speed", "did you mean 'filler-1.speed'")]
    public void Read_NotOfThePlant_NamesThePlace(string spec, string path, string message)
    {
        var result = ScenarioReader.Read([.. Repository.SampleFiles("bottling-line"), ("queue.yaml", Experiments.Experiment(spec))]);

        AssertFinding(result, path, message);
    }

    [Fact]
    public void Read_ErrorInThePlant_IsToldToo()
    {
        var result = Experiments.Read(Documents.PlantWith("partitions: 0"), Experiments.Experiment("horizon: -1\nplant: p\nkpis: [good]\nset: {any.thing: 1}"));

        Assert.Equal(["spec.partitions", "spec.horizon"], result.Diagnostics.Select(d => d.Path));
    }

    [Fact]
    public void Read_NoScenario_SaysSo() =>
        Assert.Contains("no document of kind Scenario or Experiment", Assert.Single(Experiments.Read(Documents.Plant).Diagnostics).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_NameTwice_IsRefused() =>
        Assert.Contains("already defined", Assert.Single(Experiments.Read(Experiments.Experiment(Experiments.TwoArms), Experiments.Experiment(Experiments.TwoArms)).Diagnostics).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_SeveralErrors_AreAllReportedInPlace()
    {
        var result = Experiments.Read(Experiments.Experiment(Experiments.With("level: 95\nhypotheses: [{kpi: waiting, alternative: smaller, power: 2}]\nfoo: 1")));

        Assert.Equal(
            [
                ("spec.level", 19, 10), ("spec.hypotheses[0].kpi", 20, 22), ("spec.hypotheses[0].alternative", 20, 44), ("spec.hypotheses[0].power", 20, 60), ("spec.foo", 21, 3),
            ],
            result.Diagnostics.Select(d => (d.Path, d.Line, d.Column)));
        Assert.Empty(result.Documents);
    }

    private static void AssertFinding(string spec, string path, string message, string kind = "Experiment") =>
        AssertFinding(Experiments.Read(Experiments.Experiment(spec, kind)), path, message);

    private static void AssertFinding(ScenarioResult result, string path, string message)
    {
        Assert.False(result.IsUsable);
        var finding = result.Diagnostics.FirstOrDefault(d => d.Path == $"spec.{path}" && d.Message.Contains(message, StringComparison.Ordinal));
        Assert.True(finding is not null, string.Join('\n', result.Diagnostics));
        Assert.Equal(DiagnosticSeverity.Error, finding.Severity);
        Assert.True(finding.Line >= 5 && finding.Column >= 1);
    }
}
