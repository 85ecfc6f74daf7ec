using System.Buffers;
using System.IO.Hashing;
using Google.Protobuf;
using Microsoft.Extensions.Hosting;
using TwinGrid.Contracts.Ingest;
using TwinGrid.Contracts.Partitions;
using TwinGrid.Gateway.Errors;
using TwinGrid.Gateway.Hosting;
using TwinGrid.Gateway.Ingest.Quotas;
using TwinGrid.Gateway.Requests;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Names;
using TwinGrid.V1;

namespace TwinGrid.Gateway.Ingest.Publishing;

/// <summary>
/// Serves <c>Publish</c>. Numbered calls use the producer's own lane. Calls with seq 0 use a lane that only this server writes, named after the
/// producer with <see cref="LaneSuffix"/>: its numbers go on from its high-water mark, also after a restart.
/// </summary>
internal sealed class Publisher(
    PartitionFinder finder,
    IPartitionDirectory directory,
    PublishLanes lanes,
    RequestWindow<PublishResponse> window,
    IngestQuotas quotas,
    IngestMetrics metrics,
    ServerLifecycle lifecycle,
    IHostApplicationLifetime lifetime)
{
    /// <summary>Ends the names of lanes that the server numbers.</summary>
    public const string LaneSuffix = ".publish";

    private static readonly QuotaDefinition NoBounds = new();
    private static readonly int MaxProducerLength = Identifier.MaxLength - LaneSuffix.Length;

    /// <summary>Commits the samples and tells what became of each.</summary>
    public async Task<PublishResponse> PublishAsync(PublishRequest request, CancellationToken cancellationToken)
    {
        if (lifecycle.Draining.IsCancellationRequested)
        {
            throw Refusal.Draining("The server is about to stop; try again.");
        }

        var plant = PartitionFinder.PlantId(request.Plant);
        if (!Identifier.IsValid(request.Producer) || request.Producer.Length > MaxProducerLength)
        {
            throw Refusal.InvalidName("producer", request.Producer, $"{Identifier.Rule}, here at most {MaxProducerLength}");
        }

        if (request.Samples.Count is 0 or > IngestLimits.MaxBatchSamples)
        {
            throw Refusal.InvalidArgument("samples", $"{request.Samples.Count} samples; 1 to {IngestLimits.MaxBatchSamples} are taken.");
        }

        var home = await finder.GetAsync(plant, 0, cancellationToken);
        var hash = HashOf(request, out var bytes);

        // It runs to its end also when this caller leaves: another call may wait for the same request id.
        var answer = window.RunOnce($"{plant}\n{request.Producer}", request.RequestId, hash, () => RunAsync(request, home, hash, bytes, lifetime.ApplicationStopped));
        return await answer.WaitAsync(cancellationToken);
    }

    private async Task<PublishResponse> RunAsync(PublishRequest request, IPartition home, ulong hash, int bytes, CancellationToken cancellationToken)
    {
        quotas.Of(home.Key.Plant).Take(home.Definition?.Quotas ?? NoBounds, request.Samples.Count, bytes, TimeSpan.Zero);
        var parts = Split(request, home);
        if (parts.Count > 1 && request.Seq != 0)
        {
            throw Refusal.InvalidArgument("samples", $"they go to {parts.Count} partitions; a numbered call goes to one, since each partition numbers by itself.");
        }

        await quotas.InFlight.AcquireAsync(bytes, cancellationToken);
        metrics.Received(bytes);
        try
        {
            var answer = new PublishAnswer();
            foreach (var part in parts)
            {
                await CommitAsync(request, part, hash, bytes, answer, cancellationToken);
            }

            return answer.ToResponse();
        }
        finally
        {
            metrics.Left(bytes);
            quotas.InFlight.Release(bytes);
        }
    }

    /// <summary>Samples by partition. Names that nobody knows stay with the home partition, which counts them.</summary>
    private List<PublishColumns> Split(PublishRequest request, IPartition home)
    {
        var parts = new List<PublishColumns>();
        for (var i = 0; i < request.Samples.Count; i++)
        {
            var sample = request.Samples[i];
            var partition = home;
            var binding = home.Resolve(sample.Asset, sample.Signal);
            if (binding.Code == RejectionCode.WrongPartition && directory.TryGet(home.Key with { Number = binding.Partition }, out var other))
            {
                partition = other;
                binding = other.Resolve(sample.Asset, sample.Signal);
            }

            var part = parts.Find(candidate => ReferenceEquals(candidate.Partition, partition));
            if (part is null)
            {
                part = new PublishColumns(partition);
                parts.Add(part);
            }

            part.Add(i, sample, binding);
        }

        return parts;
    }

    private async Task CommitAsync(
        PublishRequest request, PublishColumns part, ulong hash, int bytes, PublishAnswer answer, CancellationToken cancellationToken)
    {
        var (producer, epoch) = request.Seq == 0 ? (request.Producer + LaneSuffix, Math.Max(1, request.Epoch)) : (request.Producer, request.Epoch);
        var lane = await lanes.GetAsync(part.Partition, producer, epoch, cancellationToken);
        if (WireCodes.Of(request.Durability) is { } asked && asked < lane.Durability)
        {
            throw new LaneEndedException(LaneEnd.DurabilityUnavailable, $"The store keeps {lane.Durability}; {asked} was asked for.");
        }

        var (seq, decision) = await lane.PublishAsync(part.ToBatch(request.Seq, hash, bytes), cancellationToken);
        answer.Add(part, decision.Of(seq), decision.CommitIndex, lane.Durability);
    }

    private static ulong HashOf(PublishRequest request, out int bytes)
    {
        var buffer = new ArrayBufferWriter<byte>();
        foreach (var sample in request.Samples)
        {
            sample.WriteTo(buffer);
        }

        bytes = buffer.WrittenCount;
        return XxHash3.HashToUInt64(buffer.WrittenSpan);
    }
}
