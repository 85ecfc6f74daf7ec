using TwinGrid.Model.Time;
using TwinGrid.Simulation.Monitors;

namespace TwinGrid.Simulation.Agents.Operators;

/// <summary>How long people have been exposed to something: each second counts as often as people are exposed.</summary>
/// <param name="clock">What a tick is.</param>
/// <param name="entries">How often people got into it.</param>
internal sealed class ExposureAccount(SimClock clock, CounterMonitor entries)
{
    private SimTime counted;
    private long ticks;
    private int exposed;

    /// <summary>Exposure so far, s.</summary>
    public double Seconds(SimTime now) => clock.Seconds(new SimDuration(ticks + (exposed * (now - counted).Ticks)));

    /// <summary>People get into it.</summary>
    public void Enter(SimTime now, int people)
    {
        Change(now, people);
        entries.Add(people);
    }

    /// <summary>People get out of it.</summary>
    public void Leave(SimTime now, int people) => Change(now, -people);

    private void Change(SimTime now, int people)
    {
        ticks += exposed * (now - counted).Ticks;
        (counted, exposed) = (now, exposed + people);
    }
}
