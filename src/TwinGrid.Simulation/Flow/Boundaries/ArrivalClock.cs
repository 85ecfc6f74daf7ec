using TwinGrid.Model.Time;
using TwinGrid.Simulation.Kernel;

namespace TwinGrid.Simulation.Flow.Boundaries;

/// <summary>Waits for the next arrival in operational time: the faster arrivals come, the faster it passes. The rate may change while it waits.</summary>
/// <param name="simulator">The replication's simulator.</param>
/// <param name="owner">Gets the event.</param>
/// <param name="kind">Its kind.</param>
/// <param name="profile">Factor on the rate over time; null = 1.</param>
/// <param name="rate">Further factor.</param>
/// <param name="offset">Where in the profile's period the replication begins, s.</param>
internal sealed class ArrivalClock(Simulator simulator, IEventTarget owner, int kind, RateProfile? profile, double rate, double offset)
{
    private EventHandle next;
    private double left;
    private SimTime since;
    private bool isWaiting;

    /// <summary>Waits so much operational time, s.</summary>
    public void Wait(double amount)
    {
        isWaiting = true;
        left = amount;
        Schedule();
    }

    /// <summary>The event has come.</summary>
    public void Stop() => isWaiting = false;

    /// <summary>Another factor from now on; what has passed has passed.</summary>
    public void SetRate(double value)
    {
        if (isWaiting)
        {
            simulator.Cancel(next);
            left = Math.Max(0, left - Passed());
        }

        rate = value;
        if (isWaiting)
        {
            Schedule();
        }
    }

    private double Passed()
    {
        var (from, to) = (simulator.Clock.Seconds(since), simulator.NowSeconds);
        return rate * (profile?.Integral(offset + from, offset + to) ?? (to - from));
    }

    private void Schedule()
    {
        since = simulator.Now;
        next = default;
        if (rate <= 0)
        {
            return;
        }

        var delay = profile is null
            ? simulator.Clock.Duration(left / rate)
            : simulator.Clock.Time(profile.After(offset + simulator.NowSeconds, left / rate) - offset) - simulator.Now;
        next = simulator.Schedule(delay < SimDuration.Zero ? SimDuration.Zero : delay, owner, kind);
    }
}
