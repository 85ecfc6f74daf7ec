using Microsoft.Extensions.Logging.Abstractions;
using TwinGrid.Benchmarks.Ingest;
using TwinGrid.Benchmarks.Measurement;
using TwinGrid.Grains.Partitions;
using TwinGrid.Model.Names;
using TwinGrid.Testing.Stores;

namespace TwinGrid.Benchmarks.Memory;

/// <summary>Heap that an idle live twin takes, its name included: a partition with a million assets of 8 signals, before and after, fully collected.</summary>
internal static class MemoryBenchmark
{
    private const int Twins = 1_000_000;

    public static async Task<int> RunAsync(BenchmarkOptions options, CancellationToken cancellationToken)
    {
        var values = new List<double>();
        // All of them stay alive: one that goes would be counted as heap that the next one gave back.
        var partitions = new List<Partition>();
        for (var repetition = 0; repetition < options.Repetitions; repetition++)
        {
            values.Add(await MeasureAsync(partitions, cancellationToken));
        }

        foreach (var partition in partitions)
        {
            await partition.DisposeAsync();
        }

        Report.Print($"Memory of {Twins:N0} idle twins", [new Row("bytes_per_twin", values, "wall", "B")], options.Json);
        return 0;
    }

    private static async Task<double> MeasureAsync(List<Partition> alive, CancellationToken cancellationToken)
    {
        var services = new PartitionServices(
            new MemoryLogStore(), new MemorySnapshotStore(), null, new PartitionOptions(), TimeProvider.System, NullLogger.Instance);
        var partition = await Partition.OpenAsync(new PartitionKey("bench", 0), services, cancellationToken);
        alive.Add(partition);
        var before = HeapBytes();
        await partition.ApplyDefinitionAsync(BenchPlant.Create(Twins), 1, cancellationToken);
        var used = HeapBytes() - before;
        return used / (double)Twins;
    }

    private static long HeapBytes()
    {
        for (var i = 0; i < 2; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
