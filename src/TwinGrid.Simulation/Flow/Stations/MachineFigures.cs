using TwinGrid.Model.Time;
using TwinGrid.Simulation.Monitors;

namespace TwinGrid.Simulation.Flow.Stations;

/// <summary>What is observed of a machine.</summary>
internal sealed class MachineFigures
{
    private readonly PhaseLedger ledger;
    private readonly PhaseMonitor power;
    private readonly PhaseMonitor working;

    public MachineFigures(SimClock clock, MachineSettings settings, Func<ComponentMonitor, ComponentMonitor> observe)
    {
        ledger = new PhaseLedger(clock, MachinePhases.Count);
        for (var phase = 0; phase < MachinePhases.Count; phase++)
        {
            observe(Share(MachinePhases.Names[phase], p => p == phase));
        }

        observe(Share("availability", p => p is not ((int)MachinePhase.Down or (int)MachinePhase.Maintenance)));
        working = new PhaseMonitor("working", "1", ledger, Values(p => p == (int)MachinePhase.Processing), isSum: true);
        var failed = new PhaseMonitor("failed", "1", ledger, Values(p => p == (int)MachinePhase.Down), isSum: true);
        power = new PhaseMonitor("power", "W", ledger, settings.PowerWatts, isSum: true);
        Done = new CounterMonitor("throughput", "1", clock);
        Good = new CounterMonitor("good", "1", clock);
        Defects = new CounterMonitor("defects", "1", clock);
        Scrap = new CounterMonitor("scrap", "1", clock);
        Failures = new CounterMonitor("failures", "1", clock);
        DownTime = new TallyMonitor("downTime", "s");
        foreach (var monitor in (ComponentMonitor[])[working, failed, power, Done, Good, Defects, Scrap, Failures, DownTime])
        {
            observe(monitor);
        }
    }

    public CounterMonitor Done { get; }

    public CounterMonitor Good { get; }

    public CounterMonitor Defects { get; }

    public CounterMonitor Scrap { get; }

    public CounterMonitor Failures { get; }

    public TallyMonitor DownTime { get; }

    /// <summary>Servers at work now.</summary>
    public double Working => working.Present();

    /// <summary>Electric power now, W.</summary>
    public double PowerWatts => power.Present();

    /// <summary>The phase of the first server.</summary>
    public int FirstPhase => ledger.PhaseOf(0);

    /// <summary>How many servers are counted.</summary>
    public void Resize(SimTime now, int servers)
    {
        while (ledger.Servers < servers)
        {
            ledger.Add(now, (int)MachinePhase.Starved);
        }

        while (ledger.Servers > servers)
        {
            ledger.Remove(now);
        }
    }

    /// <summary>A server is in a phase from now on. False when it was before.</summary>
    public bool Enter(int server, SimTime now, MachinePhase phase)
    {
        if (ledger.PhaseOf(server) == (int)phase)
        {
            return false;
        }

        ledger.Enter(server, now, (int)phase);
        return true;
    }

    private PhaseMonitor Share(string name, Func<int, bool> counts) => new(name, "1", ledger, Values(counts), isSum: false);

    private static double[] Values(Func<int, bool> counts) => [.. Enumerable.Range(0, MachinePhases.Count).Select(p => counts(p) ? 1.0 : 0.0)];
}
