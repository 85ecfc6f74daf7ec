using TwinGrid.Simulation.Distributions;
using TwinGrid.Simulation.Distributions.Fitting;
using TwinGrid.Simulation.Randomness;
using TwinGrid.Simulation.Tests.Modules;

namespace TwinGrid.Simulation.Tests.Distributions.Fitting;

public sealed class DistributionFitTests
{
    /// <summary>Rows 62 and 63 of the validation page.</summary>
    [Theory]
    [InlineData(false, 2.1020588752, 81.878334053, -113.691291)]
    [InlineData(true, 1.3537345, 33.765151, -41.658679)]
    public void Of_Weibull_IsThePublishedFit(bool isCensored, double shape, double scale, double logLikelihood)
    {
        var fit = Fit(DistributionFamily.Weibull, isCensored ? LifeData.Remissions : LifeData.Bearings);

        Assert.Equal(shape, fit.Parameters[0].Value, 1e-9 * (isCensored ? 100 : 1));
        Assert.Equal(scale, fit.Parameters[1].Value, 1e-8 * (isCensored ? 100 : 1));
        Assert.Equal(logLikelihood, fit.LogLikelihood, 1e-6);
        Assert.Equal(4 - (2 * logLikelihood), fit.Aic, 2e-6);
        Assert.Equal(("shape", "scale"), (fit.Parameters[0].Name, fit.Parameters[1].Name));
    }

    /// <summary>Tops of the likelihoods found without derivatives, curvatures by differences in the parameters themselves.</summary>
    [Theory]
    [InlineData(DistributionFamily.Weibull, false, 2.10205888, 81.8783337, 0.328687, 8.600446, -113.691290932)]
    [InlineData(DistributionFamily.Normal, false, 72.2243478, 36.6646687, 7.645112, 5.405910, -115.477299163)]
    [InlineData(DistributionFamily.LogNormal, false, 4.15045451, 0.52164934, 0.1087714, 0.0769130, -113.128566737)]
    [InlineData(DistributionFamily.Gamma, false, 4.02541461, 17.9420894, 1.141255, 5.417807, -113.029281372)]
    [InlineData(DistributionFamily.Weibull, true, 1.35373451, 33.7651509, 0.376877, 9.230343, -41.658678477)]
    [InlineData(DistributionFamily.Normal, true, 25.6871378, 15.3742949, 4.486250, 3.922495, -44.289741577)]
    [InlineData(DistributionFamily.LogNormal, true, 3.20306763, 0.97872479, 0.286132, 0.250591, -40.680155870)]
    [InlineData(DistributionFamily.Gamma, true, 1.67700894, 18.5413845, 0.676756, 11.273204, -41.439416160)]
    public void Of_TwoParameters_IsTheTopWithItsCurvature(
        DistributionFamily family, bool isCensored, double first, double second, double firstError, double secondError, double logLikelihood)
    {
        var fit = Fit(family, isCensored ? LifeData.Remissions : LifeData.Bearings);

        Assert.Equal(first, fit.Parameters[0].Value, 1e-7 * first);
        Assert.Equal(second, fit.Parameters[1].Value, 1e-7 * second);
        Assert.Equal(firstError, fit.Parameters[0].StandardError, 2e-6 * firstError);
        Assert.Equal(secondError, fit.Parameters[1].StandardError, 2e-6 * secondError);
        Assert.Equal(logLikelihood, fit.LogLikelihood, 1e-8);
    }

    [Fact]
    public void Of_ClosedForms_GiveTheirStandardErrors()
    {
        var exponential = Fit(DistributionFamily.Exponential, LifeData.Remissions).Parameters[0];
        var normal = Fit(DistributionFamily.Normal, LifeData.Bearings).Parameters;

        Assert.Equal(359.0 / 9, exponential.Value, 1e-13);
        Assert.Equal(exponential.Value / 3, exponential.StandardError, 1e-7);
        Assert.Equal(normal[1].Value / Math.Sqrt(23), normal[0].StandardError, 1e-7);
        Assert.Equal(normal[1].Value / Math.Sqrt(46), normal[1].StandardError, 1e-7);
    }

