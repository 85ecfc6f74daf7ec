using TwinGrid.Model.Cuts;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;
using TwinGrid.Model.Scenarios;

namespace TwinGrid.Simulation.LiveStart;

/// <summary>What a cut says of one asset's signals, and what must be said about the data.</summary>
/// <param name="cut">The cut.</param>
/// <param name="asset">The asset in it.</param>
/// <param name="type">Its type.</param>
/// <param name="start">From what age on a value is stale.</param>
/// <param name="findings">Takes note of data that is stale or bad.</param>
internal sealed class SignalReading(PlantCut cut, CutAsset asset, AssetTypeDefinition type, StartDefinition start, LiveFindings findings)
{
    /// <summary>A signal's state; null when it has no usable value, which is noted.</summary>
    public CutSignal? Find(SignalDefinition signal)
    {
        if (asset.Find(signal.Id) is not { } state || state.TimeNs == long.MinValue)
        {
            findings.Missing(asset.Id, signal.Id);
            return null;
        }

        if (Quality.IsBad(state.Quality) || (signal.Type != SignalType.String && !double.IsFinite(state.Value)))
        {
            findings.Bad(asset.Id, signal.Id, state.Quality);
            return null;
        }

        if (IsStale(signal, state))
        {
            findings.Stale(asset.Id, signal.Id, state.AgeSeconds(cut.AtNs));
        }

        return state;
    }

    /// <summary>A signal of the type.</summary>
    public SignalDefinition Definition(string signal) => type.Signals.First(one => one.Id == signal);

    /// <summary>Value of a signal or parameter, in its own unit; NaN when there is none. Nothing is noted.</summary>
    public double Value(string name)
    {
        if (asset.Find(name) is { } signal)
        {
            return signal.TimeNs == long.MinValue || Quality.IsBad(signal.Quality) ? double.NaN : signal.Value;
        }

        var at = asset.Type.Parameters.IndexOf(name);
        return at < 0 ? double.NaN : asset.Parameters[at];
    }

    /// <summary>An input of an expression, in its own unit, and how far it may have drifted since; NaN when it has no usable value. Of a signal that is noted, and stale data too.</summary>
    /// <param name="name">A signal or a parameter of the type.</param>
    public (double Value, double StandardDeviation) Input(string name)
    {
        if (type.Signals.FirstOrDefault(one => one.Id == name) is not { } signal)
        {
            return (Value(name), 0);
        }

        return Find(signal) is { } state ? (state.Value, DriftSince(signal, state)) : (double.NaN, 0);
    }

    /// <summary>What a signal counts, and how well that is known; NaN when it is not known or too old to put other values right by, which is noted.</summary>
    public (double Value, double StandardDeviation) Count(string name)
    {
        var signal = Definition(name);
        if (double.IsNaN(Value(name)) || asset.Find(name) is not { } state)
        {
            return (double.NaN, 0);
        }

        if (!IsStale(signal, state))
        {
            return (state.Value, DriftSince(signal, state));
        }

        findings.TooOld(asset.Id, name, state.AgeSeconds(cut.AtNs));
        return (double.NaN, 0);
    }

    /// <summary>Time since a signal last changed, s; NaN when it is not known. Data that is bad or stale is noted: a change may have been missed.</summary>
    public double SinceChange(string signal)
    {
        if (Find(Definition(signal)) is not { } state)
        {
            return double.NaN;
        }

        var sinceNs = state.UnchangedSinceNs != long.MinValue ? state.UnchangedSinceNs
            : asset.Production is not { } production || type.Production is not { } defined ? long.MinValue
            : defined.StateSignal == signal ? production.PhaseSinceNs
            : defined.GoodCounter == signal || defined.RejectCounter == signal ? production.LastUnitNs
            : long.MinValue;
        return CutTime.Seconds(sinceNs, cut.AtNs);
    }

    /// <summary>How long the part in work has been in work, s: the time in the state, or since a unit was last finished when that is less.</summary>
    public double InWork() => asset.Production is not { } production ? double.NaN
        : production.State == StateClass.Running && production.LastUnitNs != long.MinValue
            ? Math.Min(production.PhaseSeconds(cut.AtNs), production.SecondsSinceLastUnit(cut.AtNs))
            : production.PhaseSeconds(cut.AtNs);

    /// <summary>Running time since the asset was last down, s; NaN when it is not known.</summary>
    public double Age() => asset.Production?.RunningSecondsSinceDown ?? double.NaN;

    /// <summary>
    /// Standard deviation of what a signal is now, given what it last was, in its unit. Its running statistics are read as those of a first-order process with their time
    /// constant tau: after an age a, its variance given the last value is s2 (1 - exp(-2 a / tau)) (Ornstein and Uhlenbeck, Phys. Rev. 36, 1930). 0 where none are kept.
    /// </summary>
    public double DriftSince(SignalDefinition signal, in CutSignal state)
    {
        if (signal.StatisticsOver is not { TotalSeconds: > 0 and var tau } || !(state.Variance > 0))
        {
            return 0;
        }

        return Math.Sqrt(state.Variance * (1 - Math.Exp(-2 * state.AgeSeconds(cut.AtNs) / tau)));
    }

    private bool IsStale(SignalDefinition signal, in CutSignal state)
    {
        var after = start.StaleAfter ?? signal.StaleAfter;
        return state.Quality == Quality.UncertainLastUsableValue || (after is { } most && state.AgeSeconds(cut.AtNs) > most.TotalSeconds);
    }
}
