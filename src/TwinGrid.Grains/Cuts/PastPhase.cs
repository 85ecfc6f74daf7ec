using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.Cuts;

/// <summary>What an asset's state did before an instant; walks the state signal's samples backwards, newest first.</summary>
internal sealed class PastPhase(IReadOnlyDictionary<int, StateClass> classes, long atNs)
{
    private double value = double.NaN;
    private long laterNs = atNs;
    private double running;
    private bool isPhaseKnown;

    /// <summary>An asset that nothing is known of.</summary>
    public static PastPhase Unknown => new(new Dictionary<int, StateClass>(), 0);

    /// <summary>Its state at the instant.</summary>
    public StateClass State { get; private set; }

    /// <summary>Since when the signal has its value, as far back as was walked; long.MinValue = it has none.</summary>
    public long SinceNs { get; private set; } = long.MinValue;

    /// <summary>Running time between the last time that it was down and the instant, s; NaN = it was not down as far back as was walked.</summary>
    public double RunningSecondsSinceDown { get; private set; } = double.NaN;

    /// <summary>Takes an older sample in; false when no older one can say more.</summary>
    public bool Take(long timeNs, double sample, uint quality)
    {
        var usable = !Quality.IsBad(quality) && double.IsFinite(sample);
        var now = usable ? sample : double.NaN;
        var state = usable && sample is >= int.MinValue and <= int.MaxValue ? classes.GetValueOrDefault((int)sample) : StateClass.Unknown;
        if (SinceNs == long.MinValue)
        {
            (State, value) = (state, now);
        }

        isPhaseKnown |= !now.Equals(value);
        SinceNs = isPhaseKnown ? SinceNs : timeNs;
        if (state == StateClass.Down)
        {
            RunningSecondsSinceDown = double.IsNaN(RunningSecondsSinceDown) ? running : RunningSecondsSinceDown;
        }

        running += state == StateClass.Running ? (laterNs - timeNs) / (double)Nanoseconds.PerSecond : 0;
        laterNs = timeNs;
        return !isPhaseKnown || double.IsNaN(RunningSecondsSinceDown);
    }
}
