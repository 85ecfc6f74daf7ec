using System.Runtime.CompilerServices;
using TwinGrid.Simulation.Randomness;

namespace TwinGrid.Benchmarks.Simulation.Queues;

/// <summary>The random numbers of the queue: the same for all that simulate it in this process.</summary>
internal sealed class QueueDraws
{
    private const double ArrivalRate = 0.8;

    private readonly RandomStream arrivals;
    private readonly RandomStream services;

    public QueueDraws(StreamSource streams)
    {
        arrivals = streams.Stream("queue", "arrivals");
        services = streams.Stream("queue", "service");
    }

    public double Interarrival() => -Math.Log(arrivals.NextDouble()) / ArrivalRate;

    public double Service() => -Math.Log(services.NextDouble());
}
