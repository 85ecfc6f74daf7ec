using TwinGrid.Model.Definitions;

namespace TwinGrid.Model.Tests.Definitions;

/// <summary>One wrong thing at a time: the message says what, the place says where.</summary>
public sealed class ReaderFindingTests
{
    private const string Enumeration = "- {id: m, type: enumeration, symbols: [Off, On]}";

    [Theory]
    [InlineData("- {id: a, unit: A, rnage: {min: 0}}", 6, 24, "spec.signals[0].rnage", "did you mean 'range'")]
    [InlineData("- {id: a, unit: kWh}", 6, 21, "spec.signals[0].unit", "did you mean 'kW.h'")]
    [InlineData("- {id: a, unit: L/mim}", 6, 23, "spec.signals[0].unit", "did you mean 'min'")]
    [InlineData("- {id: a, unit: {bottle}/min}", 6, 21, "spec.signals[0].unit", "needs quotes")]
    [InlineData("- id: a\n  unit: {bottle: 1}", 7, 13, "spec.signals[0].unit", "needs quotes")]
    [InlineData("- {id: a, unit: %}", 6, 21, "", "needs quotes")]
    [InlineData("- {id: a}", 6, 7, "spec.signals[0].unit", "'unit' is missing")]
    [InlineData("- {unit: A}", 6, 7, "spec.signals[0].id", "'id' is missing")]
    [InlineData("- {id: 'a b', unit: A}", 6, 12, "spec.signals[0].id", "is no id")]
    [InlineData("- {id: a, unit: A}\n- {id: a, unit: V}", 7, 12, "spec.signals[1].id", "already defined in plant.yaml, line 11")]
    [InlineData("- {id: a, id: b, unit: A}", 6, 15, "", "'id' is given twice, first on line 11")]
    [InlineData("- {id: a, unit: A, type: numbr}", 6, 30, "spec.signals[0].type", "did you mean 'number'")]
    [InlineData("- {id: a, unit: A, acceptedUnits: [V]}", 6, 40, "spec.signals[0].acceptedUnits[0]", "can't be converted")]
    [InlineData("- {id: a, unit: A, acceptedUnits: V}", 6, 39, "spec.signals[0].acceptedUnits", "a list is expected")]
    [InlineData("- {id: a, unit: A, range: {min: 5, max: 1}}", 6, 45, "spec.signals[0].range.max", "max 1 must be above min 5")]
    [InlineData("- {id: a, unit: A, range: {min: x}}", 6, 37, "spec.signals[0].range.min", "a number is expected, not 'x'")]
    [InlineData("- {id: a, unit: A, range: {min: '5'}}", 6, 37, "spec.signals[0].range.min", "a number is expected")]
    [InlineData("- {id: a, unit: A, range: {min: .nan}}", 6, 37, "spec.signals[0].range.min", "a number is expected")]
    [InlineData("- {id: a, unit: A, lateWindow: 7days}", 6, 36, "spec.signals[0].lateWindow", "no duration")]
    [InlineData("- {id: a, unit: A, lateWindow: 30}", 6, 36, "spec.signals[0].lateWindow", "no duration")]
    [InlineData("- {id: a, unit: A, staleAfter: 0s}", 6, 36, "spec.signals[0].staleAfter", "no duration above zero")]
    [InlineData("- {id: a, unit: A, deadband: -1}", 6, 34, "spec.signals[0].deadband", "0 to 2^53")]
    [InlineData("- {id: a, unit: A, retention: fats}", 6, 35, "spec.signals[0].retention", "no retention class 'fats'")]
    [InlineData("- {id: a, unit: A, symbols: [x]}", 6, 33, "spec.signals[0].symbols", "symbols are for enumerations")]
    [InlineData("- {id: a, type: boolean, unit: A}", 6, 36, "spec.signals[0].unit", "has no unit")]
    [InlineData("- {id: a, type: boolean, range: {min: 0}}", 6, 37, "spec.signals[0].range", "for numbers and integers")]
    [InlineData("- {id: a, type: integer, range: {min: 0.5}}", 6, 43, "spec.signals[0].range.min", "whole number")]
    [InlineData("- {id: a, type: enumeration}", 6, 7, "spec.signals[0].symbols", "'symbols' is missing")]
    [InlineData("- {id: a, type: enumeration, symbols: [x, x]}", 6, 47, "spec.signals[0].symbols[1]", "given twice")]
    [InlineData("- {id: a, type: enumeration, symbols: {x: 1, y: 1}}", 6, 53, "spec.signals[0].symbols.y", "already that of 'x'")]
    [InlineData("- {id: a, type: enumeration, symbols: {x: -1}}", 6, 47, "spec.signals[0].symbols.x", "a whole number from 0")]
    [InlineData("- {id: a, unit: A, expression: b * 2}", 6, 36, "spec.signals[0].expression", "unknown name 'b'")]
    [InlineData("- {id: a, unit: A, expression: '1 + b * 2'}", 6, 41, "spec.signals[0].expression", "unknown name 'b'")]
    [InlineData("- {id: a, unit: A, expression: a * 2}", 6, 36, "spec.signals[0].expression", "depends on itself")]
    [InlineData("- {id: a, unit: A, expression: b}\n- {id: b, unit: A, expression: a}", 6, 36, "spec.signals[0].expression", "'a' depends on itself: a -> b -> a")]
    [InlineData("- {id: b, unit: V}\n- {id: a, unit: A, expression: b}", 7, 36, "spec.signals[1].expression", "can't be given in 'A'")]
    [InlineData("- {id: b, unit: A}\n- {id: a, unit: A, lateWindow: 1d, expression: b}", 7, 36, "spec.signals[1].lateWindow", "takes no samples")]
    [InlineData("- {id: b, type: integer}\n- {id: a, type: integer, expression: b}", 7, 21, "spec.signals[1].type", "a number or a boolean")]
    [InlineData("- {id: b, unit: A, renamedFrom: a}\n- {id: a, unit: A}", 6, 37, "spec.signals[0].renamedFrom", "still defined")]
    [InlineData("- {id: b, unit: A, renamedFrom: x}\n- {id: a, unit: A, renamedFrom: x}", 7, 37, "spec.signals[1].renamedFrom", "already renamed")]
    [InlineData("- 5", 6, 7, "spec.signals[0]", "keys with values are expected, not '5'")]
    public void Read_WrongSignal_NamesThePlace(string signals, int line, int column, string path, string message) =>
        AssertFinding(Documents.Read(Documents.Plant, Documents.Type(signals)), line + 5, column, path, message);

