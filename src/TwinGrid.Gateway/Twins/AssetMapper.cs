using System.Globalization;
using TwinGrid.Contracts.Twins;
using TwinGrid.Model.Samples;
using TwinGrid.V1;
using SignalType = TwinGrid.V1.SignalType;

namespace TwinGrid.Gateway.Twins;

/// <summary>Turns live states into answers: typed values, symbols, and the quality at the time of the read.</summary>
internal sealed class AssetMapper(TimeProvider clock)
{
    /// <summary>Now, for <see cref="Map"/>: read once an answer, so that one answer has one clock.</summary>
    public long NowNs => Nanoseconds.Now(clock);

    /// <summary>An asset without its position.</summary>
    public static Asset Map(AssetView view, SignalSelection selection, long nowNs)
    {
        var info = view.Info;
        var shape = TypeShape.Of(info.Type);
        var asset = new Asset
        {
            Name = info.Name,
            Type = info.Type.Id,
            DisplayName = info.DisplayName,
            Revision = view.Revision,
            Etag = EtagOf(info),
            ActiveAlarms = (uint)view.ActiveAlarms,
            Retired = info.IsRetired,
            State = StateOf(shape, view),
        };
        foreach (var (key, value) in info.Labels)
        {
            asset.Labels[key] = value;
        }

        foreach (var (key, value) in info.Parameters)
        {
            asset.Parameters[key] = value;
        }

        if (selection.IsNone)
        {
            return asset;
        }

        asset.Signals.Capacity = view.Count;
        for (var i = 0; i < view.Count; i++)
        {
            if (selection.IsAll || selection.Includes(shape.Signals[i].Id))
            {
                asset.Signals.Add(MapSignal(shape.Signals[i], in view.Signals[i], view.ProducerGone, nowNs));
            }
        }

        return asset;
    }

    /// <summary>One signal's state.</summary>
    public static SignalState MapSignal(SignalShape shape, in SignalView signal, bool producerGone, long nowNs)
    {
        var state = new SignalState
        {
            Signal = shape.Id,
            Type = shape.Type,
            Unit = shape.Unit,
            Quality = LiveQuality.At(nowNs, in signal, shape.Definition, producerGone),
            Samples = signal.Samples,
        };
        if (signal.TimeNs == long.MinValue)
        {
            return state;
        }

        state.SourceTime = signal.TimeNs;
        state.Value = MapValue(shape, signal.Value, signal.Text);
        if (shape.HasStatistics)
        {
            state.Statistics = new Statistics
            {
                Mean = signal.Mean,
                StandardDeviation = Math.Sqrt(signal.Variance),
                RatePerSecond = signal.RatePerSecond,
                UnchangedSince = signal.UnchangedSinceNs == long.MinValue ? 0 : signal.UnchangedSinceNs,
            };
        }

        return state;
    }

    /// <summary>A value by the signal's type; null when it is absent.</summary>
    public static Value? MapValue(SignalShape shape, double value, string? text)
    {
        if (shape.Type == SignalType.String)
        {
            return text is null ? null : new Value { Text = text };
        }

        if (double.IsNaN(value))
        {
            return null;
        }

        return shape.Type switch
        {
            SignalType.Integer => new Value { Integer = (long)value },
            SignalType.Boolean => new Value { Boolean = value != 0 },
            SignalType.Enumeration => new Value { Enumeration = new EnumerationValue { Number = (int)value, Symbol = shape.SymbolOf((int)value) } },
            _ => new Value { Number = value },
        };
    }

    /// <summary>Etag of the metadata.</summary>
    public static string EtagOf(AssetInfo info) => info.MetadataRevision.ToString(CultureInfo.InvariantCulture);

    // An enumeration number that the definition lacks is a state too: it is told by its number.
    private static string StateOf(TypeShape shape, AssetView view)
    {
        if (shape.StateIndex < 0 || shape.StateIndex >= view.Count)
        {
            return "";
        }

        ref readonly var signal = ref view.Signals[shape.StateIndex];
        if (signal.Text is { } text)
        {
            return text;
        }

        if (double.IsNaN(signal.Value) || signal.TimeNs == long.MinValue)
        {
            return "";
        }

        var symbol = shape.Signals[shape.StateIndex].SymbolOf((int)signal.Value);
        return symbol.Length > 0 ? symbol : ((int)signal.Value).ToString(CultureInfo.InvariantCulture);
    }
}
