using TwinGrid.Model.Scenarios;

namespace TwinGrid.Simulation.Hindcasts;

/// <summary>
/// Takes a figure of a signal's samples in order of time. A value holds until the next, at the most as long as the signal's values do; after a bad one nothing is known until the
/// next good one.
/// </summary>
public sealed class SignalObserver
{
    private readonly ObservedSignal wanted;
    private readonly double lengthSeconds;
    private double time;
    private double held;
    private double holdsUntil;
    private double counter;
    private double known;
    private double integral;
    private double inValues;
    private double increase;
    private double smallest = double.PositiveInfinity;
    private double largest = double.NegativeInfinity;
    private long samples;

    /// <summary>Observes a stretch that begins at 0 s.</summary>
    /// <param name="wanted">What is wanted.</param>
    /// <param name="lengthSeconds">Its length, s, above 0.</param>
    /// <param name="before">Value of the last sample before it; NaN = there is none, or it is bad.</param>
    /// <param name="beforeSeconds">Time of that sample, s, 0 or less.</param>
    public SignalObserver(ObservedSignal wanted, double lengthSeconds, double before, double beforeSeconds)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(lengthSeconds);
        this.wanted = wanted;
        this.lengthSeconds = lengthSeconds;
        held = counter = before;
        holdsUntil = beforeSeconds + wanted.HoldsSeconds;
        if (holdsUntil > 0)
        {
            Bound(before);
        }
    }

    /// <summary>Takes the next sample.</summary>
    /// <param name="seconds">Its time, s, from 0 on and not before the one before.</param>
    /// <param name="value">Its value; NaN for a bad one.</param>
    public void Take(double seconds, double value)
    {
        Hold(seconds);
        (held, holdsUntil) = (value, seconds + wanted.HoldsSeconds);
        if (double.IsNaN(value))
        {
            return;
        }

        samples++;
        Bound(value);

        // A counter that fell has begun anew from 0.
        increase += double.IsNaN(counter) ? 0 : value >= counter ? value - counter : Math.Max(0, value);
        counter = value;
    }

    /// <summary>The figure.</summary>
    public SignalFigure Finish()
    {
        Hold(lengthSeconds);
        var value = wanted.Take switch
        {
            ObservedFigure.Increase => double.IsNaN(counter) ? double.NaN : increase,
            ObservedFigure.Rate => double.IsNaN(counter) ? double.NaN : increase / lengthSeconds,
            ObservedFigure.Mean => integral / known,
            ObservedFigure.Total => known > 0 ? integral : double.NaN,
            ObservedFigure.Last => held,
            ObservedFigure.Minimum => double.IsFinite(smallest) ? smallest : double.NaN,
            ObservedFigure.Maximum => double.IsFinite(largest) ? largest : double.NaN,
            ObservedFigure.Share => inValues / known,
            var other => throw new InvalidOperationException($"{other} is no figure."),
        };
        return new SignalFigure(value, known / lengthSeconds, samples);
    }

    private void Bound(double value)
    {
        if (!double.IsNaN(value))
        {
            (smallest, largest) = (Math.Min(smallest, value), Math.Max(largest, value));
        }
    }

    private void Hold(double until)
    {
        var end = Math.Min(until, holdsUntil);
        if (!double.IsNaN(held) && end > time)
        {
            known += end - time;
            integral += held * (end - time);
            inValues += wanted.Values.Contains(held) ? end - time : 0;
        }

        time = Math.Max(time, until);
    }
}
