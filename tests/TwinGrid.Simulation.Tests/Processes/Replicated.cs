using TwinGrid.Model.Time;
using TwinGrid.Simulation.Kernel;
using TwinGrid.Simulation.Randomness;
using TwinGrid.Simulation.Statistics;
using TwinGrid.Simulation.Tests.Validation;

namespace TwinGrid.Simulation.Tests.Processes;

/// <summary>Compares means over independent replications with known answers, within 4 standard errors of the replications.</summary>
internal static class Replicated
{
    public static Simulator Simulator(int replication, ulong seed = 20_240_501) => new(SimClock.Microseconds, new StreamSource(seed, replication));

    /// <summary>Each figure of the replications against the known answer.</summary>
    public static void Agrees(string row, int replications, Func<Simulator, double[]> run, params (string Quantity, double Value)[] expected)
    {
        var moments = Array.ConvertAll(expected, _ => new RunningMoments());
        for (var replication = 0; replication < replications; replication++)
        {
            var values = run(Simulator(replication));
            for (var i = 0; i < expected.Length; i++)
            {
                moments[i].Add(values[i]);
            }
        }

        for (var i = 0; i < expected.Length; i++)
        {
            var tolerance = 4 * Math.Sqrt(moments[i].Variance / replications);
            KnownAnswer.Check(row, expected[i].Quantity, expected[i].Value, moments[i].Mean, tolerance);

            // A test that would pass with anything is none.
            Assert.InRange(tolerance, 0, 0.15 * Math.Abs(expected[i].Value));
        }
    }
}
