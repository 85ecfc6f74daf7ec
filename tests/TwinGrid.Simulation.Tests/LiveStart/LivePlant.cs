using System.Collections.Immutable;
using TwinGrid.Model.Cuts;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.LiveStart;
using TwinGrid.Simulation.Modules;

namespace TwinGrid.Simulation.Tests.LiveStart;

/// <summary>A plant of fillers, each a buffer before a machine, and cuts of it.</summary>
internal static class LivePlant
{
    public const long At = 1_000_000 * Nanoseconds.PerSecond;

    public const string Map = """
            live:
              - {state: machine.phase, signal: state, map: {Execute: processing, Stopped: idle, Aborted: down}}
              - {state: infeed.level, signal: bottles}
        """;

    private const string Definition = """
        apiVersion: twingrid/v1
        kind: Plant
        metadata: {name: plant}
        spec: {}
        ---
        apiVersion: twingrid/v1
        kind: AssetType
        metadata: {name: filler}
        spec:
          parameters:
            - {id: width, unit: m, default: 2}
          signals:
            - {id: state, type: enumeration, symbols: {Stopped: 2, Execute: 6, Aborted: 9}, staleAfter: 60s}
            - {id: bottles, type: integer, statisticsOver: 100s, staleAfter: 60s}
            - {id: content, type: integer}
            - {id: good, type: integer}
            - {id: hours, unit: h}
            - {id: fill, unit: "%"}
          production: {stateSignal: state, stateClasses: {Execute: running, Aborted: down}, goodCounter: good, workInProcess: content}
          behaviour:
            modules:
              - {id: infeed, module: buffer, parameters: {capacity: 20}}
              - {id: machine, module: machine, parameters: {service: {exponential: {mean: 30 s}}}}
              - {id: leaving, module: sink}
            connections: [{from: infeed.out, to: machine.in}, {from: machine.out, to: leaving.in}]
        MAP
        ---
        apiVersion: twingrid/v1
        kind: Line
        metadata: {name: line}
        spec: {assets: [{id: fill-1, type: filler}, {id: fill-2, type: filler}]}
        ---
        apiVersion: twingrid/v1
        kind: Experiment
        metadata: {name: question}
        spec:
          plant: plant
          start: live
          horizon: 1h
          arms: [{name: as-is}, {name: quick, set: {fill-1.machine.service: {exponential: {mean: 20 s}}}}]
          kpis: [{id: made, of: fill-1.machine.throughput.total}]
        """;

    /// <summary>What a start from the cut gives.</summary>
    public static LiveStartResult Read(PlantCut cut, string map = Map, Func<ExperimentDocument, ExperimentDocument>? change = null)
    {
        var (plan, plant) = Plan(map, change);
        return LiveStarter.Read(plan, plant, cut, "hash");
    }

    /// <summary>The plan, with an empty start, and its plant.</summary>
    public static (ExperimentPlan Plan, PlantDefinition Plant) Plan(string map = Map, Func<ExperimentDocument, ExperimentDocument>? change = null)
    {
        var read = ScenarioReader.Read([("plant.yaml", Definition.Replace("MAP", map, StringComparison.Ordinal))]);
        Assert.True(read.IsUsable, string.Join('\n', read.Diagnostics));
        var document = change?.Invoke(read.Documents[0]) ?? read.Documents[0];
        var compiled = ExperimentCompiler.Compile(document, read.Plant, BuiltInModules.Catalog, StartState.Empty);
        Assert.Empty(compiled.Errors);
        return (compiled.Plan!, read.Plant!);
    }

    /// <summary>A cut in which the second filler stands, empty.</summary>
    public static PlantCut Cut(CutProduction? production, params (string Signal, double Value, double AgeSeconds)[] signals)
    {
        var names = new[] { ("state", "1"), ("bottles", "1"), ("content", "1"), ("good", "1"), ("hours", "h"), ("fill", "%") };
        var type = new CutType("filler", [.. names.Select(name => new CutSignalName(name.Item1, name.Item2))], ["width"]);
        return new PlantCut
        {
            Plant = "plant",
            DefinitionHash = "",
            AtNs = At,
            Types = [type],
            Assets = [Asset("fill-1", type, production, signals), Asset("fill-2", type, new CutProduction { PhaseSinceNs = At }, ("state", 2, 0), ("bottles", 0, 0), ("hours", 0, 0), ("fill", 0, 0))],
        };
    }

    /// <summary>The same cut with another state of a signal of the first filler.</summary>
    public static PlantCut With(this PlantCut cut, string signal, Func<CutSignal, CutSignal> change)
    {
        var first = cut.Assets[0];
        var at = first.Type.IndexOf(signal);
        var changed = new CutAsset
        {
            Id = first.Id, Type = first.Type, Line = first.Line, Parameters = first.Parameters, Production = first.Production, Signals = first.Signals.SetItem(at, change(first.Signals[at])),
        };
        return new PlantCut { Plant = cut.Plant, DefinitionHash = "", AtNs = cut.AtNs, Types = cut.Types, Assets = [changed, .. cut.Assets.Skip(1)] };
    }

    private static CutAsset Asset(string id, CutType type, CutProduction? production, params (string Signal, double Value, double AgeSeconds)[] signals) => new()
    {
        Id = id,
        Type = type,
        Line = "line",
        Parameters = [2],
        Production = production,
        Signals = [.. type.Signals.Select(name => signals.FirstOrDefault(one => one.Signal == name.Id) is { Signal: not null } given
            ? new CutSignal(given.Value, null, At - (long)(given.AgeSeconds * Nanoseconds.PerSecond), Quality.Good, double.NaN, double.NaN, long.MinValue)
            : new CutSignal(double.NaN, null, long.MinValue, Quality.BadWaitingForInitialData, double.NaN, double.NaN, long.MinValue))],
    };
}
