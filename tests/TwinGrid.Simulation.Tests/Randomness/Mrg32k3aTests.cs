using TwinGrid.Simulation.Statistics;
using TwinGrid.Simulation.Tests.Validation;

namespace TwinGrid.Simulation.Tests.Randomness;

public sealed class Mrg32k3aTests
{
    [Fact]
    [Validation("second generator, of the tests alone")]
    public void NextDouble_PublishedSeed_GivesPublishedNumbers()
    {
        double[] expected = [.12701112204657714, .3185275653967945, .3091860155832701];
        var generator = new Mrg32k3a(12345);
        foreach (var number in expected)
        {
            KnownAnswer.CheckRelative("76", $"MRG32k3a, seeds 12345, number {Array.IndexOf(expected, number) + 1}", number, generator.NextDouble(), 1e-15);
        }
    }

    // Lindley's recurrence: no engine and another generator have to agree with the same exact waits.
    [Fact]
    [Validation("Lindley's recurrence on MRG32k3a instead of the engine, 20 000 replications")]
    public void NextDouble_LindleysRecurrence_GivesTheExactWaits()
    {
        var generator = new Mrg32k3a(12345);
        var (tenth, hundredth) = (new RunningMoments(), new RunningMoments());
        for (var replication = 0; replication < 20_000; replication++)
        {
            var wait = 0.0;
            for (var customer = 2; customer <= 100; customer++)
            {
                wait = Math.Max(0, wait - Math.Log(generator.NextDouble()) + (Math.Log(generator.NextDouble()) / 0.9));
                if (customer == 10)
                {
                    tenth.Add(wait);
                }
            }

            hundredth.Add(wait);
        }

        KnownAnswer.Check("3", "of customer 10", 2.1950034, tenth.Mean, 4 * tenth.StandardDeviation / Math.Sqrt(20_000));
        KnownAnswer.Check("3", "of customer 100", 6.3992337, hundredth.Mean, 4 * hundredth.StandardDeviation / Math.Sqrt(20_000));
    }
}