    [Fact]
    public void Rank_PublishedData_AreOrderedByAic()
    {
        Assert.Equal(
            [DistributionFamily.Gamma, DistributionFamily.LogNormal, DistributionFamily.Weibull, DistributionFamily.Normal, DistributionFamily.Exponential],
            DistributionFit.Rank(LifeData.Bearings).Fits.Select(f => f.Family));
        Assert.Equal(
            [DistributionFamily.LogNormal, DistributionFamily.Exponential, DistributionFamily.Gamma, DistributionFamily.Weibull, DistributionFamily.Normal],
            DistributionFit.Rank(LifeData.Remissions).Fits.Select(f => f.Family));
        Assert.Equal(DistributionFamily.LogNormal, DistributionFit.Best(LifeData.Remissions)?.Family);
    }

    /// <summary>Of 300 fits to data censored by a common limit, intervals of 1.96 standard errors miss 5 % of the true values: 15, standard deviation 3.8, and some bias of small samples.</summary>
    [Theory]
    [InlineData(DistributionFamily.Exponential)]
    [InlineData(DistributionFamily.Weibull)]
    [InlineData(DistributionFamily.LogNormal)]
    [InlineData(DistributionFamily.Gamma)]
    [InlineData(DistributionFamily.Normal)]
    public void StandardErrors_ManyFits_CoverTheTruth(DistributionFamily family)
    {
        (Distribution law, double[] truth) = family switch
        {
            DistributionFamily.Exponential => ((Distribution)new Exponential(5), new[] { 5.0 }),
            DistributionFamily.Weibull => (new Weibull(1.8, 5), [1.8, 5]),
            DistributionFamily.LogNormal => (new LogNormal(1.5, 0.6), [1.5, 0.6]),
            DistributionFamily.Gamma => (new Gamma(2.5, 2), [2.5, 2]),
            _ => (new Normal(5, 2), [5, 2]),
        };
        var stream = new StreamSource(3, 0).Stream("fits", family.ToString());
        var limit = law.Quantile(0.7);
        var misses = new int[truth.Length];
        for (var i = 0; i < 300; i++)
        {
            var draws = Enumerable.Range(0, 150).Select(_ => law.Sample(stream)).ToArray();
            var fit = Fit(family, new Observations(draws.Where(x => x <= limit), draws.Where(x => x > limit).Select(_ => limit)));
            for (var p = 0; p < truth.Length; p++)
            {
                misses[p] += Math.Abs(fit.Parameters[p].Value - truth[p]) > 1.96 * fit.Parameters[p].StandardError ? 1 : 0;
            }
        }

        Assert.All(misses, m => Assert.InRange(m, 2, 34));
    }

    /// <summary>Four of five lives not seen to their end, shapes far from 1: no law nearby is likelier, in any direction.</summary>
    [Theory]
    [InlineData(DistributionFamily.Weibull)]
    [InlineData(DistributionFamily.LogNormal)]
    [InlineData(DistributionFamily.Gamma)]
    [InlineData(DistributionFamily.Normal)]
    public void Of_HeavyCensoring_IsATop(DistributionFamily family)
    {
        var estimator = Estimator.Of(family);
        foreach (var law in new Distribution[] { new Weibull(0.4, 1e6), new Weibull(6, 1e-4), LogNormal.FromMeanAndScv(3, 9), new Gamma(40, 0.5) })
        {
            var stream = new StreamSource(8, 0).Stream("heavy", $"{law}");
            var limit = law.Quantile(0.2);
            for (var i = 0; i < 10; i++)
            {
                var draws = Enumerable.Range(0, 60).Select(_ => law.Sample(stream)).ToArray();
                var data = new Observations(draws.Where(x => x <= limit), draws.Where(x => x > limit).Select(_ => limit));
                var fit = Fit(family, data);
                for (var direction = 0; direction < 8; direction++)
                {
                    var (first, second) = (fit.Parameters[0], fit.Parameters[1]);
                    var nearby = estimator.Law(
                    [
                        first.Value + (1e-3 * first.StandardError * Math.Cos(direction * Math.PI / 4)), second.Value + (1e-3 * second.StandardError * Math.Sin(direction * Math.PI / 4)),
                    ]);
                    Assert.InRange(Estimator.LogLikelihood(nearby, data), double.MinValue, fit.LogLikelihood);
                }
            }
        }
    }

