using TwinGrid.Benchmarks.Measurement;

namespace TwinGrid.Benchmarks.Simulation.Motion;

/// <summary>One integrator with the loosest tolerance that is accurate enough, in slices of some runs each.</summary>
internal sealed class MotionLane
{
    private readonly string name;
    private readonly IMotionRun motion;
    private readonly int runs;
    private readonly List<double> microseconds = [];
    private double seconds;
    private int slices;

    /// <summary>Finds the tolerance.</summary>
    /// <param name="name">Of its figure.</param>
    /// <param name="motion">The integrator.</param>
    /// <param name="runs">In a slice.</param>
    /// <param name="error">Of the state at the end.</param>
    /// <param name="allowed">Largest error that is accurate enough.</param>
    public MotionLane(string name, IMotionRun motion, int runs, Func<double[], double> error, double allowed)
    {
        (this.name, this.motion, this.runs) = (name, motion, runs);
        var (quarter, good) = (8, false);
        while (true)
        {
            // Accurate by luck, with errors that cancel, is not accurate: the next tighter tolerance has to do as well.
            var wasGood = good;
            good = error(motion.Run(Tolerance(quarter), 1).End) <= allowed;
            if (wasGood && good)
            {
                break;
            }

            if (++quarter > 52)
            {
                throw new InvalidOperationException($"{name} does not come as close as {allowed} with any tolerance.");
            }
        }

        Chosen = Tolerance(quarter - 1);
    }

    /// <summary>Tolerance that it runs with.</summary>
    public double Chosen { get; }

    /// <summary>CPU time of a run, a value a turn.</summary>
    public Row Time => new(name, microseconds, "cpu", "us");

    /// <summary>Integrates a slice.</summary>
    public void Run()
    {
        seconds += motion.Run(Chosen, runs).CpuSeconds;
        slices++;
    }

    /// <summary>Ends a turn.</summary>
    public void Close(bool isWarmUp)
    {
        if (!isWarmUp)
        {
            microseconds.Add(1e6 * seconds / slices);
        }

        (seconds, slices) = (0, 0);
    }

    private static double Tolerance(int quarter) => Math.Pow(10, -quarter / 4.0);
}
