using TwinGrid.V1;

namespace TwinGrid.Gateway.Tests.Hosting;

/// <summary>Plants that the tests run on.</summary>
internal static class TestPlants
{
    /// <summary>Two lines with a signal of every type. Assets roll-1 to roll-40, press-1; shared-1 is in the annex too.</summary>
    public const string Mill = """
        apiVersion: twingrid/v1
        kind: Plant
        metadata: {name: mill}
        spec: {displayName: Paper mill}
        ---
        apiVersion: twingrid/v1
        kind: AssetType
        metadata: {name: roll}
        spec:
          displayName: Roll
          parameters:
            - {id: width, unit: m, default: 4.5}
          signals:
            - {id: speed, unit: m/min, range: {min: 0, max: 2000}, staleAfter: 1m, statisticsOver: 5m}
            - {id: count, type: integer}
            - {id: running, type: boolean}
            - {id: batch, type: string}
            - {id: state, type: enumeration, symbols: {Stopped: 0, Running: 6}}
          alarms:
            - {id: fast, signal: speed, kind: high, limit: 1500, hysteresis: 100, priority: 1, message: Too fast}
          production: {stateSignal: state, stateClasses: {Running: running, Stopped: down}}
        ---
        apiVersion: twingrid/v1
        kind: Line
        metadata: {name: dry-end}
        spec:
          displayName: Dry end
          assets:
            - {id: "roll-{0}", type: roll, from: 1, to: 9}
            - {id: "roll-{00}", type: roll, from: 10, to: 40}
            - {id: shared-1, type: roll}
        ---
        apiVersion: twingrid/v1
        kind: Line
        metadata: {name: wet-end}
        spec:
          assets:
            - {id: press-1, type: roll, displayName: Press, labels: {area: wet}, parameters: {width: 5}}
        """;

    /// <summary>Two partitions; shares an asset's id with the mill.</summary>
    public const string Annex = """
        apiVersion: twingrid/v1
        kind: Plant
        metadata: {name: annex}
        spec: {partitions: 2}
        ---
        apiVersion: twingrid/v1
        kind: AssetType
        metadata: {name: pump}
        spec:
          signals:
            - {id: flow, unit: L/min, lateWindow: unlimited}
        ---
        apiVersion: twingrid/v1
        kind: Line
        metadata: {name: north}
        spec: {partition: 0, assets: [{id: shared-1, type: pump}]}
        ---
        apiVersion: twingrid/v1
        kind: Line
        metadata: {name: south}
        spec: {partition: 1, assets: [{id: pump-2, type: pump}]}
        """;

    /// <summary>A plant of one pump, for tests that change definitions.</summary>
    public static string Small(string plant, string signals = "- {id: flow, unit: L/min, lateWindow: unlimited}") => $$"""
        apiVersion: twingrid/v1
        kind: Plant
        metadata: {name: {{plant}}}
        spec: {}
        ---
        apiVersion: twingrid/v1
        kind: AssetType
        metadata: {name: pump}
        spec:
          signals:
            {{signals}}
        ---
        apiVersion: twingrid/v1
        kind: Line
        metadata: {name: line}
        spec: {assets: [{id: {{plant}}-pump, type: pump}]}
        """;

    /// <summary>The request that applies a plant.</summary>
    public static ApplyDefinitionRequest Request(string yaml) => new() { Files = { new SourceFile { Path = "plant.yaml", Content = yaml } } };
}
