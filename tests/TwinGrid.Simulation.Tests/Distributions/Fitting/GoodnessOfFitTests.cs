using TwinGrid.Simulation.Distributions;
using TwinGrid.Simulation.Distributions.Fitting;
using TwinGrid.Simulation.Randomness;

namespace TwinGrid.Simulation.Tests.Distributions.Fitting;

public sealed class GoodnessOfFitTests
{
    [Fact]
    public void Statistics_NothingCensored_AreThoseOfTheTextbook()
    {
        // A^2 = -n - sum (2i - 1)/n (log F(x_i) + log (1 - F(x_(n+1-i)))), D = max(i/n - F(x_i), F(x_i) - (i-1)/n).
        var law = new Weibull(2.1, 82);
        var x = LifeData.Bearings.Values;
        var n = x.Length;
        var square = -n - Enumerable.Range(1, n).Sum(i => ((2 * i) - 1.0) / n * (Math.Log(law.Cdf(x[i - 1])) + Math.Log(law.Survival(x[n - i]))));
        var distance = Enumerable.Range(1, n).Max(i => Math.Max(((double)i / n) - law.Cdf(x[i - 1]), law.Cdf(x[i - 1]) - ((i - 1.0) / n)));

        var (d, a) = GoodnessOfFit.Statistics(law, LifeData.Bearings);

        Assert.Equal(distance, d, 1e-14);
        Assert.Equal(square, a, 1e-12);
    }

    [Fact]
    public void Statistics_Censored_LookNoFartherThanTheGreatest()
    {
        // Against the uniform law: the estimate is 0 up to 0.2, 1/2 from there; what lives at 0.6 is all that is known.
        var (d, a) = GoodnessOfFit.Statistics(new Uniform(0, 1), new Observations([0.2], [0.6]));

        var below = -Math.Log(0.8) - 0.2;
        var beyond = (0.25 * Math.Log(0.6 / 0.2)) + (0.25 * Math.Log(0.8 / 0.4)) - 0.4;
        Assert.Equal(0.3, d, 1e-14);
        Assert.Equal(2 * (below + beyond), a, 1e-14);
    }

    /// <summary>
    /// Critical values at 5 % with estimated parameters, from R. D'Agostino, M. Stephens, "Goodness-of-Fit Techniques", 1986, tables 4.7, 4.14 and 4.17. Of 4000 resamples 200 lie beyond,
    /// standard deviation 14.
    /// </summary>
    [Theory]
    [InlineData(DistributionFamily.Normal, 0.752, 0.895)]
    [InlineData(DistributionFamily.LogNormal, 0.752, 0.895)]
    [InlineData(DistributionFamily.Exponential, 1.321, 1.094)]
    [InlineData(DistributionFamily.Weibull, 0.757, double.NaN)]
    public void Resample_EstimatedParameters_GiveThePublishedCriticalValues(DistributionFamily family, double critical, double criticalDistance)
    {
        const int resamples = 4000;
        var fit = DistributionFit.Of(family, LifeData.Bearings, out _)!;
        var n = LifeData.Bearings.Count;
        var root = Math.Sqrt(n);

        var drawn = GoodnessOfFit.Resample(fit, LifeData.Bearings, new StreamSource(17, 0).Stream("resample", "fit"), resamples).Select(s => family switch
        {
            DistributionFamily.Exponential => (D: (s.KolmogorovSmirnov - (0.2 / n)) * (root + 0.26 + (0.5 / root)), A: s.AndersonDarling * (1 + (0.6 / n))),
            DistributionFamily.Weibull => (D: s.KolmogorovSmirnov, A: s.AndersonDarling * (1 + (0.2 / root))),
            _ => (D: s.KolmogorovSmirnov * (root - 0.01 + (0.85 / root)), A: s.AndersonDarling * (1 + (0.75 / n) + (2.25 / ((double)n * n)))),
        }).ToList();

        Assert.Equal(resamples, drawn.Count);
        Assert.InRange(drawn.Count(s => s.A > critical), 200 - (4 * 14), 200 + (4 * 14));
        if (!double.IsNaN(criticalDistance))
        {
            Assert.InRange(drawn.Count(s => s.D > criticalDistance), 200 - (4 * 14), 200 + (4 * 14));
        }
    }

    [Fact]
    public void Test_Bearings_SpeakAgainstTheExponentialLawAlone()
    {
        var p = DistributionFit.Rank(LifeData.Bearings).Fits.ToDictionary(fit => fit.Family, fit => Test(fit, LifeData.Bearings));

        Assert.All([DistributionFamily.Weibull, DistributionFamily.LogNormal, DistributionFamily.Gamma], family => Assert.True(p[family].AndersonDarlingP > 0.25));
        Assert.InRange(p[DistributionFamily.Exponential].AndersonDarlingP, 0, 0.01);
        Assert.InRange(p[DistributionFamily.Exponential].KolmogorovSmirnovP, 0, 0.01);
        Assert.Equal(p[DistributionFamily.Weibull], Test(DistributionFit.Of(DistributionFamily.Weibull, LifeData.Bearings, out _)!, LifeData.Bearings));
    }

    /// <summary>Under the law itself p-values are uniform: of 300, 30 are at most 0.1, standard deviation 5.2.</summary>
    [Fact]
    public void Test_CensoredDataOfTheLaw_RejectsAsOftenAsItSays()
    {
        var law = new Weibull(1.5, 10);
        var limits = new Exponential(20);
        var stream = new StreamSource(23, 0).Stream("data", "censored");
        var (distances, squares) = (0, 0);
        for (var i = 0; i < 300; i++)
        {
            var pairs = Enumerable.Range(0, 30).Select(_ => (Life: law.Sample(stream), Limit: limits.Sample(stream))).ToArray();
            var data = new Observations(pairs.Where(p => p.Life <= p.Limit).Select(p => p.Life), pairs.Where(p => p.Life > p.Limit).Select(p => p.Limit));
            var test = GoodnessOfFit.Test(DistributionFit.Of(DistributionFamily.Weibull, data, out _)!, data, stream, 99);
            distances += test.KolmogorovSmirnovP <= 0.1 ? 1 : 0;
            squares += test.AndersonDarlingP <= 0.1 ? 1 : 0;
        }

        Assert.InRange(distances, 30 - (4 * 5.2), 30 + (4 * 5.2));
        Assert.InRange(squares, 30 - (4 * 5.2), 30 + (4 * 5.2));
    }

    [Fact]
    public void Test_TwoGroupsCensored_RejectsOneLaw()
    {
        var data = new Observations(Enumerable.Range(0, 25).Select(i => 1 + (0.01 * i)).Concat(Enumerable.Range(0, 20).Select(i => 50.0 + i)), [60, 65, 70, 70, 70]);
        var fit = DistributionFit.Of(DistributionFamily.Gamma, data, out _)!;

        var test = Test(fit, data);

        Assert.InRange(test.AndersonDarlingP, 0, 0.02);
        Assert.InRange(test.KolmogorovSmirnovP, 0, 0.02);
    }

    private static GoodnessOfFit Test(DistributionFit fit, Observations data) => GoodnessOfFit.Test(fit, data, new StreamSource(5, 0).Stream("test", "fit"), 199);
}
