using TwinGrid.Model.Time;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Monitors;
using TwinGrid.Simulation.Processes;
using TwinGrid.Simulation.Randomness;
using TwinGrid.Simulation.Resources;

namespace TwinGrid.Benchmarks.Simulation.Queues;

/// <summary>The queue in process style: a process a customer, a resource as the server.</summary>
internal sealed class ProcessQueue : IQueueRun
{
    private long replication;

    public QueueFigures Run(int customers)
    {
        var simulator = new Simulator(SimClock.Microseconds, new StreamSource(1, replication++));
        var server = new Resource(simulator, "server");
        var before = Environment.CpuUsage.TotalTime;
        simulator.Start(Source(simulator, server, new QueueDraws(simulator.Streams), customers));
        simulator.RunUntil(SimTime.Never);
        return new QueueFigures((Environment.CpuUsage.TotalTime - before).TotalSeconds, server.Waits.Value(Estimator.Mean, simulator.Now));
    }

    /// <summary>Customers that come.</summary>
    public static async Process Source(Simulator simulator, Resource server, QueueDraws draws, int customers)
    {
        for (var i = 0; i < customers; i++)
        {
            await simulator.Delay(draws.Interarrival());
            simulator.Start(Customer(simulator, server, draws));
        }
    }

    private static async Process Customer(Simulator simulator, Resource server, QueueDraws draws)
    {
        using var held = await server.Request();
        await simulator.Delay(draws.Service());
    }
}
