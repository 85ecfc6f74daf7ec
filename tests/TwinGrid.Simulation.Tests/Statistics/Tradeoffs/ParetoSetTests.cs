using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Statistics.Tradeoffs;

namespace TwinGrid.Simulation.Tests.Statistics.Tradeoffs;

public sealed class ParetoSetTests
{
    private static readonly KpiDirection[] Directions = [KpiDirection.Maximise, KpiDirection.Minimise];

    [Fact]
    public void Of_ConflictingKpis_KeepsTheTradeOffAndDropsTheBeaten()
    {
        // Output and energy: arm 0 cheap, arm 1 productive, arm 2 worse than arm 0 in both, far beyond its noise.
        var set = ParetoSet.Of(
            [
                [[10, 11, 10, 11], [20, 21, 20, 21], [5, 6, 5, 6.1]],
                [[1, 1.1, 1, 1.1], [3, 3.1, 3, 3.1], [2, 2.1, 2, 2.2]],
            ],
            Directions,
            paired: true);

        Assert.Equal([true, true, false], set.Arms.Select(a => a.OnFront));
        Assert.Equal([0], set.Arms[2].DominatedByMeans);
        Assert.Equal([0], set.Arms[2].DominatedWithConfidence);
    }

    [Fact]
    public void Of_LeadWithinNoise_IsByMeansOnly()
    {
        var set = ParetoSet.Of([[[10, 12, 9, 11], [11, 9, 12, 9]], [[1, 2, 1, 2], [2, 1, 3, 1]]], Directions, paired: false);

        Assert.False(set.Arms[1].OnFront);
        Assert.True(set.Arms[1].MayBeOnFront);
    }

    [Fact]
    public void Of_KpiThatNeverDiffers_CountsAsEqual()
    {
        var set = ParetoSet.Of([[[10, 11, 12], [5, 6, 7.1]], [[3, 3, 3], [3, 3, 3]]], Directions, paired: true);

        Assert.Equal([0], set.Arms[1].DominatedWithConfidence);
        Assert.True(set.Arms[0].OnFront);
    }

    [Fact]
    public void Of_TwoEqualArms_KeepsBoth() =>
        Assert.All(ParetoSet.Of([[[1, 2], [1, 2]]], [KpiDirection.Maximise], paired: true).Arms, arm => Assert.True(arm.OnFront));

    [Fact]
    public void Of_KpiWithoutDirection_Throws() =>
        Assert.Throws<ArgumentException>(() => ParetoSet.Of([[[1, 2], [1, 2]]], [KpiDirection.None], paired: true));

    // An arm that is better in one KPI by far and equal in the other is wrongly called dominant at most as often as alpha.
    [Fact]
    public void Of_ArmThatIsNotBetterInOneKpi_IsRarelySureToDominate()
    {
        var draws = new Draws(41);
        var wrong = 0;
        for (var i = 0; i < 2000; i++)
        {
            var set = ParetoSet.Of(
                [[[.. draws.Normals(10).Select(x => x + 9)], draws.Normals(10)], [draws.Normals(10), draws.Normals(10)]],
                Directions,
                paired: true);
            wrong += set.Arms[1].DominatedWithConfidence.Count;
        }

        // alpha .05: 100 of 2000, sd 9.7
        Assert.InRange(wrong, 61, 139);
    }
}
