using TwinGrid.Benchmarks.Measurement;
using TwinGrid.Model.Time;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Processes;
using TwinGrid.Simulation.Randomness;
using TwinGrid.Simulation.Resources;

namespace TwinGrid.Benchmarks.Simulation.Queues;

/// <summary>Bytes allocated per event in a queue that has been running for a while.</summary>
internal static class AllocationBenchmark
{
    private const int Events = 2_000_000;

    public static Task<IReadOnlyList<Row>> MeasureAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        var core = new Simulator(SimClock.Microseconds, new StreamSource(1, 0));
        _ = new CoreQueue.Server(core, int.MaxValue);
        var process = new Simulator(SimClock.Microseconds, new StreamSource(1, 0));
        process.Start(ProcessQueue.Source(process, new Resource(process, "server"), new QueueDraws(process.Streams), int.MaxValue));
        var (ofCore, ofProcess) = (new List<double>(), new List<double>());
        for (var turn = -1; turn < options.Repetitions; turn++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (coreBytes, processBytes) = (BytesPerEvent(core), BytesPerEvent(process));
            if (turn >= 0)
            {
                ofCore.Add(coreBytes);
                ofProcess.Add(processBytes);
            }
        }

        return Task.FromResult<IReadOnlyList<Row>>(
        [
            new Row("bytes_per_event", [.. ofCore.Zip(ofProcess, Math.Max)], "wall", "B"),
            new Row("bytes_per_event/core", ofCore, "wall", "B"),
            new Row("bytes_per_event/process", ofProcess, "wall", "B"),
        ]);
    }

    private static double BytesPerEvent(Simulator simulator)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        simulator.RunUntil(SimTime.Never, Events);
        return (double)(GC.GetAllocatedBytesForCurrentThread() - before) / Events;
    }
}
