using TwinGrid.Model.Behaviours;
using TwinGrid.Model.Units;
using TwinGrid.Simulation.Distributions;
using TwinGrid.Simulation.Distributions.Fitting;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Randomness;
using TwinGrid.Simulation.Tests.Modules;

namespace TwinGrid.Simulation.Tests.Distributions.Fitting;

public sealed class FitStudyTests
{
    private const int Count = 400;

    public static TheoryData<DistributionFamily, double[]> Laws => new()
    {
        { DistributionFamily.Exponential, [90] },
        { DistributionFamily.Weibull, [2.5, 1000] },
        { DistributionFamily.LogNormal, [2, 0.8] },
        { DistributionFamily.Gamma, [3, 12] },
        { DistributionFamily.Normal, [60, 8] },
    };

    [Theory]
    [MemberData(nameof(Laws))]
    public void Of_DataOfAKnownLaw_FindsItWithinStandardErrors_AndWritesWhatDocumentsRead(DistributionFamily family, double[] parameters)
    {
        var law = Estimator.Of(family).Law(parameters);
        var study = FitStudy.Of(Draw(law, Count), []);

        var fit = study.Fits.Single(f => f.Fit.Family == family);
        for (var i = 0; i < parameters.Length; i++)
        {
            Assert.Equal(parameters[i], fit.Fit.Parameters[i].Value, 3 * fit.Fit.Parameters[i].StandardError);
        }

        // Of ten tests of true laws one in a hundred has a p-value below a thousandth; another family is ahead by chance, but not by far.
        Assert.InRange(Math.Min(fit.Goodness.KolmogorovSmirnovP, fit.Goodness.AndersonDarlingP), 0.0015, 1);
        Assert.InRange(fit.Fit.Aic - study.Best!.Fit.Aic, 0, 8);
        var again = new LawArgument("s", AssemblyScope.Empty).Read(WrittenLaws.Value(fit.Fit.WrittenIn(Unit.Parse("min"))), double.NegativeInfinity, null, out var error);
        Assert.True(again is not null, error);
        foreach (var p in new[] { 0.1, 0.5, 0.9 })
        {
            Assert.Equal(60 * fit.Fit.Law.Quantile(p), again.Quantile(p), 2e-3 * 60 * fit.Fit.Law.Quantile(p));
        }
    }

    [Fact]
    public void Of_TwoCauses_SaysThatNoFamilyFits_AndOffersTheData()
    {
        var values = Draw(new Normal(10, 1), 150).Concat(Draw(new Normal(100, 5), 150)).ToArray();
        Shuffle(values);
        var study = FitStudy.Of(values, []);

        Assert.Contains(study.Warnings, w => w.StartsWith("no family fits", StringComparison.Ordinal));
        var law = new LawArgument("s", AssemblyScope.Empty).Read(WrittenLaws.Value(study.DataAsLaw("min")!), 0, null, out var error);
        Assert.True(law is not null, error);
        Assert.Equal(60 * values.Average(), law.Mean, 120.0);
    }

    [Fact]
    public void Of_ValuesThatRise_WarnsOfTheTrend()
    {
        var noise = Draw(new Normal(0, 1), 60);
        Assert.Contains(FitStudy.Of([.. noise.Select((x, i) => 50 + (0.1 * i) + x)], []).Warnings, w => w.StartsWith("values rise over time", StringComparison.Ordinal));
        Assert.DoesNotContain(FitStudy.Of([.. noise.Select(x => 50 + x)], []).Warnings, w => w.Contains("over time", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_NeighboursThatAreAlike_WarnsOfThem()
    {
        var values = Draw(new Normal(0, 1), 200);
        for (var i = 1; i < values.Length; i++)
        {
            values[i] += 0.6 * values[i - 1];
        }

        Assert.Contains(FitStudy.Of([.. values.Select(v => v + 20)], []).Warnings, w => w.StartsWith("neighbours are alike (rank correlation 0.", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_FewCoarseOrOpenValues_SaysSo()
    {
        Assert.Contains(FitStudy.Of([1.2, 3.4, 2.2, 8.1, 0.4, 5], []).Warnings, w => w.StartsWith("6 values are few", StringComparison.Ordinal));
        Assert.Contains(FitStudy.Of([.. Draw(new Exponential(3), 100).Select(Math.Ceiling)], []).Warnings, w => w.Contains("recorded so coarsely", StringComparison.Ordinal));
        Assert.Contains(FitStudy.Of([1.2, 3.4, 2.2, 8.1, 0.4], [9, 9, 9, 9, 9, 9]).Warnings, w => w.StartsWith("6 of 11 were not seen to their end", StringComparison.Ordinal));
        var none = FitStudy.Of([1, 2], [3]);
        Assert.Null(none.Best);
        Assert.StartsWith("there are 2 values", Assert.Single(none.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_CensoredData_RecoversTheLaw()
    {
        // Weibull lives of machines that are watched for 900 h.
        var lives = Draw(new Weibull(1.8, 1000), Count);
        var study = FitStudy.Of([.. lives.Where(t => t <= 900)], [.. lives.Where(t => t > 900).Select(_ => 900.0)], [DistributionFamily.Weibull]);

        var fit = Assert.Single(study.Fits).Fit;
        Assert.Equal(1.8, fit.Parameters[0].Value, 3 * fit.Parameters[0].StandardError);
        Assert.Equal(1000, fit.Parameters[1].Value, 3 * fit.Parameters[1].StandardError);
        Assert.Null(study.DataAsLaw("h"));
    }

    [Fact]
    public void Of_VeryManyValues_TestsSomeOfThem()
    {
        var study = FitStudy.Of(Draw(new Exponential(5), 20_000), [], [DistributionFamily.Exponential]);

        Assert.Equal(5_000, study.Tested);
        Assert.True(study.Best!.IsPlausible);
        Assert.Equal(5 / Math.Sqrt(20_000), study.Best.Fit.Parameters[0].StandardError, 1e-3);
    }

    [Theory]
    [InlineData("Cel", "{normal: {mean: 20 Cel, sd: 3}}")]
    [InlineData("1", "{normal: {mean: 20, sd: 3}}")]
    [InlineData("kW.h", "{normal: {mean: 20 kW.h, sd: 3 kW.h}}")]
    [InlineData("/min", "{normal: {mean: \"20 '/min'\", sd: \"3 '/min'\"}}")]
    public void Written_InAUnit_IsWhatDocumentsTake(string unit, string expected) =>
        Assert.Equal(expected, new NormalEstimator().Written([20, 3], new LawText(Unit.Parse(unit), "G4")));

    private static double[] Draw(Distribution law, int count)
    {
        var stream = new StreamSource(11, 0).Stream("fit", law.GetType().Name);
        return [.. Enumerable.Range(0, count).Select(_ => law.Sample(stream))];
    }

    private static void Shuffle(double[] values)
    {
        var stream = new StreamSource(12, 0).Stream("fit", "order");
        for (var i = values.Length - 1; i > 0; i--)
        {
            var j = stream.NextInt(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }
}
