using TwinGrid.Model.Time;
using TwinGrid.Simulation.Distributions;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Monitors;
using TwinGrid.Simulation.Processes;
using TwinGrid.Simulation.Randomness;
using TwinGrid.Simulation.Resources;

namespace TwinGrid.Simulation.Tests.Processes;

/// <summary>Customers of a queue, in process style.</summary>
internal sealed class QueueModel
{
    private readonly Simulator simulator;
    private readonly Distribution service;
    private readonly RandomStream serviceStream;
    private readonly List<SimTime> came = [];

    public QueueModel(Simulator simulator, Distribution service, int servers, int room = int.MaxValue)
    {
        this.simulator = simulator;
        this.service = service;
        serviceStream = simulator.Streams.Stream("queue", "service");
        Server = new Resource(simulator, "server", servers);
        Room = room;
        InSystem = new TimeWeightedMonitor("inSystem", "1", simulator.Clock);
        IsCrowded = new TimeWeightedMonitor("isCrowded", "1", simulator.Clock);
    }

    public Resource Server { get; }

    /// <summary>Most customers in the system; who comes then is lost.</summary>
    public int Room { get; }

    public TimeWeightedMonitor InSystem { get; }

    /// <summary>Whether there are ten or more in the system.</summary>
    public TimeWeightedMonitor IsCrowded { get; }

    public TallyMonitor Sojourns { get; } = new("sojourns", "s");

    /// <summary>Waits of customers by number, s.</summary>
    public List<double> Waits { get; } = [];

    public long Arrived { get; private set; }

    public long Lost { get; private set; }

    public long Left { get; private set; }

    /// <summary>What those who wait have waited up to now, together, s.</summary>
    public double WaitsSoFar() => came.Skip(Waits.Count).Sum(c => simulator.Clock.Seconds(simulator.Now - c));

    public void Open(double arrivalsPerSecond) => simulator.Start(Source(new Exponential(1 / arrivalsPerSecond)));

    /// <summary>Customers that are there at the start; who is in service begins it anew, which is as good as in the middle for exponential service.</summary>
    public void Admit(int customers)
    {
        for (var i = 0; i < customers; i++)
        {
            simulator.Start(Customer());
        }
    }

    public QueueModel RunUntil(double seconds, double warmUpSeconds = 0)
    {
        simulator.RunUntil(simulator.Clock.Time(warmUpSeconds));
        Server.QueueLength.Reset(simulator.Now);
        Server.Utilisation.Reset(simulator.Now);
        Server.Waits.Reset(simulator.Now);
        InSystem.Reset(simulator.Now);
        IsCrowded.Reset(simulator.Now);
        Sojourns.Reset(simulator.Now);
        (Arrived, Lost) = (0, 0);
        simulator.RunUntil(simulator.Clock.Time(seconds));
        return this;
    }

    private async Process Source(Distribution interarrival)
    {
        var stream = simulator.Streams.Stream("queue", "arrivals");
        while (true)
        {
            await simulator.Delay(interarrival.Sample(stream));
            Arrived++;
            if (Server.InUse + Server.Queue < Room)
            {
                simulator.Start(Customer());
            }
            else
            {
                Lost++;
            }
        }
    }

    private async Process Customer()
    {
        Count(1);
        var arrival = simulator.Now;
        came.Add(arrival);
        using (await Server.Request())
        {
            Waits.Add(simulator.Clock.Seconds(simulator.Now - arrival));
            await simulator.Delay(service.Sample(serviceStream));
        }

        Left++;
        Sojourns.Add(simulator.Clock.Seconds(simulator.Now - arrival));
        Count(-1);
    }

    private void Count(int step)
    {
        InSystem.Add(simulator.Now, step);
        if (InSystem.Level >= 10 != (IsCrowded.Level > 0))
        {
            IsCrowded.Set(simulator.Now, 1 - IsCrowded.Level);
        }
    }
}
