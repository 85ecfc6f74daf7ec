using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Tests.Samples;

namespace TwinGrid.Simulation.Tests.Modules;

/// <summary>Flows of a plant that say which ports they connect.</summary>
public sealed class FlowPortTests
{
    [Fact]
    public void Compile_FlowWithPorts_ConnectsThemWhicheverIsTheOutput()
    {
        // The boiler tells its temperature, the load takes 2 kW out of it: 100 kJ/K lose 20 K in 1000 s.
        var compiled = Compile("{temperature: temperature, duty: duty}");
        Assert.Empty(compiled.Errors);

        var run = Sample.Run(compiled.Plan!);

        Assert.Equal(60, run.Results()[0][0].Kpis[0], 1e-6);
    }

    [Fact]
    public void Compile_PortThatTheAssetDoesNotShow_IsNamedWithThoseThereAre()
    {
        Assert.Equal("boiler-1 shows no port 'temprature'; did you mean 'temperature'?", Compile("{temperature: temprature, duty: duty}").Errors[0].Message);
        Assert.Equal("load-1 shows no port 'x'; there are duty, temperature", Compile("{temperature: temperature, x: duty}").Errors[0].Message);
    }

    [Fact]
    public void Compile_OtherAssetLeftOut_IsNoError() => Assert.Empty(Compile("{temperature: temperature, duty: duty}", "[boilers]").Errors);

    private static ExperimentPlanResult Compile(string ports, string lines = "[boilers, loads]")
    {
        var text = $$"""
            apiVersion: twingrid/v1
            kind: Module
            metadata: {name: drawing}
            spec:
              ports: [{name: seen, unit: Cel, direction: in}, {name: heat, unit: kW, direction: out}]
              variables: [{name: mirror, unit: Cel}]
              equations: [mirror = seen, "heat = 2 'kW'"]
            ---
            apiVersion: twingrid/v1
            kind: Plant
            metadata: {name: plant}
            spec: {flows: [{from: boiler-1, to: load-1, kind: energy, ports: {{ports}}}]}
            ---
            apiVersion: twingrid/v1
            kind: AssetType
            metadata: {name: boiler}
            spec:
              signals: [{id: x, unit: Cel}]
              behaviour: {modules: [{id: body, module: heated-body, parameters: {capacity: 100, conductance: 0, start: 80} }], ports: {temperature: body.temperature, duty: body.drawn} }
            ---
            apiVersion: twingrid/v1
            kind: AssetType
            metadata: {name: load}
            spec:
              signals: [{id: x, unit: Cel}]
              behaviour: {modules: [{id: draw, module: drawing}], ports: {temperature: draw.seen, duty: draw.heat} }
            ---
            apiVersion: twingrid/v1
            kind: Line
            metadata: {name: boilers}
            spec: {assets: [{id: boiler-1, type: boiler}]}
            ---
            apiVersion: twingrid/v1
            kind: Line
            metadata: {name: loads}
            spec: {assets: [{id: load-1, type: load}]}
            ---
            apiVersion: twingrid/v1
            kind: Experiment
            metadata: {name: question}
            spec:
              plant: plant
              lines: {{lines}}
              horizon: 1000s
              replications: 1
              arms: [{name: only}]
              kpis: [{id: temperature, of: boiler-1.body.temperature.final}]
            """;
        var read = ScenarioReader.Read([("plant.yaml", text)]);
        Assert.Empty(read.Diagnostics);
        return ExperimentCompiler.Compile(Assert.Single(read.Documents), read.Plant, TwinGrid.Simulation.Hybrid.DocumentModules.AddTo(BuiltInModules.Catalog, read.Modules, out _), StartState.Empty);
    }
}
