namespace TwinGrid.Benchmarks.Simulation.Queues;

/// <summary>An M/M/1 queue with load 0.8 that somebody simulates.</summary>
internal interface IQueueRun
{
    /// <summary>Simulates more customers.</summary>
    /// <returns>CPU time that it took, and their mean wait in units of the mean service.</returns>
    QueueFigures Run(int customers);
}

/// <summary>What a run gave.</summary>
/// <param name="CpuSeconds">User and system time.</param>
/// <param name="MeanWait">Of those whose service has begun.</param>
internal readonly record struct QueueFigures(double CpuSeconds, double MeanWait);
