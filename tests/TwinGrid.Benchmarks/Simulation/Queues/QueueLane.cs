using TwinGrid.Benchmarks.Measurement;

namespace TwinGrid.Benchmarks.Simulation.Queues;

/// <summary>One simulator of the queue, in slices of some customers each.</summary>
/// <param name="name">Of its rate.</param>
/// <param name="queue">The simulator.</param>
/// <param name="customers">In a slice.</param>
internal sealed class QueueLane(string name, IQueueRun queue, int customers)
{
    // Mean wait of M/M/1 with load 0.8, and n times the variance of the mean of n waits (Daley 1968): ρ (2 + 5ρ - 4ρ² + ρ³) / (1 - ρ)⁴.
    private const double Load = 0.8;
    private const double MeanWait = Load / (1 - Load);
    private const double WaitVariance = Load * (2 + (5 * Load) - (4 * Load * Load) + (Load * Load * Load)) / ((1 - Load) * (1 - Load) * (1 - Load) * (1 - Load));

    private readonly List<double> rates = [];
    private double cpuSeconds;
    private double waits;
    private long done;
    private long doneInTurn;

    /// <summary>Customers per CPU-second, a value a turn.</summary>
    public Row Rate => new(name, rates, "cpu", "/s");

    /// <summary>Simulates a slice.</summary>
    public void Run()
    {
        var figures = queue.Run(customers);
        cpuSeconds += figures.CpuSeconds;
        waits += figures.MeanWait * customers;
        done += customers;
        doneInTurn += customers;
    }

    /// <summary>Ends a turn.</summary>
    public void Close(bool isWarmUp)
    {
        if (!isWarmUp)
        {
            rates.Add(doneInTurn / cpuSeconds);
        }

        (cpuSeconds, doneInTurn) = (0, 0);
    }

    /// <summary>What simulates something else than the queue has no figure to show.</summary>
    /// <exception cref="InvalidOperationException">The mean wait is more than six standard deviations from the known one.</exception>
    public void Check()
    {
        var tolerance = 6 * Math.Sqrt(WaitVariance / done);
        var wait = waits / done;
        if (!(Math.Abs(wait - MeanWait) <= tolerance))
        {
            throw new InvalidOperationException($"{name} found a mean wait of {wait:R}; it is {MeanWait} ± {tolerance:R}.");
        }
    }
}