    [Theory]
    [InlineData("{id: x, signal: b, kind: high, limit: 1}", "signal", "no signal 'b'")]
    [InlineData("{id: x, signal: a, kind: hihg, limit: 1}", "kind", "did you mean 'high'")]
    [InlineData("{id: x, signal: a, kind: high}", "limit", "'limit' is missing")]
    [InlineData("{id: x, signal: a, kind: stuck, limit: 1, delay: 1s}", "limit", "has no limit")]
    [InlineData("{id: x, signal: a, kind: stuck}", "delay", "for how long")]
    [InlineData("{id: x, signal: a, kind: stale}", "signal", "no staleAfter")]
    [InlineData("{id: x, signal: a, kind: rate, limit: -1}", "limit", "a rate above 0")]
    [InlineData("{id: x, signal: a, kind: state, limit: Off}", "limit", "no state of 'a'")]
    [InlineData("{id: x, signal: m, kind: high, limit: 1}", "signal", "needs a number or integer")]
    [InlineData("{id: x, signal: m, kind: state, limit: Of}", "limit", "did you mean 'Off'")]
    [InlineData("{id: x, signal: m, kind: state, limit: On, hysteresis: 1}", "hysteresis", "has no hysteresis")]
    [InlineData("{id: x, signal: a, kind: high, limit: 1, hysteresis: -1}", "hysteresis", "0 or more")]
    [InlineData("{id: x, signal: a, kind: high, limit: 1, priority: 5}", "priority", "from 1 to 4")]
    public void Read_WrongAlarm_NamesThePlace(string alarm, string key, string message) =>
        AssertFinding(
            Documents.Read(Documents.Plant, Documents.Type("- {id: a, unit: A}\n" + Enumeration, $"alarms:\n- {alarm}")), 14, null, $"spec.alarms[0].{key}", message);

    [Theory]
    [InlineData("{stateSignal: a}", "stateSignal", "an enumeration is needed")]
    [InlineData("{stateSignal: m, stateClasses: {Onn: running}}", "stateClasses.Onn", "did you mean 'On'")]
    [InlineData("{stateSignal: m, stateClasses: {On: runing}}", "stateClasses.On", "no state class")]
    [InlineData("{stateClasses: {On: running}}", "stateClasses", "which is missing")]
    [InlineData("{goodCounter: a}", "goodCounter", "a unit like '1'")]
    [InlineData("{power: a}", "power", "a unit like 'W'")]
    [InlineData("{energyCounter: m}", "energyCounter", "a number or integer is needed")]
    [InlineData("{idealCycle: 1s}", "idealCycle", "needs a goodCounter")]
    [InlineData("{rejectCounter: n}", "rejectCounter", "needs a goodCounter")]
    public void Read_WrongProduction_NamesThePlace(string production, string key, string message) =>
        AssertFinding(
            Documents.Read(Documents.Plant, Documents.Type("- {id: a, unit: A}\n- {id: n, type: integer}\n" + Enumeration, $"production: {production}")),
            14, null, $"spec.production.{key}", message);

