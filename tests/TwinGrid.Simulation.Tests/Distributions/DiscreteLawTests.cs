using System.Collections.Immutable;
using CsCheck;
using TwinGrid.Simulation.Distributions;
using TwinGrid.Simulation.Randomness;

namespace TwinGrid.Simulation.Tests.Distributions;

/// <summary>What every discrete law must do.</summary>
public sealed class DiscreteLawTests
{
    private static readonly SortedDictionary<string, Distribution> Discretes = new(StringComparer.Ordinal)
    {
        ["discrete"] = new Discrete([3, -1, 10, 3], [1, 2, 0.5, 1.5]),
        ["bernoulli"] = new Discrete([0, 1], [0.8, 0.2]),
        ["poisson small"] = new Poisson(0.3),
        ["poisson"] = new Poisson(7.5),
        ["poisson large"] = new Poisson(300),
        ["geometric"] = new Geometric(0.15),
        ["geometric sure"] = new Geometric(1),
        ["shifted"] = new Shifted(new Poisson(4), 2),
        ["mixture"] = new Mixture([new Poisson(4), new Geometric(0.3), new Discrete([2, 20], [1, 1])], [1, 1, 1]),
    };

    public static TheoryData<string> Names => [.. Discretes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Quantile_AnyProbability_IsTheLeastValueWhoseCdfReachesIt(string name)
    {
        var law = Discretes[name];

        Gen.Double[1e-9, 1 - 1e-9].Sample(p =>
        {
            var x = law.Quantile(p);

            Assert.True(law.Cdf(x) >= p - 1e-12);
            Assert.True(law.Cdf(x) - law.Density(x) < p + 1e-12);
            Assert.True(law.Density(x) > 0);
            Assert.Equal(Math.Round(x), x);
            Assert.Equal(1, law.Cdf(x) + law.Survival(x), 1e-12);
            Assert.Equal(law.Survival(x), Math.Exp(law.LogSurvival(x)), 1e-12);
        }, seed: "0000KPVGzmQ1", iter: 2000);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Moments_SumsOverTheValues_Agree(string name)
    {
        var law = Discretes[name];
        var values = Values(law);

        Assert.Equal(1, values.Sum(law.Density), 1e-9);
        Assert.Equal(law.Mean, values.Sum(x => x * law.Density(x)), 1e-7);
        Assert.Equal(law.Variance, values.Sum(x => (x - law.Mean) * (x - law.Mean) * law.Density(x)), 1e-5);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Residual_AnyAge_IsTheConditionalLaw(string name)
    {
        var law = Discretes[name];
        foreach (var elapsed in new[] { -3, 0, 0.5, 1, 2, 3.5, 4 }.Where(e => law.Survival(e) > 0))
        {
            foreach (var u in new[] { 0.01, 0.2, 0.5, 0.77, 0.999 })
            {
                var x = elapsed + law.Residual(elapsed, u);
                var reached = (law.Cdf(x) - law.Cdf(elapsed)) / law.Survival(elapsed);

                Assert.True(x > elapsed);
                Assert.True(reached >= u - 1e-9);
                Assert.True(reached - (law.Density(x) / law.Survival(elapsed)) < u + 1e-9);
            }

            Assert.Equal(Values(law).Where(x => x > elapsed).Sum(x => (x - elapsed) * law.Density(x)) / law.Survival(elapsed), law.MeanResidual(elapsed), 1e-6);
        }

        if (double.IsFinite(law.Maximum))
        {
            Assert.Equal((0, 0), (law.Residual(law.Maximum, 0.5), law.MeanResidual(law.Maximum)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Sample_ManyDraws_OccurAsOftenAsTheirProbability(string name)
    {
        const int n = 20_000;
        var law = Discretes[name];
        var stream = new StreamSource(5, 0).Stream(name, "sample");
        var counts = Enumerable.Range(0, n).Select(_ => law.Sample(stream)).CountBy(x => x).ToDictionary();

        // Cells of at least ten expected draws; chi-square exceeded once in a million seeds.
        var cells = Values(law).Where(x => n * law.Density(x) >= 10).ToArray();
        var chiSquare = cells.Sum(x => Math.Pow(counts.GetValueOrDefault(x) - (n * law.Density(x)), 2) / (n * law.Density(x)));
        Assert.InRange(chiSquare, 0, new Gamma(0.5 * cells.Length, 2).Quantile(1 - 1e-6));
        Assert.Equal(n, stream.Position);
    }

    [Fact]
    public void Discrete_WeightsNotOne_AreDividedByTheirSum()
    {
        var law = new Discrete([3, -1, 10, 3], [1, 2, 0.5, 1.5]);

        Assert.Equal((0.4, 0.5, 0.1, 0), (law.Density(-1), Math.Round(law.Density(3), 12), Math.Round(law.Density(10), 12), law.Density(4)));
        Assert.Throws<ArgumentException>(() => new Discrete([1, 2], [1]));
        Assert.Throws<ArgumentException>(() => new Discrete([], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Discrete([1, 2], [0, 0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Discrete([1, 2], [1, -1]));
    }

    private static ImmutableArray<double> Values(Distribution law)
    {
        var from = Math.Floor(law.Minimum);
        return [.. Enumerable.Range(0, (int)(law.Quantile(1 - 1e-13) - from) + 2).Select(i => from + i)];
    }
}
