using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using TwinGrid.Gateway.Errors;

namespace TwinGrid.Gateway.Ingest.Quotas;

/// <summary>Quotas of the process and of its plants. Only plants that exist get an entry.</summary>
internal sealed class IngestQuotas(IOptions<IngestOptions> options, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, PlantQuota> plants = new(StringComparer.Ordinal);
    private int streams;

    /// <summary>Bytes in flight over all streams.</summary>
    public InFlightBudget InFlight { get; } = new(options.Value.InFlightBytes);

    public PlantQuota Of(string plant) => plants.GetOrAdd(plant, static (id, clock) => new PlantQuota(id, clock), clock);

    /// <summary>Takes a stream of the process, before anything is known of it.</summary>
    public void OpenStream()
    {
        if (Interlocked.Increment(ref streams) > options.Value.MaxStreams)
        {
            Interlocked.Decrement(ref streams);
            throw Refusal.Busy($"{options.Value.MaxStreams} ingest streams are open, as many as this server takes.");
        }
    }

    public void CloseStream() => Interlocked.Decrement(ref streams);
}
