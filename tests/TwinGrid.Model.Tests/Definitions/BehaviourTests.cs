using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Definitions;

namespace TwinGrid.Model.Tests.Definitions;

public sealed class BehaviourTests
{
    private const string Signals =
        "- {id: state, type: enumeration, symbols: [Stopped, Execute, Aborted]}\n- {id: fill, unit: \"%\"}\n- {id: running, type: boolean}\n- {id: job, type: string}\n- {id: temp, unit: Cel}\n";

    private const string Modules = "modules: [{id: machine, module: machine@2, parameters: {cycle: 1 / speed}}, {id: buffer, module: buffer}]";

    [Fact]
    public void Read_Behaviour_IsAnAssemblyWithItsLiveState()
    {
        var behaviour = Read(
            $$$"""
            behaviour:
              parameters: [{name: places, unit: "1", default: 20}]
              {{{Modules}}}
              connections: [{from: buffer.out, to: machine.in}]
              ports: {in: buffer.in, out: machine.out}
              unitsPerPart: 24
              live:
                - {state: machine.phase, signal: state, map: {Execute: processing, Stopped: idle, Aborted: down}}
                - {state: machine.elapsed, sinceChangeOf: state, otherwise: 0}
                - {state: buffer.level, expression: fill / 100 '%' * speed, unit: /s, standardDeviation: "1 '/min'"}
                - {state: machine.temperature, signal: temp, standardDeviation: 0.5 K}
                - {state: machine.job, signal: job}
            """);

        Assert.Equal(["machine", "buffer"], behaviour.Assembly.Modules.Select(m => m.Id));
        Assert.Equal(("machine", 2), (behaviour.Assembly.Modules[0].Module, behaviour.Assembly.Modules[0].Version));
        Assert.Equal(new TextValue("1 / speed"), behaviour.Assembly.Modules[0].Parameters["cycle"]);
        Assert.Equal(new AssemblyParameter("places", "1", new NumberValue(20), null, null), Assert.Single(behaviour.Assembly.Parameters));
        Assert.Equal(new ModuleConnection("buffer.out", "machine.in"), Assert.Single(behaviour.Assembly.Connections));
        Assert.Equal("buffer.in", behaviour.Assembly.Ports["in"]);
        Assert.Equal(24, behaviour.UnitsPerPart);
        Assert.Equal("down", behaviour.Live[0].Map["Aborted"]);
        Assert.Equal(("state", "s", new NumberValue(0)), (behaviour.Live[1].SinceChangeOf, behaviour.Live[1].Unit, behaviour.Live[1].Otherwise));
        Assert.Equal(("/s", 1.0 / 60), (behaviour.Live[2].Unit, behaviour.Live[2].StandardDeviation));
        Assert.Equal(("Cel", 0.5), (behaviour.Live[3].Unit, behaviour.Live[3].StandardDeviation));
        Assert.Equal("spec.behaviour.live[4]", behaviour.Live[4].Place.Path);
    }

    [Theory]
    [InlineData("behaviour: {}", "behaviour.modules", "a behaviour consists of modules")]
    [InlineData("behaviour: {unitsPerPart: 0, modules: [{id: a, module: m}]}", "behaviour.unitsPerPart", "a number above 0 is expected, not 0")]
    [InlineData("behaviour: {moduls: []}", "behaviour.moduls", "did you mean 'modules'")]
    [InlineData("behaviour: {modules: []}", "behaviour.modules", "at least one module")]
    [InlineData("behaviour: {modules: [{id: a}]}", "behaviour.modules[0].module", "'module' is missing")]
    [InlineData("behaviour: {modules: [{id: a, module: machine@one}]}", "behaviour.modules[0].module", "machine@1")]
    [InlineData("behaviour: {modules: [{id: a, module: m}, {id: a, module: m}]}", "behaviour.modules[1].id", "already defined")]
    [InlineData("behaviour: {modules: [{id: a, module: m, parameters: {x: }}]}", "behaviour.modules[0].parameters.x", "a value is missing")]
    [InlineData("behaviour: {modules: [{id: a, module: m}], connections: [{from: a.out, to: bb.in}]}", "behaviour.connections[0].to", "no module 'bb'")]
    [InlineData("behaviour: {modules: [{id: a, module: m}], connections: [{from: a, to: a.in}]}", "behaviour.connections[0].from", "module.port")]
    [InlineData("behaviour: {modules: [{id: a, module: m}], connections: [{from: a.in, to: a.in}]}", "behaviour.connections[0].to", "connected to itself")]
    [InlineData("behaviour: {modules: [{id: a, module: m}], ports: {in: b.in}}", "behaviour.ports.in", "no module 'b'")]
    [InlineData("behaviour: {modules: [{id: a, module: m}], parameters: [{name: speed, default: 1}]}", "behaviour.parameters", "also a parameter of the type")]
    [InlineData("behaviour: {modules: [{id: a, module: m}], parameters: [{name: x, unit: s, default: 5 kW}]}", "behaviour.parameters[0].default", "can't be given in 's'")]
    [InlineData("behaviour: {modules: [{id: a, module: m}], parameters: [{name: x, default: 5, range: {max: 4}}]}", "behaviour.parameters[0].default", "outside the range")]
    public void Read_WrongAssembly_NamesThePlace(string behaviour, string path, string message) => AssertFinding(behaviour, $"spec.{path}", message);

