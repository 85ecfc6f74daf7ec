using TwinGrid.Model.Time;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Randomness;

namespace TwinGrid.Benchmarks.Simulation.Queues;

/// <summary>The queue on the event core: arrivals and departures as events of one target.</summary>
internal sealed class CoreQueue : IQueueRun
{
    private long replication;

    public QueueFigures Run(int customers)
    {
        var simulator = new Simulator(SimClock.Microseconds, new StreamSource(1, replication++));
        var before = Environment.CpuUsage.TotalTime;
        var server = new Server(simulator, customers);
        simulator.RunUntil(SimTime.Never);
        return new QueueFigures((Environment.CpuUsage.TotalTime - before).TotalSeconds, server.MeanWait);
    }

    internal sealed class Server : IEventTarget
    {
        private const int Arrival = 0;
        private const int Departure = 1;

        private readonly Simulator simulator;
        private readonly QueueDraws draws;
        private readonly Queue<SimTime> waiting = new();
        private int toCome;
        private long served;
        private long waitTicks;
        private bool isBusy;

        public Server(Simulator simulator, int customers)
        {
            this.simulator = simulator;
            draws = new QueueDraws(simulator.Streams);
            toCome = customers;
            Schedule(draws.Interarrival(), Arrival);
        }

        public ulong TraceId => 1;

        public double MeanWait => simulator.Clock.Seconds(new SimDuration(waitTicks)) / served;

        public void OnEvent(int kind, long argument)
        {
            if (kind == Arrival)
            {
                if (--toCome > 0)
                {
                    Schedule(draws.Interarrival(), Arrival);
                }

                if (isBusy)
                {
                    waiting.Enqueue(simulator.Now);
                }
                else
                {
                    Serve(simulator.Now);
                }
            }
            else if (waiting.TryDequeue(out var came))
            {
                Serve(came);
            }
            else
            {
                isBusy = false;
            }
        }

        private void Serve(SimTime came)
        {
            isBusy = true;
            served++;
            waitTicks += (simulator.Now - came).Ticks;
            Schedule(draws.Service(), Departure);
        }

        private void Schedule(double seconds, int kind) => simulator.Schedule(simulator.Clock.Duration(seconds), this, kind);
    }
}
