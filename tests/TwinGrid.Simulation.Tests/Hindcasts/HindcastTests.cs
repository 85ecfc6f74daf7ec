using TwinGrid.Simulation.Experiments.Answers;
using TwinGrid.Simulation.Hindcasts;
using TwinGrid.Simulation.Randomness;

namespace TwinGrid.Simulation.Tests.Hindcasts;

public sealed class HindcastTests
{
    [Fact]
    public void Compare_FewReplications_StatesTheLevelThatTheyAllow()
    {
        double[] sorted = [1, 2, 3, 4, 5, 6, 7, 8, 9];
        var answer = Hindcast.Compare(sorted, new SignalFigure(2.5, 1, 10), 0.95);
        Assert.Equal((1.0, 9.0, 0.8, 9), (answer.Lower, answer.Upper, answer.Level, answer.N));
        Assert.Equal((2.5, 5.0, 2.5), (answer.Observed, answer.Mean, answer.Error));

        // Two of nine are not above, so that it is among the three smallest of ten.
        Assert.Equal(0.6, answer.PValue, 1e-15);
    }

    [Fact]
    public void Compare_ManyReplications_KeepsToTheLevelOfTheDocument()
    {
        double[] sorted = [.. Enumerable.Range(1, 199).Select(i => (double)i)];
        var answer = Hindcast.Compare(sorted, new SignalFigure(1_000, 1, 10), 0.95);
        Assert.Equal((5.0, 195.0), (answer.Lower, answer.Upper));
        Assert.Equal(0.95, answer.Level, 1e-15);
        Assert.Equal(0.01, answer.PValue, 1e-15);
    }

    [Fact]
    public void Compare_Score_IsMeanDistanceLessHalfTheMeanDistanceOfTwoReplications()
    {
        double[] sorted = [1, 4, 6];

        // |x - y|: 2, 1, 3; |x - x'|: 3, 5, 2.
        Assert.Equal(2.0 - (10.0 / 3 / 2), Hindcast.Compare(sorted, new SignalFigure(3, 1, 1), 0.95).Score, 1e-15);
    }

    [Fact]
    public void Compare_NothingObserved_SaysNothingOfIt()
    {
        var answer = Hindcast.Compare([1, 2, 3], new SignalFigure(double.NaN, 0, 0), 0.95);
        Assert.True(double.IsNaN(answer.PValue) && double.IsNaN(answer.Score) && double.IsNaN(answer.Error));
        Assert.Equal((1.0, 3.0), (answer.Lower, answer.Upper));
    }

    [Fact]
    public void OneOfEachDraw_ReplicationsThatShareADraw_CountOnce()
    {
        // Of three draws, two replications each; the first of the second draw observed nothing.
        var values = new KpiValues([7, double.NaN, 1, 2, 5, 3], null);
        Assert.Equal([1, 5, 7], Hindcast.OneOfEachDraw(values, 3));
        Assert.Equal([1, 2, 3, 5, 7], Hindcast.OneOfEachDraw(values, 1));
    }

    [Fact]
    public void Compare_WhatHappenedIsOneMoreReplication_LiesInTheIntervalAtItsLevel()
    {
        // 39 replications, so that the interval leaves out one of 40 on either side; 4 sigma of 4 000 trials at 0.95 is 0.0138.
        var source = new StreamSource(11, 0);
        var (inside, small) = (0, 0);
        for (var trial = 0; trial < 4_000; trial++)
        {
            var stream = source.Stream("trial", trial.ToString(System.Globalization.CultureInfo.InvariantCulture));
            double[] sorted = [.. Enumerable.Range(0, 39).Select(_ => -Math.Log(stream.NextDouble())).Order()];
            var answer = Hindcast.Compare(sorted, new SignalFigure(-Math.Log(stream.NextDouble()), 1, 1), 0.95);
            inside += answer.Observed >= answer.Lower && answer.Observed <= answer.Upper ? 1 : 0;
            small += answer.PValue <= 0.1 ? 1 : 0;
        }

        Assert.InRange(inside / 4_000.0, 0.95 - 0.0138, 0.95 + 0.0138);
        Assert.InRange(small / 4_000.0, 0.1 - 0.019, 0.1 + 0.019);
    }
}
