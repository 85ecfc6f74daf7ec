using TwinGrid.Benchmarks.Measurement;

namespace TwinGrid.Benchmarks.Simulation.Queues;

/// <summary>Customers of an M/M/1 queue with load 0.8 per CPU-second: process style and event core against SimPy 3 and a bare loop, by turns in short slices.</summary>
internal static class QueueBenchmark
{
    private const int Slices = 4;

    // About as long each.
    private const int LoopCustomers = 1_500_000;
    private const int CoreCustomers = 1_500_000;
    private const int ProcessCustomers = 600_000;
    private const int SimPyCustomers = 15_000;

    public static Task<IReadOnlyList<Row>> MeasureAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        using var simPy = SimPyQueue.TryStart(out var missing);
        var core = new QueueLane("customers/core", new CoreQueue(), CoreCustomers);
        var loop = new QueueLane("customers/loop", new LoopQueue(), LoopCustomers);
        var process = new QueueLane("customers/process", new ProcessQueue(), ProcessCustomers);
        var peer = simPy is null ? null : new QueueLane("customers/simpy", simPy, SimPyCustomers);
        QueueLane[] lanes = peer is null ? [core, loop, process] : [core, loop, process, peer];
        for (var turn = -1; turn < options.Repetitions; turn++)
        {
            for (var slice = 0; slice < Slices; slice++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Array.ForEach(lanes, lane => lane.Run());
            }

            Array.ForEach(lanes, lane => lane.Close(isWarmUp: turn < 0));
        }

        Array.ForEach(lanes, lane => lane.Check());
        if (peer is null)
        {
            Console.Error.WriteLine($"process_vs_simpy and core_vs_simpy are not measured: {missing}.");
        }

        Row[] against = peer is null ? [] : [Row.Ratio("process_vs_simpy", process.Rate, peer.Rate), Row.Ratio("core_vs_simpy", core.Rate, peer.Rate)];
        return Task.FromResult<IReadOnlyList<Row>>([.. against, Row.Ratio("core_vs_loop", core.Rate, loop.Rate), .. lanes.Select(lane => lane.Rate)]);
    }
}