    /// <summary>Each fit as written is read as the law it is.</summary>
    [Theory]
    [InlineData(DistributionFamily.Exponential)]
    [InlineData(DistributionFamily.Weibull)]
    [InlineData(DistributionFamily.LogNormal)]
    [InlineData(DistributionFamily.Gamma)]
    [InlineData(DistributionFamily.Normal)]
    public void Written_InADocument_IsTheLaw(DistributionFamily family)
    {
        var fit = Fit(family, LifeData.Remissions);

        var (law, error) = WrittenLaws.Read(fit.Written);

        Assert.Equal("", error);
        Assert.Equal(fit.Law.GetType(), law?.GetType());
        Assert.All([0.01, 0.5, 0.99], p => Assert.Equal(fit.Law.Quantile(p), law!.Quantile(p), 1e-12 * Math.Abs(fit.Law.Quantile(p))));
    }

    [Theory]
    [InlineData(DistributionFamily.Exponential, new double[] { }, new[] { 5.0 }, "at least one value is needed that was not censored")]
    [InlineData(DistributionFamily.Exponential, new[] { 1, -2.5 }, new double[] { }, "the least observation is -2.5; numbers of at least 0 are needed")]
    [InlineData(DistributionFamily.Exponential, new[] { 0.0 }, new double[] { }, "all observations are 0; one above 0 is needed")]
    [InlineData(DistributionFamily.Weibull, new[] { 4.0, 4.0 }, new[] { 5.0 }, "at least two different values are needed")]
    [InlineData(DistributionFamily.Weibull, new[] { 0, 4.0 }, new double[] { }, "the least observation is 0; numbers above 0 are needed")]
    [InlineData(DistributionFamily.Weibull, new[] { 1e9, 1e9 + 1e-6 }, new double[] { }, "the shape is not within 0.05 and 10000")]
    [InlineData(DistributionFamily.Gamma, new[] { 1e9, 1e9 + 1e-6 }, new double[] { }, "the shape is not within 0.001 and 1000000")]
    [InlineData(DistributionFamily.LogNormal, new[] { 1, 4.0 }, new[] { -1.0 }, "the least observation is -1; numbers above 0 are needed")]
    [InlineData(DistributionFamily.Normal, new[] { 1.0 }, new[] { 4.0 }, "at least two different values are needed")]
    public void Of_DataThatDoNotAllowIt_SaysWhy(DistributionFamily family, double[] values, double[] greaterThan, string expected)
    {
        Assert.Null(DistributionFit.Of(family, new Observations(values, greaterThan), out var reason));
        Assert.Equal(expected, reason);
    }

    [Fact]
    public void Rank_ValuesBelowZero_LeavesTheNormalLaw()
    {
        var (fits, refused) = DistributionFit.Rank(new Observations([-1, 0, 2]));

        Assert.Equal([DistributionFamily.Normal], fits.Select(f => f.Family));
        Assert.Equal(4, refused.Length);
        Assert.Null(DistributionFit.Best(new Observations([-3])));
    }

    private static DistributionFit Fit(DistributionFamily family, Observations data)
    {
        var fit = DistributionFit.Of(family, data, out var reason);
        Assert.Equal("", reason);
        return fit!;
    }
}
