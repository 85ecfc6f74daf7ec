using Orleans.Runtime;
using TwinGrid.Contracts.Definitions;
using TwinGrid.Contracts.Partitions;
using TwinGrid.Contracts.Scenarios;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Names;
using TwinGrid.Simulation.Hindcasts;

namespace TwinGrid.Grains.Hindcasts;

/// <summary>Reads what signals of a plant did, wherever their partitions are.</summary>
internal sealed class PlantObserver(IDefinitionCatalog definitions, IPartitionDirectory directory, IGrainFactory grains, PartitionObserver partitions)
{
    /// <summary>A figure for each signal; NaN for one that the plant does not have (any more).</summary>
    /// <exception cref="ObservationUnavailableException">A partition does not serve its history now.</exception>
    public async Task<IReadOnlyList<SignalFigure>> ObserveAsync(
        string plant, IReadOnlyList<ObservedSignal> signals, long fromNs, long untilNs, CancellationToken cancellationToken)
    {
        var definition = (await definitions.GetAsync(plant, version: 0, cancellationToken))?.Definition
            ?? throw new ObservationUnavailableException($"there is no plant '{plant}' any more");
        var partitionOf = PartitionsOf(definition);
        var figures = Enumerable.Repeat(new SignalFigure(double.NaN, 0, 0), signals.Count).ToArray();
        var groups = Enumerable.Range(0, signals.Count).Where(i => partitionOf.ContainsKey(signals[i].Asset)).GroupBy(i => partitionOf[signals[i].Asset]);
        await Task.WhenAll(groups.Select(async group =>
        {
            int[] members = [.. group];
            var request = new ObservationRequest([.. members.Select(i => Map(signals[i]))], fromNs, untilNs);
            var answer = await AskAsync(new PartitionKey(plant, group.Key), request, cancellationToken);
            for (var i = 0; i < members.Length; i++)
            {
                figures[members[i]] = new SignalFigure(answer[i].Value, answer[i].KnownShare, answer[i].Samples);
            }
        }));
        return figures;
    }

    private static Dictionary<string, int> PartitionsOf(PlantDefinition definition) => definition.Lines
        .SelectMany(line => line.Assets.SelectMany(assets => assets.EnumerateIds()).Select(id => KeyValuePair.Create(id, line.Partition)))
        .ToDictionary(StringComparer.Ordinal);

    private static SignalObservation Map(ObservedSignal signal) => new(signal.Asset, signal.Signal, signal.Take, [.. signal.Values], signal.HoldsSeconds);

    private async Task<IReadOnlyList<ObservedValue>> AskAsync(PartitionKey key, ObservationRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var answer = directory.TryGet(key, out var partition)
                ? await partitions.ObserveAsync(partition, key, request, cancellationToken)
                : await grains.GetGrain<IPartitionGrain>(key.ToString()).ObserveAsync(request, cancellationToken);
            return answer.Refusal is null ? answer.Figures : throw new ObservationUnavailableException(answer.Refusal);
        }
        catch (Exception exception) when (exception is TimeoutException or SiloUnavailableException or OrleansMessageRejectionException)
        {
            throw new ObservationUnavailableException(exception.Message);
        }
    }
}
