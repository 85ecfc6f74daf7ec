using System.Runtime.CompilerServices;
using TwinGrid.Contracts.History;
using TwinGrid.Contracts.Ingest;
using TwinGrid.Contracts.Partitions;
using TwinGrid.Contracts.Twins;
using TwinGrid.Grains.LiveTable;
using TwinGrid.Model.Cuts;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.Cuts;

/// <summary>History of one asset's signals before an instant, as of a commit.</summary>
internal sealed class PastSeries(IHistoryReader history, IPartition partition, AssetInfo asset, long atNs, ulong asOfIndex)
{
    /// <summary>How many samples back a phase or a unit is looked for.</summary>
    private const int SamplesBack = 8_192;

    /// <summary>Time constants that running statistics go back: what lies before weighs less than 1 in 10 000.</summary>
    private const int TimeConstantsBack = 10;

    /// <summary>A signal's state at the instant.</summary>
    public async Task<CutSignal> ReadAsync(SignalDefinition signal, CancellationToken cancellationToken)
    {
        var view = new SignalView { Value = double.NaN, TimeNs = long.MinValue };
        string? text = null;
        await foreach (var piece in QueryAsync(signal.Id, new HistoryQuery { AtNs = [atNs], AsOfIndex = asOfIndex }, cancellationToken))
        {
            // The commit index is 0 where there is no sample.
            if (piece.CommitIndexes[0] != 0)
            {
                (view.Value, view.TimeNs, view.Quality) = (piece.Values[0], piece.Times[0], piece.Qualities[0]);
                text = signal.Type == SignalType.String && piece.Texts.Count > 0 ? piece.Texts[0] : null;
            }
        }

        var statistics = view.TimeNs != long.MinValue && signal.StatisticsOver is { } over ? await ReadStatisticsAsync(signal.Id, over, cancellationToken) : SignalMonitor.Empty;
        return new CutSignal(
            view.Value, text, view.TimeNs, LiveQuality.At(atNs, view, signal, producerGone: false), statistics.Mean, statistics.Variance, long.MinValue);
    }

    /// <summary>What the state signal says of the phase at the instant.</summary>
    public async Task<PastPhase> ReadPhaseAsync(SignalDefinition signal, ProductionDefinition production, CancellationToken cancellationToken)
    {
        var classes = signal.Symbols.Where(symbol => production.StateClasses.ContainsKey(symbol.Symbol))
            .ToDictionary(symbol => symbol.Number, symbol => production.StateClasses[symbol.Symbol]);
        var phase = new PastPhase(classes, atNs);
        await foreach (var (timeNs, value, quality) in ReadBackAsync(signal.Id, cancellationToken))
        {
            if (!phase.Take(timeNs, value, quality))
            {
                break;
            }
        }

        return phase;
    }

    /// <summary>Source time at which a counter last rose; long.MinValue = not as far back as was looked.</summary>
    public async Task<long> ReadLastRiseAsync(string counter, CancellationToken cancellationToken)
    {
        var (laterNs, later) = (long.MinValue, double.NaN);
        await foreach (var (timeNs, value, quality) in ReadBackAsync(counter, cancellationToken))
        {
            if (Quality.IsBad(quality) || !double.IsFinite(value))
            {
                continue;
            }

            // One that fell has restarted from 0.
            if (later > value || (later < value && later > 0))
            {
                return laterNs;
            }

            (laterNs, later) = (timeNs, value);
        }

        return long.MinValue;
    }

    private async Task<SignalMonitor> ReadStatisticsAsync(string signal, TimeSpan over, CancellationToken cancellationToken)
    {
        var monitor = SignalMonitor.Empty;
        var before = SignalCell.Empty;
        var query = new HistoryQuery { FromNs = atNs - (TimeConstantsBack * Nanoseconds.From(over)), ToNs = atNs + 1, AsOfIndex = asOfIndex };
        await foreach (var piece in QueryAsync(signal, query, cancellationToken))
        {
            for (var i = 0; i < piece.Times.Count; i++)
            {
                monitor.Add(before, piece.Times[i], piece.Values[i], over.TotalSeconds);
                (before.TimeNs, before.Value) = (piece.Times[i], piece.Values[i]);
            }
        }

        return monitor;
    }

    private async IAsyncEnumerable<(long TimeNs, double Value, uint Quality)> ReadBackAsync(
        string signal, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var query = new HistoryQuery { ToNs = atNs + 1, Descending = true, Limit = SamplesBack, AsOfIndex = asOfIndex };
        await foreach (var piece in QueryAsync(signal, query, cancellationToken))
        {
            for (var i = 0; i < piece.Times.Count; i++)
            {
                yield return (piece.Times[i], piece.Values[i], piece.Qualities[i]);
            }
        }
    }

    private IAsyncEnumerable<HistoryPiece> QueryAsync(string signal, HistoryQuery query, CancellationToken cancellationToken)
    {
        // Gone when another definition came into force meanwhile: then nothing is known of it.
        var binding = partition.Resolve(asset.Id, signal);
        return binding.Code == RejectionCode.None
            ? history.ReadAsync(partition.Key, binding.Series, query, cancellationToken)
            : AsyncEnumerable.Empty<HistoryPiece>();
    }
}
