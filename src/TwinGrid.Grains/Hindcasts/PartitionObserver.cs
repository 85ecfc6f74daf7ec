using System.Collections.Immutable;
using TwinGrid.Contracts.History;
using TwinGrid.Contracts.Ingest;
using TwinGrid.Contracts.Partitions;
using TwinGrid.Contracts.Scenarios;
using TwinGrid.Contracts.Storage;
using TwinGrid.Model.Names;
using TwinGrid.Model.Samples;
using TwinGrid.Simulation.Hindcasts;

namespace TwinGrid.Grains.Hindcasts;

/// <summary>Reads out of the history of partitions of this process what signals did.</summary>
internal sealed class PartitionObserver(IHistoryReader history)
{
    /// <summary>The figures; what goes wrong travels as a text, since exceptions do not travel whole.</summary>
    /// <param name="partition">Null = it is not open.</param>
    /// <param name="key">Which.</param>
    /// <param name="request">What is wanted.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public async Task<ObservationAnswer> ObserveAsync(IPartition? partition, PartitionKey key, ObservationRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var open = partition ?? throw new PartitionUnavailableException(key, "it is not open");
            var figures = new List<ObservedValue>(request.Signals.Count);
            foreach (var signal in request.Signals)
            {
                figures.Add(await ObserveAsync(open, signal, request, cancellationToken));
            }

            return new ObservationAnswer(figures, null);
        }
        catch (Exception exception) when (exception is PartitionUnavailableException or StoreFencedException or TimeoutException)
        {
            return new ObservationAnswer([], exception.Message);
        }
    }

    private async Task<ObservedValue> ObserveAsync(IPartition partition, SignalObservation signal, ObservationRequest request, CancellationToken cancellationToken)
    {
        var binding = partition.Resolve(signal.Asset, signal.Signal);
        if (binding.Code != RejectionCode.None)
        {
            return new ObservedValue(double.NaN, 0, 0);
        }

        var (before, beforeSeconds) = (double.NaN, 0.0);
        await foreach (var piece in history.ReadAsync(partition.Key, binding.Series, new HistoryQuery { AtNs = [request.FromNs - 1] }, cancellationToken))
        {
            if (piece.CommitIndexes[0] != 0)
            {
                (before, beforeSeconds) = (Usable(piece.Values[0], piece.Qualities[0]), Seconds(piece.Times[0], request.FromNs));
            }
        }

        var wanted = new ObservedSignal(signal.Asset, signal.Signal, signal.Take, [.. signal.Values], signal.HoldsSeconds);
        var observer = new SignalObserver(wanted, Seconds(request.UntilNs, request.FromNs), before, beforeSeconds);
        var range = new HistoryQuery { FromNs = request.FromNs, ToNs = request.UntilNs };
        await foreach (var piece in history.ReadAsync(partition.Key, binding.Series, range, cancellationToken))
        {
            for (var i = 0; i < piece.Times.Count; i++)
            {
                observer.Take(Seconds(piece.Times[i], request.FromNs), Usable(piece.Values[i], piece.Qualities[i]));
            }
        }

        var figure = observer.Finish();
        return new ObservedValue(figure.Value, figure.KnownShare, figure.Samples);
    }

    private static double Usable(double value, uint quality) => Quality.IsBad(quality) || !double.IsFinite(value) ? double.NaN : value;

    private static double Seconds(long ns, long fromNs) => (ns - fromNs) / (double)Nanoseconds.PerSecond;
}
