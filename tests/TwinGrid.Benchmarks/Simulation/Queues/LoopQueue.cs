using TwinGrid.Simulation.Randomness;

namespace TwinGrid.Benchmarks.Simulation.Queues;

/// <summary>The queue as one would write it without a library: a loop over a <see cref="PriorityQueue{TElement,TPriority}"/> of events.</summary>
internal sealed class LoopQueue : IQueueRun
{
    private const int Arrival = 0;
    private const int Departure = 1;

    private long replication;

    public QueueFigures Run(int customers)
    {
        var before = Environment.CpuUsage.TotalTime;
        var wait = Simulate(new QueueDraws(new StreamSource(1, replication++)), customers);
        return new QueueFigures((Environment.CpuUsage.TotalTime - before).TotalSeconds, wait);
    }

    private static double Simulate(QueueDraws draws, int customers)
    {
        var events = new PriorityQueue<int, double>();
        var waiting = new Queue<double>();
        var toCome = customers;
        long served = 0;
        double waits = 0;
        var isBusy = false;
        events.Enqueue(Arrival, draws.Interarrival());
        while (events.TryDequeue(out var kind, out var now))
        {
            if (kind == Arrival)
            {
                if (--toCome > 0)
                {
                    events.Enqueue(Arrival, now + draws.Interarrival());
                }

                if (isBusy)
                {
                    waiting.Enqueue(now);
                }
                else
                {
                    isBusy = true;
                    served++;
                    events.Enqueue(Departure, now + draws.Service());
                }
            }
            else if (waiting.TryDequeue(out var came))
            {
                served++;
                waits += now - came;
                events.Enqueue(Departure, now + draws.Service());
            }
            else
            {
                isBusy = false;
            }
        }

        return waits / served;
    }
}