    [Theory]
    [InlineData("- {id: x, type: u}", 18, "spec.assets[0].type", "no asset type 'u'")]
    [InlineData("- {id: x, type: t}\n- {id: x, type: t}", 19, "spec.assets[1].id", "already defined in line 'l'")]
    [InlineData("- {id: 'x-{00}', type: t, from: 1, to: 20}\n- {id: x-07, type: t}", 19, "spec.assets[1].id", "'x-07' is already defined")]
    [InlineData("- {id: 'x-{00}', type: t}", 18, "spec.assets[0].id", "'from' and 'to' are missing")]
    [InlineData("- {id: x, type: t, from: 1, to: 2}", 18, "spec.assets[0].id", "is no pattern")]
    [InlineData("- {id: 'x-{1}', type: t, from: 1, to: 2}", 18, "spec.assets[0].id", "is no pattern")]
    [InlineData("- {id: 'x-{0}', type: t, from: 3, to: 2}", 18, "spec.assets[0].to", "below the first")]
    [InlineData("- {id: 'x-{0}', type: t, from: 3}", 18, "spec.assets[0].to", "'to' is missing")]
    [InlineData("- {id: 'x-{0}', type: t, from: 1, to: 2000000000}", 18, "spec.assets[0].to", "more than 16777216 assets")]
    [InlineData("- {id: x, type: t, partOf: y}", 18, "spec.assets[0].partOf", "no asset 'y'")]
    [InlineData("- {id: x, type: t, partOf: x}", 18, "spec.assets[0].partOf", "part of itself")]
    [InlineData("- {id: x, type: t, partOf: y}\n- {id: y, type: t, partOf: x}", 18, "spec.assets[0].partOf", "part of itself: x -> y -> x")]
    [InlineData("- {id: x, type: t, parameters: {q: 1}}", 18, "spec.assets[0].parameters.q", "no parameter 'q'")]
    [InlineData("- {id: x, type: t, parameters: {p: 11}}", 18, "spec.assets[0].parameters.p", "outside the range of 0 to 10 A")]
    [InlineData("- {id: x, type: t, parameters: {p: high}}", 18, "spec.assets[0].parameters.p", "a number in A")]
    [InlineData("- {id: x, type: t, labels: {'a b': c}}", 18, "spec.assets[0].labels.a b", "no label name")]
    [InlineData("- {id: x, type: t, labels: {a: [c]}}", 18, "spec.assets[0].labels.a", "a label is text")]
    public void Read_WrongAsset_NamesThePlace(string assets, int line, string path, string message) =>
        AssertFinding(Documents.Read(Documents.Plant, TypeWithParameter, Documents.Line(assets)), line + 2, null, path, message);

    [Theory]
    [InlineData("bottleneck: y", "spec.bottleneck", "no asset 'y'")]
    [InlineData("partition: 1", "spec.partition", "from 0 to 0")]
    [InlineData("kpiWindow: long", "spec.kpiWindow", "no duration")]
    [InlineData("kpis: [{id: k, unit: kW, expression: sum(t.b)}]", "spec.kpis[0].expression", "type 't' has no signal 'b'")]
    [InlineData("kpis: [{id: k, unit: kW, expression: sum(u.a)}]", "spec.kpis[0].expression", "no asset type 'u'")]
    [InlineData("kpis: [{id: k, unit: kW, expression: sum(t.a)}]", "spec.kpis[0].expression", "can't be given in 'kW'")]
    [InlineData("kpis: [{id: k, unit: kW, expression: sum(a)}]", "spec.kpis[0].expression", "type.signal is expected")]
    [InlineData("kpis: [{id: oee, unit: '1', expression: quality}]", "spec.kpis[0].id", "built-in")]
    [InlineData("kpis: [{id: k, unit: '1', expression: qualty}]", "spec.kpis[0].expression", "did you mean 'quality'")]
    public void Read_WrongLine_NamesThePlace(string more, string path, string message) =>
        AssertFinding(Documents.Read(Documents.Plant, TypeWithParameter, Documents.Line("- {id: x, type: t}", more)), 21, null, path, message);

