using TwinGrid.Grains.Records;
using TwinGrid.Model.Definitions;
using TwinGrid.Testing;
using Xunit;

namespace TwinGrid.Grains.Tests.Records;

public sealed class DefinitionTextTests
{
    [Fact]
    public void Read_WhatWasWritten_HasTheSameMeaning()
    {
        var folder = Repository.Sample("");
        foreach (var plant in Directory.EnumerateDirectories(folder).Where(one => File.Exists(Path.Combine(one, "plant.yaml"))))
        {
            // A map of recorded data is no part of the plant, scenarios and modules lie in folders of their own.
            var files = Directory.EnumerateFiles(plant, "*.yaml").Where(path => Path.GetFileName(path) != "map.yaml")
                .Concat(Directory.Exists(Path.Combine(plant, "types")) ? Directory.EnumerateFiles(Path.Combine(plant, "types"), "*.yaml") : [])
                .Select(path => (path, File.ReadAllText(path)));
            var definition = DefinitionReader.Read([.. files]).Definition!;

            var read = DefinitionText.Read(DefinitionText.Write(definition));

            Assert.Equal(definition.Hash, read.Hash);
            Assert.Equal(definition.Hash, CanonicalForm.Hash(read));
        }
    }

    [Fact]
    public void Read_BehaviourThatWasWritten_HasTheSameMeaning()
    {
        var definition = DefinitionReader.Read([("plant.yaml", """
            apiVersion: twingrid/v1
            kind: Plant
            metadata: {name: plant}
            spec: {}
            ---
            apiVersion: twingrid/v1
            kind: AssetType
            metadata: {name: filler}
            spec:
              parameters: [{id: speed, unit: /min, default: 60}]
              signals:
                - {id: state, type: enumeration, symbols: {Stopped: 2, Execute: 6}}
                - {id: fill, unit: "%"}
              behaviour:
                parameters: [{name: places, unit: "1", default: 20, range: {min: 1, max: 99}}]
                modules:
                  - {id: infeed, module: buffer, parameters: {capacity: places}}
                  - {id: machine, module: machine@1, parameters: {service: {lognormal: {mean: 12 min, cv: 0.8}}, flag: true, list: [1, 2 s, text]}}
                connections: [{from: infeed.out, to: machine.in}]
                ports: {in: infeed.in, out: machine.out}
                live:
                  - {state: machine.phase, signal: state, map: {Execute: processing, Stopped: idle}, otherwise: idle}
                  - {state: machine.elapsed, sinceChangeOf: state, otherwise: 0}
                  - {state: infeed.level, expression: fill / 100 '%' * 20, unit: "1", standardDeviation: 1}
            ---
            apiVersion: twingrid/v1
            kind: Line
            metadata: {name: line}
            spec: {assets: [{id: fill-1, type: filler}]}
            """)]).Definition!;

        var read = DefinitionText.Read(DefinitionText.Write(definition));

        Assert.Equal(definition.Hash, CanonicalForm.Hash(read));
        Assert.Equal(definition.Types["filler"].Behaviour!.Live.Select(one => (one.State, one.Otherwise)), read.Types["filler"].Behaviour!.Live.Select(one => (one.State, one.Otherwise)));
        Assert.Equal(definition.Types["filler"].Behaviour!.Assembly.Modules[1].Parameters, read.Types["filler"].Behaviour!.Assembly.Modules[1].Parameters);
    }
}
