using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Hindcasts;

namespace TwinGrid.Simulation.Tests.Hindcasts;

public sealed class SignalObserverTests
{
    private static readonly (double, double)[] Samples = [(20, 4), (50, 1), (80, double.NaN), (90, 3)];

    [Theory]
    [InlineData(ObservedFigure.Increase, 5)]
    [InlineData(ObservedFigure.Rate, 0.05)]
    [InlineData(ObservedFigure.Mean, 220.0 / 90)]
    [InlineData(ObservedFigure.Total, 220)]
    [InlineData(ObservedFigure.Last, 3)]
    [InlineData(ObservedFigure.Minimum, 1)]
    [InlineData(ObservedFigure.Maximum, 4)]
    [InlineData(ObservedFigure.Share, 30.0 / 90)]
    public void Finish_ValuesThatHoldUntilTheNext_GiveTheFigureOfKnownTime(ObservedFigure take, double expected)
    {
        // 2 for 20 s, 4 for 30 s, 1 for 30 s, nothing known for 10 s, 3 for 10 s; as a counter it rises by 2, begins anew at 1, and rises by 2.
        var figure = Observe(take, 2, Samples);
        Assert.Equal(expected, figure.Value, 1e-12);
        Assert.Equal((0.9, 3), (figure.KnownShare, figure.Samples));
    }

    [Fact]
    public void Finish_NothingKnown_IsNotANumber()
    {
        foreach (var take in Enum.GetValues<ObservedFigure>())
        {
            Assert.Equal((double.NaN, 0.0, 0L), (Observe(take, double.NaN, []).Value, Observe(take, double.NaN, []).KnownShare, Observe(take, double.NaN, []).Samples));
        }
    }

    [Fact]
    public void Finish_ValueOlderThanItHolds_IsNotKnownFromThen()
    {
        var observer = new SignalObserver(new ObservedSignal("a", "s", ObservedFigure.Mean, [], 15), 100, 8, -5);
        observer.Take(50, 2);
        var figure = observer.Finish();
        Assert.Equal((((10 * 8) + (15 * 2)) / 25.0, 0.25), (figure.Value, figure.KnownShare));
    }

    private static SignalFigure Observe(ObservedFigure take, double before, (double Seconds, double Value)[] samples)
    {
        var observer = new SignalObserver(new ObservedSignal("a", "s", take, [2, 3], double.PositiveInfinity), 100, before, -1_000);
        foreach (var (seconds, value) in samples)
        {
            observer.Take(seconds, value);
        }

        return observer.Finish();
    }
}