    [Theory]
    [InlineData("partitions: 0", "spec.partitions", "from 1 to 1024")]
    [InlineData("flows: [{from: x, to: y}]", "spec.flows[0].to", "no asset 'y'")]
    [InlineData("flows: [{from: x, to: x}]", "spec.flows[0].to", "to itself")]
    [InlineData("flows: [{from: x, to: z, kind: gas}]", "spec.flows[0].kind", "not allowed")]
    [InlineData("flows: [{from: x, to: z}, {from: x, to: z, kind: material}]", "spec.flows[1].from", "given twice")]
    [InlineData("flows: [{from: x, to: z, ports: {in: [out]}}]", "spec.flows[0].ports.in", "such as coldIn: out")]
    [InlineData("flows: [{from: x, to: z, port: {in: out}}]", "spec.flows[0].port", "did you mean 'ports'")]
    [InlineData("retention: [{class: a, keep: long}]", "spec.retention[0].keep", "no duration")]
    [InlineData("retention: [{class: a, maxSize: 10G}]", "spec.retention[0].maxSize", "no size")]
    [InlineData("quotas: {streams: many}", "spec.quotas.streams", "a whole number")]
    [InlineData("quota: {}", "spec.quota", "did you mean 'quotas'")]
    public void Read_WrongPlant_NamesThePlace(string spec, string path, string message) =>
        AssertFinding(
            Documents.Read(Documents.PlantWith(spec), TypeWithParameter, Documents.Line("- {id: x, type: t}\n- {id: z, type: t}")), 5, null, path, message);

    [Theory]
    [InlineData("", "no document of kind Plant")]
    [InlineData("5", "a document with apiVersion")]
    [InlineData("kind: Plant\nmetadata: {name: p}\nspec: {}", "'apiVersion' is missing")]
    [InlineData("apiVersion: twingrid/v2\nkind: Plant\nmetadata: {name: p}\nspec: {}", "'twingrid/v2' is not known")]
    [InlineData("apiVersion: twingrid/v1\nkind: plant\nmetadata: {name: p}\nspec: {}", "did you mean 'Plant'")]
    [InlineData("apiVersion: twingrid/v1\nkind: Plant\nmetadata: {}\nspec: {}", "'name' is missing")]
    [InlineData("apiVersion: twingrid/v1\nkind: Plant\nmetadata: {name: p}", "'spec' is missing")]
    [InlineData(Documents.Plant + "---\n" + Documents.Plant, "a second plant")]
    [InlineData(Documents.Plant + "---\na: *b", "refers to no anchor")]
    [InlineData(Documents.Plant + "---\n<<: {a: 1}", "merge keys")]
    [InlineData("a: b: c", "invalid YAML")]
    public void Read_WrongDocument_SaysSo(string text, string message)
    {
        var result = DefinitionReader.Read([("plant.yaml", text)]);

        Assert.Null(result.Definition);
        Assert.Contains(result.Diagnostics, d => d.Message.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_NoFiles_SaysSo() => Assert.Contains("no document of kind Plant", Assert.Single(DefinitionReader.Read([]).Diagnostics).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_SeveralErrors_AreAllReported()
    {
        var result = Documents.Read(
            Documents.PlantWith("partitions: 0"), Documents.Type("- {id: a, unit: kWh, foo: 1}\n- {id: b, unit: A, expression: c}"), Documents.Line("- {id: x, type: u}"));

        Assert.Equal(
            ["spec.partitions", "spec.signals[0].unit", "spec.signals[0].foo", "spec.signals[1].expression", "spec.assets[0].type"], result.Diagnostics.Select(d => d.Path));
    }

    [Fact]
    public void Read_UnknownKey_ListsTheAllowedOnes()
    {
        var finding = Assert.Single(Documents.Read(Documents.Plant, Documents.Type("- {id: a, unit: A, foo: 1}")).Diagnostics);

        Assert.Contains("range", finding.Allowed);
        Assert.Contains("statisticsOver", finding.Allowed);
    }

    private static string TypeWithParameter => Documents.Type("- {id: a, unit: A}", "parameters:\n- {id: p, unit: A, default: 1, range: {min: 0, max: 10}}");

    private static void AssertFinding(DefinitionResult result, int line, int? column, string path, string message)
    {
        Assert.Null(result.Definition);
        var finding = result.Diagnostics.FirstOrDefault(d => d.Path == path && d.Message.Contains(message, StringComparison.Ordinal));
        Assert.True(finding is not null, string.Join('\n', result.Diagnostics));
        Assert.Equal(DiagnosticSeverity.Error, finding.Severity);
        Assert.Equal(line, finding.Line);
        Assert.Equal(column ?? finding.Column, finding.Column);
    }
}
