using TwinGrid.Simulation.Statistics.Intervals;

namespace TwinGrid.Simulation.Tests.Statistics.Intervals;

public sealed class ProportionIntervalTests
{
    // Tables: Clopper-Pearson 5 of 10 .1871 to .8129, 0 of 10 up to 1 - .025^(1/10); Wilson 5 of 10 .2366 to .7634, 0 of 10 up to z² / (n + z²).
    [Theory]
    [InlineData(5, 10, 0.187086, 0.812914)]
    [InlineData(0, 10, 0, 0.308497)]
    [InlineData(10, 10, 0.691503, 1)]
    [InlineData(1, 100, 0.000253, 0.054459)]
    public void ClopperPearson_OfTables_Agrees(int count, int n, double lower, double upper)
    {
        var estimate = ProportionInterval.ClopperPearson(count, n);

        Assert.Equal(lower, estimate.Lower, 1e-6);
        Assert.Equal(upper, estimate.Upper, 1e-6);
        Assert.Equal(count is 0 || count == n, estimate.Notes.Count == 1);
    }

    [Theory]
    [InlineData(5, 10, 0.236593, 0.763407)]
    [InlineData(0, 10, 0, 0.277533)]
    public void Wilson_OfTables_Agrees(int count, int n, double lower, double upper)
    {
        var estimate = ProportionInterval.Wilson(count, n);

        Assert.Equal(lower, estimate.Lower, 1e-6);
        Assert.Equal(upper, estimate.Upper, 1e-6);
    }

    [Theory]
    [InlineData(-1, 10)]
    [InlineData(11, 10)]
    [InlineData(0, 0)]
    public void Wilson_ImpossibleCounts_Throw(int count, int n) => Assert.Throws<ArgumentOutOfRangeException>(() => ProportionInterval.Wilson(count, n));
}