    [Theory]
    [InlineData("{signal: fill}", "state", "'state' is missing")]
    [InlineData("{state: machin.phase, signal: fill}", "state", "did you mean 'machine'")]
    [InlineData("{state: phase, signal: fill}", "state", "module.state")]
    [InlineData("{state: machine.phase, signal: fil}", "signal", "did you mean 'fill'")]
    [InlineData("{state: machine.phase}", "signal", "one of signal, sinceChangeOf and expression")]
    [InlineData("{state: machine.phase, signal: fill, expression: fill}", "signal", "one of signal, sinceChangeOf and expression")]
    [InlineData("{state: machine.phase, signal: state}", "map", "'map' is missing")]
    [InlineData("{state: machine.phase, signal: state, map: {Excute: on}}", "map.Excute", "did you mean 'Execute'")]
    [InlineData("{state: machine.phase, signal: fill, map: {a: b}}", "map", "enumeration or boolean")]
    [InlineData("{state: machine.phase, signal: fill, unit: '%'}", "unit", "only an expression needs one")]
    [InlineData("{state: machine.phase, expression: fill}", "unit", "'unit' is missing")]
    [InlineData("{state: machine.phase, expression: fill, unit: kW}", "expression", "can't be given in 'kW'")]
    [InlineData("{state: machine.phase, expression: fil, unit: '1'}", "expression", "did you mean 'fill'")]
    [InlineData("{state: machine.phase, signal: job, standardDeviation: 1}", "standardDeviation", "for numbers")]
    [InlineData("{state: machine.phase, signal: fill, standardDeviation: -1}", "standardDeviation", "of 0 or more")]
    [InlineData("{state: machine.phase, signal: fill, standardDeviation: 5 kW}", "standardDeviation", "can't be given in '%'")]
    [InlineData("{state: machine.phase, signal: fill, weight: 1}", "weight", "unknown key")]
    [InlineData("{state: machine.age, signal: fill}, {state: machine.age, signal: temp}", "state", "already defined", 1)]
    public void Read_WrongLiveState_NamesThePlace(string live, string key, string message, int index = 0) =>
        AssertFinding($"behaviour: {{{Modules}, live: [{live}]}}", $"spec.behaviour.live[{index}].{key}", message);

    [Fact]
    public void Read_SymbolWithoutState_Warns()
    {
        var result = Documents.Read(Documents.Plant, Type($"behaviour: {{{Modules}, live: [{{state: machine.phase, signal: state, map: {{Execute: on}}}}]}}"));

        Assert.Contains("nothing for Stopped, Aborted", Assert.Single(result.Diagnostics).Message, StringComparison.Ordinal);
        Assert.True(result.IsUsable);
    }

    [Fact]
    public void Check_ChangedBehaviour_MayFollow()
    {
        var before = Documents.Read(Documents.Plant, Type("")).Definition!;
        var after = Documents.Read(Documents.Plant, Type($"behaviour: {{{Modules}}}")).Definition!;

        Assert.Empty(DefinitionUpgrade.Check(before, after));
        Assert.Empty(DefinitionUpgrade.Check(after, before));
        Assert.Equal(
            ["types/t/behaviour", "types/t/behaviour/modules/machine", "types/t/behaviour/modules/buffer"], DefinitionDiff.Between(before, after).Select(c => c.Path));
    }

    [Fact]
    public void Between_ChangedModule_NamesIt()
    {
        var before = Documents.Read(Documents.Plant, Type($"behaviour: {{{Modules}}}")).Definition!;
        var after = Documents.Read(Documents.Plant, Type($"behaviour: {{{Modules.Replace("1 / speed", "2 / speed", StringComparison.Ordinal)}}}")).Definition!;

        var change = Assert.Single(DefinitionDiff.Between(before, after));

        Assert.Equal(("types/t/behaviour/modules/machine/parameters", "cycle: \"1 / speed\"", "cycle: \"2 / speed\""), (change.Path, change.Before, change.After));
    }

    /// <summary>The hash that this plant had before there were behaviours.</summary>
    [Fact]
    public void Hash_PlantWithoutBehaviour_IsThatOfStoredPlants() =>
        Assert.Equal("51819eb7f12b2fd50e5d53569d0f812505b64366d994120fbbf5abd136abf72a", Documents.Read(Documents.Plant, Type("")).Definition!.Hash);

    private static string Type(string behaviour) => Documents.Type(Signals, $"parameters: [{{id: speed, unit: /s, default: 2}}]\n{behaviour}");

    private static BehaviourDefinition Read(string behaviour)
    {
        var result = Documents.Read(Documents.Plant, Type(behaviour));
        Assert.Empty(result.Diagnostics);
        return result.Definition!.Types["t"].Behaviour!;
    }

    private static void AssertFinding(string behaviour, string path, string message)
    {
        var result = Documents.Read(Documents.Plant, Type(behaviour));
        Assert.Null(result.Definition);
        Assert.True(
            result.Diagnostics.Any(d => d.Path == path && d.Message.Contains(message, StringComparison.Ordinal) && d.Severity == DiagnosticSeverity.Error),
            string.Join('\n', result.Diagnostics));
    }
}
