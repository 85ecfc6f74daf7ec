using TwinGrid.Model.Time;

namespace TwinGrid.Simulation.Flow.Stations;

/// <summary>Time that servers have spent in each phase, in whole ticks, so that the shares of the phases add up to 1 exactly.</summary>
/// <param name="clock">The replication's clock.</param>
/// <param name="phases">How many phases there are.</param>
internal sealed class PhaseLedger(SimClock clock, int phases)
{
    private readonly long[] ticks = new long[phases];
    private int[] phaseOf = [];
    private SimTime[] since = [];
    private int servers;

    /// <summary>Phases.</summary>
    public int Phases => phases;

    /// <summary>Servers that are counted.</summary>
    public int Servers => servers;

    /// <summary>A further server, in a phase from now on.</summary>
    public void Add(SimTime now, int phase)
    {
        if (servers == phaseOf.Length)
        {
            Array.Resize(ref phaseOf, Math.Max(1, servers * 2));
            Array.Resize(ref since, Math.Max(1, servers * 2));
        }

        (phaseOf[servers], since[servers]) = (phase, now);
        servers++;
    }

    /// <summary>The last server is counted no more.</summary>
    public void Remove(SimTime now)
    {
        servers--;
        ticks[phaseOf[servers]] += (now - since[servers]).Ticks;
    }

    /// <summary>A server's phase.</summary>
    public int PhaseOf(int server) => phaseOf[server];

    /// <summary>Since when a server is in its phase.</summary>
    public SimTime Since(int server) => since[server];

    /// <summary>A server goes into a phase.</summary>
    public void Enter(int server, SimTime now, int phase)
    {
        ticks[phaseOf[server]] += (now - since[server]).Ticks;
        (phaseOf[server], since[server]) = (phase, now);
    }

    /// <summary>Servers that are in a phase now.</summary>
    public int CountIn(int phase)
    {
        var count = 0;
        for (var i = 0; i < servers; i++)
        {
            count += phaseOf[i] == phase ? 1 : 0;
        }

        return count;
    }

    /// <summary>Ticks that servers have spent in a phase until now.</summary>
    public long Ticks(int phase, SimTime now)
    {
        var sum = ticks[phase];
        for (var i = 0; i < servers; i++)
        {
            sum += phaseOf[i] == phase ? (now - since[i]).Ticks : 0;
        }

        return sum;
    }

    /// <summary>In s.</summary>
    public double Seconds(long ticks) => clock.Seconds(new SimDuration(ticks));
}
