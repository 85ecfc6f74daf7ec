using TwinGrid.Simulation.Statistics.Laws;

namespace TwinGrid.Simulation.Tests.Statistics.Laws;

public sealed class LawTests
{
    // Published tables and closed forms: t(1) = tan(π (p - 1/2)), t(2) = (2p - 1) √(2 / (4p(1 - p))).
    [Theory]
    [InlineData(0.975, 1, 12.706204736174698)]
    [InlineData(0.999995, 1, 63661.97722)]
    [InlineData(0.975, 2, 4.302652729696142)]
    [InlineData(0.995, 4, 4.604094871349993)]
    [InlineData(0.975, 9, 2.262157162740992)]
    [InlineData(0.025, 29, -2.045229642132703)]
    [InlineData(0.95, 120, 1.657650899)]
    [InlineData(0.975, 1e9, 1.959963986)]
    public void StudentQuantile_OfTables_Agrees(double p, double degrees, double expected) =>
        Assert.Equal(expected, StudentTLaw.Quantile(p, degrees), Math.Abs(expected) * 1e-9);

    [Fact]
    public void StudentQuantile_OfItsTail_IsTheInverse()
    {
        foreach (var degrees in new[] { 1, 1.5, 3, 17.3, 500, 99_999, 2e6 })
        {
            foreach (var p in new[] { 1e-9, 1e-3, 0.2, 0.49, 0.5, 0.51, 0.999 })
            {
                Assert.Equal(p, StudentTLaw.Cdf(StudentTLaw.Quantile(p, degrees), degrees), p * 1e-8);
            }
        }
    }

    [Theory]
    [InlineData(0.95, 3, 10, 3.708264820)]
    [InlineData(0.99, 1, 1, 4052.180695)]
    [InlineData(0.95, 1, 20, 4.351243503)]
    public void FisherQuantile_OfTables_Agrees(double p, double numerator, double denominator, double expected)
    {
        Assert.Equal(expected, BetaLaw.FisherQuantile(p, numerator, denominator), expected * 1e-8);
        Assert.Equal(1 - p, BetaLaw.FisherUpperTail(expected, numerator, denominator), 1e-8);
    }

    [Fact]
    public void BinomialCdf_OfTenTosses_IsTheSum()
    {
        Assert.Equal(0.171875, BetaLaw.BinomialCdf(3, 10, 0.5), 1e-12);
        Assert.Equal(0, BetaLaw.BinomialCdf(-1, 10, 0.5));
        Assert.Equal(1, BetaLaw.BinomialCdf(10, 10, 0.5));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void Quantile_OfNoProbability_Throws(double p)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => StudentTLaw.Quantile(p, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => NormalLaw.Quantile(p));
        Assert.Throws<ArgumentOutOfRangeException>(() => BetaLaw.Quantile(p, 1, 1));
    }
}
