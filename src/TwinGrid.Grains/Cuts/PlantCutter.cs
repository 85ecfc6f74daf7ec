using Orleans.Runtime;
using TwinGrid.Contracts.Definitions;
using TwinGrid.Contracts.Partitions;
using TwinGrid.Contracts.Scenarios;
using TwinGrid.Contracts.Storage;
using TwinGrid.Model.Cuts;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Names;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.Cuts;

/// <summary>
/// Takes the cut of a plant: fixes one instant, has every partition that holds a wanted line cut at a position of its own, and puts the parts
/// together. Partitions of this process are asked directly, others through their grain.
/// </summary>
internal sealed class PlantCutter(
    IDefinitionCatalog definitions, IPartitionDirectory directory, IGrainFactory grains, PartitionCutter partitions, TimeProvider clock)
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(100);
    private const int Tries = 20;

    /// <summary>The cut.</summary>
    /// <exception cref="CutRefusedException">It can't be taken.</exception>
    public async Task<PlantCut> CutAsync(string plant, CutRequest request, CancellationToken cancellationToken)
    {
        var definition = (await definitions.GetAsync(plant, version: 0, cancellationToken))?.Definition
            ?? throw new CutRefusedException(CutRefusal.UnknownPlant, $"There is no plant '{plant}'.");
        var lines = LinesOf(definition, request.Lines);
        var now = Nanoseconds.Now(clock);
        if (request.PastNs > now)
        {
            throw new CutRefusedException(CutRefusal.NotPast, $"{Nanoseconds.ToDateTimeOffset(request.PastNs.Value):O} lies ahead: there is no history of it yet.");
        }

        for (var left = Tries; ; left--)
        {
            var wanted = new PartitionCutRequest(request.Lines, request.PastNs ?? Nanoseconds.Now(clock), request.PastNs is not null);
            var parts = await Task.WhenAll(lines.Select(line => line.Partition).Distinct().Select(
                number => CutPartAsync(new PartitionKey(plant, number), wanted, cancellationToken)));
            if (parts.All(part => part.DefinitionHash == parts[0].DefinitionHash))
            {
                return CutMerge.Merge(parts);
            }

            if (left == 1)
            {
                throw new CutRefusedException(CutRefusal.Unavailable, $"Another definition of plant '{plant}' is coming into force: its partitions do not agree yet.");
            }

            await Task.Delay(BetweenTries, clock, cancellationToken);
        }
    }

    private static List<LineDefinition> LinesOf(PlantDefinition definition, IReadOnlyList<string> wanted)
    {
        foreach (var line in wanted)
        {
            if (!definition.Lines.Any(known => known.Id == line))
            {
                var near = Suggestion.Nearest(line, definition.Lines.Select(known => known.Id));
                throw new CutRefusedException(
                    CutRefusal.UnknownLine, $"Plant '{definition.Id}' has no line '{line}'{(near is null ? "" : $"; did you mean '{near}'?")}");
            }
        }

        return [.. definition.Lines.Where(line => wanted.Count == 0 || wanted.Contains(line.Id))];
    }

    private async Task<PlantCut> CutPartAsync(PartitionKey key, PartitionCutRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return directory.TryGet(key, out var partition)
                ? await partitions.CutAsync(partition, request, cancellationToken)
                : await FetchAsync(key, request, cancellationToken);
        }
        catch (Exception exception) when (exception is PartitionUnavailableException or StoreFencedException or TimeoutException or SiloUnavailableException or OrleansMessageRejectionException)
        {
            throw new CutRefusedException(CutRefusal.Unavailable, exception.Message);
        }
    }

    private async Task<PlantCut> FetchAsync(PartitionKey key, PartitionCutRequest request, CancellationToken cancellationToken)
    {
        var packed = new MemoryStream();
        await foreach (var piece in grains.GetGrain<IPartitionGrain>(key.ToString()).CutAsync(request, cancellationToken).WithBatchSize(1))
        {
            packed.Write(piece.Refusal is null ? piece.Data : throw new CutRefusedException(CutRefusal.Unavailable, piece.Refusal));
        }

        return CutEncoding.Read(CutPacking.Unpack(packed.GetBuffer().AsSpan(0, (int)packed.Length)));
    }
}
