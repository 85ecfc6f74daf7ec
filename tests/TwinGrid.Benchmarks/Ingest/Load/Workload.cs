using TwinGrid.V1;

namespace TwinGrid.Benchmarks.Ingest.Load;

/// <summary>What the producers of one measurement send.</summary>
/// <param name="Name">For tables.</param>
/// <param name="Assets">Assets that are sent to, in turn or at random.</param>
/// <param name="Signals">Signals of each asset that are sent.</param>
/// <param name="RunLength">Samples of a series that follow each other in a batch.</param>
/// <param name="BatchSamples">Samples of a batch.</param>
/// <param name="IsRandom">Assets in random order, so that hardly one is in a cache.</param>
internal sealed record Workload(string Name, int Assets, int Signals, int RunLength, int BatchSamples, bool IsRandom)
{
    private const int Templates = 512;

    /// <summary>1 000 samples a message: 50 assets, 2 signals each, 10 samples a signal; 10 000 assets.</summary>
    public static readonly Workload Standard = new("standard", 10_000, 2, 10, 1000, false);

    /// <summary>Series of one of several producers, with their handles.</summary>
    public IEnumerable<SeriesDeclaration> Series(int producer, int producers)
    {
        var (first, count) = Share(producer, producers);
        for (var i = 0; i < count; i++)
        {
            for (var signal = 0; signal < Signals; signal++)
            {
                yield return new SeriesDeclaration { Handle = (uint)((i * Signals) + signal), Asset = BenchPlant.AssetId(first + i), Signal = BenchPlant.SignalId(signal) };
            }
        }
    }

    /// <summary>Batches that one producer sends in turn.</summary>
    public BatchTemplate[] Encode(int producer, int producers)
    {
        var random = new Random(producer + 1);
        var (_, count) = Share(producer, producers);
        var runs = BatchSamples / RunLength;
        var next = 0;
        var templates = new BatchTemplate[Math.Clamp(count * Signals / runs, 1, Templates)];
        for (var t = 0; t < templates.Length; t++)
        {
            var handles = new uint[runs];
            for (var k = 0; k < runs; k++, next++)
            {
                var asset = IsRandom ? random.Next(count) : next / Signals % count;
                handles[k] = (uint)((asset * Signals) + (next % Signals));
            }

            templates[t] = new BatchTemplate(handles, RunLength);
        }

        return templates;
    }

    private (int First, int Count) Share(int producer, int producers) => (Assets / producers * producer, Assets / producers);
}
