using System.Text.Json;
using TwinGrid.Client.Ingest;

namespace TwinGrid.Client.Spool;

/// <summary>A producer's spool directory: whose it is, its series with their handles, and a set of files a lane.</summary>
internal sealed class ProducerSpool : IDisposable
{
    private readonly SpoolOptions options;
    private readonly TimeProvider clock;
    private readonly FileStream ownership;
    private readonly SpoolFile series;
    private readonly Lock gate = new();

    private ProducerSpool(SpoolOptions options, TimeProvider clock, FileStream ownership, SpoolFile series, IReadOnlyList<(SeriesDescription, uint)> known)
    {
        this.options = options;
        this.clock = clock;
        this.ownership = ownership;
        this.series = series;
        Series = known;
    }

    /// <summary>Series of earlier runs in the order of their handles, with the partition of each.</summary>
    public IReadOnlyList<(SeriesDescription Series, uint Partition)> Series { get; }

    /// <summary>Partitions that batches are held for.</summary>
    public IEnumerable<uint> Partitions => LaneSpool.Partitions(options.Directory);

    /// <summary>Takes the directory.</summary>
    /// <exception cref="SpoolException">Another process has it, or it is another producer's.</exception>
    public static ProducerSpool Open(SpoolOptions options, string plant, string producer, TimeProvider clock)
    {
        Directory.CreateDirectory(options.Directory);
        var ownership = Own(options.Directory);
        try
        {
            CheckIdentity(options.Directory, new Identity(plant, producer));
            var path = Path.Combine(options.Directory, "series.spool");
            var known = new List<(SeriesDescription, uint)>();
            var end = File.Exists(path) ? SpoolRecord.ReadAll(path, (_, payload) => Take(known, payload)) : 0;
            return new ProducerSpool(options, clock, ownership, new SpoolFile(path, end, options, clock), known);
        }
        catch
        {
            ownership.Dispose();
            throw;
        }
    }

    public (LaneSpool Spool, BatchLedger Ledger) OpenLane(uint partition, ulong newEpoch) => LaneSpool.Open(options, partition, newEpoch, clock);

    /// <summary>Notes a series, or where it has moved to. Forced to the disk: a batch without its series says nothing.</summary>
    public void Keep(int number, uint partition, SeriesDescription description)
    {
        lock (gate)
        {
            series.Append(SpoolRecord.Series(number, partition, description), force: options.Sync == SpoolSync.EveryBatch);
        }
    }

    public void Dispose()
    {
        series.Dispose();
        ownership.Dispose();
    }

    private static void Take(List<(SeriesDescription, uint)> known, ReadOnlyMemory<byte> payload)
    {
        var (number, partition, description) = SpoolRecord.ReadSeries(payload);
        if (number < known.Count)
        {
            known[number] = (description, partition);
        }
        else
        {
            known.Add((description, partition));
        }
    }

    private static FileStream Own(string directory)
    {
        try
        {
            return new FileStream(Path.Combine(directory, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error)
        {
            throw new SpoolException($"The spool {directory} is used by another process: {error.Message}", error);
        }
    }

    private static void CheckIdentity(string directory, Identity identity)
    {
        var path = Path.Combine(directory, "producer.json");
        if (!File.Exists(path))
        {
            File.WriteAllText(path, JsonSerializer.Serialize(identity));
        }
        else if (JsonSerializer.Deserialize<Identity>(File.ReadAllText(path)) is var owner && owner != identity)
        {
            throw new SpoolException($"The spool {directory} is that of producer {owner?.Producer} of plant {owner?.Plant}, not of {identity.Producer} of {identity.Plant}.");
        }
    }

    private sealed record Identity(string Plant, string Producer);
}
