using TwinGrid.Simulation.Statistics.SteadyState;
using TwinGrid.Simulation.Tests.Validation;

namespace TwinGrid.Simulation.Tests.Statistics.SteadyState;

public sealed class WarmUpTests
{
    [Fact]
    public void Find_StepInTheMean_CutsAtTheStep()
    {
        var values = new Draws(1).Normals(1000);
        for (var i = 0; i < 200; i++)
        {
            values[i] += 10;
        }

        var warmUp = Mser5.Find(values);

        Assert.True(warmUp.Converged);
        Assert.InRange(warmUp.Observations, 200, 250);
    }

    [Fact]
    public void Find_StationarySequence_CutsLittle()
    {
        var warmUp = Mser5.Find(new Draws(2).Normals(2000));

        Assert.True(warmUp.Converged);
        Assert.InRange(warmUp.Observations, 0, 400);
    }

    [Fact]
    public void Find_DriftThatNeverSettles_RefusesAndSaysRunLonger()
    {
        double[] drift = [.. Enumerable.Range(0, 1000).Select(i => (double)i * i)];

        var warmUp = Mser5.Find(drift);

        Assert.False(warmUp.Converged);
        Assert.Contains("run longer", Assert.Single(warmUp.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Find_ConstantSequence_CutsNothing() => Assert.Equal(0, Mser5.Find(new double[100]).Observations);

    [Fact]
    [Validation("10 runs of 200 values that start far off, warm-up found by MSER-5")]
    public void ReplicationDeletion_WithStartUpBias_CoversNominally()
    {
        var draws = new Draws(3);

        Coverage.IsNominal(
            "69",
            "steady-state intervals after deletion that hold the mean",
            _ =>
            {
                var replications = new double[10][];
                for (var r = 0; r < replications.Length; r++)
                {
                    replications[r] = draws.Autoregression(200, 0.5);
                    for (var i = 0; i < replications[r].Length; i++)
                    {
                        replications[r][i] += 5 * Math.Pow(0.8, i);
                    }
                }

                var estimate = ReplicationDeletion.Of(replications, ReplicationDeletion.FindWarmUp(replications).Observations);
                return (estimate.Lower, estimate.Upper);
            },
            0);
    }

    [Fact]
    public void ReplicationDeletion_WarmUpOfTheWholeRun_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ReplicationDeletion.Of([[1, 2, 3], [2, 3, 4]], 3));
}
