using TwinGrid.Contracts.Twins;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.Watches;

/// <summary>What a watch told last of one signal.</summary>
internal struct ToldSignal
{
    private double value;
    private uint samples;
    private uint quality;
    private long timeNs;

    /// <summary>The state as told.</summary>
    public static ToldSignal Of(in SignalView view) =>
        new() { value = view.Value, samples = view.Samples, quality = view.Quality, timeNs = view.TimeNs };

    /// <summary>Whether the state now is worth telling: a new sample beyond the deadband, or another quality.</summary>
    public readonly bool IsOvertakenBy(in SignalView view, SignalDefinition definition)
    {
        if (view.Quality != quality)
        {
            return true;
        }

        // A sample that came late counts, but is not the current value: there is nothing to tell.
        if (view.Samples == samples || (view.TimeNs == timeNs && view.Value.Equals(value)))
        {
            return false;
        }

        return definition.Deadband <= 0 || definition.Type == SignalType.String || !(Math.Abs(view.Value - value) < definition.Deadband);
    }

    /// <summary>Samples that came since and are not told: all but the current one.</summary>
    public readonly ulong MissedUntil(in SignalView view)
    {
        var came = view.Samples - samples;
        return came > 0 ? came - 1 : 0;
    }
}
