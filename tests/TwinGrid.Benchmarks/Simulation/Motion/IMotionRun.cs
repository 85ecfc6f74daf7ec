namespace TwinGrid.Benchmarks.Simulation.Motion;

/// <summary>Somebody who integrates a system with a known end.</summary>
internal interface IMotionRun
{
    /// <summary>Integrates the same so many times.</summary>
    /// <param name="tolerance">Relative tolerance.</param>
    /// <param name="runs">At least 1.</param>
    /// <returns>CPU time of one run, and the state at the end.</returns>
    MotionFigures Run(double tolerance, int runs);
}

/// <summary>What runs gave.</summary>
/// <param name="CpuSeconds">User and system time of one.</param>
/// <param name="End">State at the end.</param>
internal readonly record struct MotionFigures(double CpuSeconds, double[] End);
