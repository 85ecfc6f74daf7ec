using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using TwinGrid.Benchmarks.Measurement;
using TwinGrid.Contracts.Ingest;
using TwinGrid.Grains.Cuts;
using TwinGrid.Grains.Partitions;
using TwinGrid.Model.Cuts;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Names;
using TwinGrid.Model.Samples;
using TwinGrid.Model.Scenarios;
using TwinGrid.Model.Time;
using TwinGrid.Simulation.Experiments.Plans;
using TwinGrid.Simulation.LiveStart;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Randomness;
using TwinGrid.Testing.Stores;

namespace TwinGrid.Benchmarks.Scenarios;

/// <summary>From a partition of live twins to the first event of a replication: cut, encoding, models, start.</summary>
internal static class LiveToFirstEvent
{
    private const int Assets = 1_000;
    private const int ManyAssets = 100_000;

    public static async Task<IReadOnlyList<Row>> MeasureAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        var read = ScenarioReader.Read([("plant.yaml", Documents(Assets))]);
        var (plant, document) = (read.Plant!, read.Documents[0]);
        await using var partition = await OpenAsync(plant, cancellationToken);
        await FillAsync(partition, Assets, cancellationToken);
        var (cut, kept, first) = (new List<double>(), new List<double>(), new List<double>());
        for (var repetition = -2; repetition < options.Repetitions; repetition++)
        {
            var watch = Stopwatch.StartNew();
            var taken = (await partition.CutAsync([], Nanoseconds.Now(TimeProvider.System), cancellationToken))!;
            var cutMs = watch.Elapsed.TotalMilliseconds;
            var bytes = CutEncoding.Write(taken);
            var hash = CutEncoding.Hash(bytes);
            _ = CutPacking.Pack(bytes);
            var keptMs = watch.Elapsed.TotalMilliseconds - cutMs;
            Start(document, plant, CutEncoding.Read(bytes), hash);
            if (repetition >= 0)
            {
                cut.Add(cutMs);
                kept.Add(keptMs);
                first.Add(watch.Elapsed.TotalMilliseconds);
            }
        }

        return
        [
            new Row("live_to_first_event_ms", first, "wall", "ms"),
            new Row("cut_ms/1000-assets", cut, "wall", "ms"),
            new Row("cut_encode_hash_pack_ms/1000-assets", kept, "wall", "ms"),
            await ManyAsync(options, cancellationToken),
        ];
    }

    /// <summary>Builds the models, tells them where they are, and runs to the first event.</summary>
    private static void Start(ExperimentDocument document, PlantDefinition plant, PlantCut cut, string hash)
    {
        var plan = ExperimentCompiler.Compile(document, plant, BuiltInModules.Catalog, StartState.Empty).Plan!;
        var live = LiveStarter.Read(plan, plant, cut, hash);
        var start = live.Start ?? throw new InvalidOperationException(live.Errors[0].Message);
        var instance = plan.Arms[0].Model.Instantiate(plan.Clock, new StreamSource(document.Seed, 0));
        instance.Start(start.Draw(StreamSource.StateDraw(document.Seed, 0)));
        instance.Simulator.RunUntil(SimTime.Never, 1);
        if (instance.Simulator.EventCount == 0)
        {
            throw new InvalidOperationException("Nothing happened.");
        }
    }

    private static async Task<Row> ManyAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        await using var partition = await OpenAsync(ScenarioReader.Read([("plant.yaml", Documents(ManyAssets))]).Plant!, cancellationToken);
        var cut = new List<double>();
        for (var repetition = -1; repetition < options.Repetitions; repetition++)
        {
            var watch = Stopwatch.StartNew();
            _ = await partition.CutAsync([], Nanoseconds.Now(TimeProvider.System), cancellationToken);
            if (repetition >= 0)
            {
                cut.Add(watch.Elapsed.TotalMilliseconds);
            }
        }

        return new Row("cut_ms/100000-assets", cut, "wall", "ms");
    }

    private static async Task<Partition> OpenAsync(PlantDefinition plant, CancellationToken cancellationToken)
    {
        var services = new PartitionServices(new MemoryLogStore(), new MemorySnapshotStore(), null, new PartitionOptions(), TimeProvider.System, NullLogger.Instance);
        var partition = await Partition.OpenAsync(new PartitionKey(plant.Id, 0), services, cancellationToken);
        await partition.ApplyDefinitionAsync(plant, 1, cancellationToken);
        return partition;
    }

    private static async Task FillAsync(Partition partition, int assets, CancellationToken cancellationToken)
    {
        await using var lane = await partition.OpenLaneAsync(new LaneRequest("bench", 1, null, null, 0), cancellationToken);
        var now = Nanoseconds.Now(TimeProvider.System);
        for (var asset = 0; asset < assets; asset++)
        {
            var batch = SampleBatch.Rent(2, 2, false);
            (batch.Seq, batch.PayloadHash, batch.WireBytes) = ((ulong)asset + 1, (ulong)asset, 32);
            foreach (var (i, signal, value) in new[] { (0, "state", 6.0), (1, "bottles", 7.0) })
            {
                (batch.RunSeries[i], batch.RunLength[i]) = (partition.Resolve($"fill-{asset + 1:000000}", signal).Series.Value, 1);
                (batch.Times[i], batch.Values[i]) = (now, value);
            }

            await lane.EnqueueAsync(batch, cancellationToken);
        }

        while ((await lane.NextAckAsync(cancellationToken)).ThroughSeq < (ulong)assets)
        {
        }
    }

    private static string Documents(int assets) => $$$"""
        apiVersion: twingrid/v1
        kind: Plant
        metadata: {name: bench}
        spec: {}
        ---
        apiVersion: twingrid/v1
        kind: AssetType
        metadata: {name: filler}
        spec:
          signals:
            - {id: state, type: enumeration, symbols: {Stopped: 2, Execute: 6, Aborted: 9}}
            - {id: bottles, type: integer, statisticsOver: 60s}
            - {id: good, type: integer}
            - {id: power, unit: kW}
            - {id: speed, unit: /min}
            - {id: temperature, unit: Cel}
            - {id: pressure, unit: bar}
            - {id: recipe, type: string}
          production: {stateSignal: state, stateClasses: {Execute: running, Stopped: idle, Aborted: down}, goodCounter: good}
          behaviour:
            modules:
              - {id: arrivals, module: source, parameters: {interarrival: {exponential: {mean: 40 s } } } }
              - {id: infeed, module: buffer, parameters: {capacity: 20 } }
              - {id: machine, module: machine, parameters: {service: {exponential: {mean: 30 s } } } }
              - {id: leaving, module: sink}
            connections: [{from: arrivals.out, to: infeed.in}, {from: infeed.out, to: machine.in}, {from: machine.out, to: leaving.in}]
            live:
              - {state: machine.phase, signal: state, map: {Execute: processing, Stopped: idle, Aborted: down } }
              - {state: infeed.level, signal: bottles, standardDeviation: 1}
        ---
        apiVersion: twingrid/v1
        kind: Line
        metadata: {name: line}
        spec: {assets: [{id: "fill-{000000}", type: filler, from: 1, to: {{{assets}}} } ] }
        ---
        apiVersion: twingrid/v1
        kind: Experiment
        metadata: {name: question}
        spec:
          plant: bench
          start: live
          horizon: 8h
          arms: [{name: as-is}]
          kpis: [{id: made, of: fill-000001.machine.throughput.total}]
        """;
}
