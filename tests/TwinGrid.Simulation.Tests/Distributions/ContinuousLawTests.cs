using CsCheck;
using TwinGrid.Simulation.Distributions;
using TwinGrid.Simulation.Distributions.Special;
using TwinGrid.Simulation.Randomness;

namespace TwinGrid.Simulation.Tests.Distributions;

/// <summary>What every continuous law must do, checked against itself by independent routes.</summary>
public sealed class ContinuousLawTests
{
    public static TheoryData<string> Names => Laws.ContinuousNames;

    [Theory]
    [MemberData(nameof(Names))]
    public void Quantile_AnyProbability_IsInvertedByCdfAndSurvival(string name)
    {
        var law = Laws.Continuous[name];

        Gen.Double[1e-12, 1 - 1e-12].Sample(p =>
        {
            var x = law.Quantile(p);

            // A relative error of x of a few roundings moves the probability by density * x times that.
            var rounding = 1e-12 + (4e-15 * Math.Abs(x) * law.Density(x));
            Assert.InRange(law.Cdf(x), p - rounding, p + rounding);
            Assert.InRange(law.Survival(x), 1 - p - rounding, 1 - p + rounding);
            Assert.InRange(Math.Exp(law.LogSurvival(x)), 1 - p - rounding, 1 - p + rounding);
        }, seed: "0000KPVGzmQ1", iter: 2000);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Quantile_GrowingProbability_Grows(string name)
    {
        var law = Laws.Continuous[name];
        var xs = Enumerable.Range(0, 1001).Select(i => law.Quantile(i / 1000.0)).ToArray();

        Assert.Equal(law.Minimum, xs[0]);
        Assert.Equal(law.Maximum, xs[^1]);
        Assert.All(xs.Zip(xs.Skip(1)), pair => Assert.True(pair.First < pair.Second));
        Assert.Throws<ArgumentOutOfRangeException>(() => law.Quantile(1.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => law.Quantile(double.NaN));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Density_BetweenTwoQuantiles_IntegratesToTheDifference(string name)
    {
        var law = Laws.Continuous[name];
        for (var i = 1; i < 19; i++)
        {
            var (from, to) = (law.Quantile(i * 0.05), law.Quantile((i + 1) * 0.05));

            Assert.Equal(0.05, UnitQuadrature.Integrate(u => law.Density(from + ((to - from) * u)) * (to - from)), 1e-9);
            Assert.Equal(law.Density(from), Math.Exp(law.LogDensity(from)), 1e-11 * law.Density(from));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Moments_IntegralsOfTheQuantile_Agree(string name)
    {
        var law = Laws.Continuous[name];

        Assert.Equal(law.Mean, UnitQuadrature.Integrate(law.Quantile), 1e-6 * law.StandardDeviation);
        Assert.Equal(law.Variance, UnitQuadrature.Integrate(p => Math.Pow(law.Quantile(p) - law.Mean, 2)), 1e-4 * law.Variance);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Sample_ManyDraws_FollowTheLaw(string name)
    {
        // Kolmogorov-Smirnov: sqrt(n) D exceeds 2.23 with probability 1e-4. The mean within 4 standard errors.
        const int n = 10_000;
        var law = Laws.Continuous[name];
        var stream = new StreamSource(11, 0).Stream(name, "sample");
        var xs = Enumerable.Range(0, n).Select(_ => law.Sample(stream)).Order().ToArray();

        var distance = xs.Select((x, i) => Math.Max(law.Cdf(x) - ((double)i / n), ((i + 1.0) / n) - law.Cdf(x))).Max();

        Assert.InRange(Math.Sqrt(n) * distance, 0, 2.23);
        Assert.InRange(xs.Average(), law.Mean - (4 * law.StandardDeviation / Math.Sqrt(n)), law.Mean + (4 * law.StandardDeviation / Math.Sqrt(n)));
        Assert.Equal(n, stream.Position);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Residual_AnyAge_IsTheConditionalQuantile(string name)
    {
        var law = Laws.Continuous[name];

        Gen.Select(Gen.Double[0.001, 0.999], Gen.Double[1e-6, 1 - 1e-6]).Sample((age, u) =>
        {
            var elapsed = law.Quantile(age);
            var left = law.Residual(elapsed, u);

            Assert.InRange(left, 0, double.MaxValue);
            Assert.Equal(u, law.FailureProbability(elapsed, left), 1e-9);
        }, seed: "0000KPVGzmQ1", iter: 1000);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Residual_FarInTheTail_StillFollowsTheConditionalLaw(string name)
    {
        var law = Laws.Continuous[name];
        if (double.IsFinite(law.Maximum))
        {
            return;
        }

        // exp(-2000) is below every double: only logarithms see it.
        var elapsed = law.Mean;
        while (law.LogSurvival(elapsed) > -2000)
        {
            elapsed *= 1.5;
        }

        var before = 0.0;
        foreach (var u in new[] { 1e-6, 0.01, 0.3, 0.5, 0.9, 0.999 })
        {
            var left = law.Residual(elapsed, u);
            Assert.True(left > before, $"{left} at {u}");
            Assert.Equal(u, law.FailureProbability(elapsed, left), 1e-6);
            before = left;
        }

        Assert.Equal(UnitQuadrature.Integrate(u => law.Residual(elapsed, u)), law.MeanResidual(elapsed), 1e-6 * law.MeanResidual(elapsed));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void MeanResidual_SeveralAges_IsTheIntegralOfTheResidual(string name)
    {
        var law = Laws.Continuous[name];
        foreach (var age in new[] { 0.01, 0.3, 0.6, 0.9, 0.999 })
        {
            var elapsed = law.Quantile(age);

            Assert.Equal(UnitQuadrature.Integrate(u => law.Residual(elapsed, u)), law.MeanResidual(elapsed), 1e-7 * law.StandardDeviation);
        }

        // Before the law begins, all of it is left; the normal law, without a beginning, from where nothing is below.
        var before = double.IsFinite(law.Minimum) ? law.Minimum - 1 : law.Mean - (30 * law.StandardDeviation);
        Assert.Equal(law.Mean, law.MeanResidual(before) + before, 1e-9 * law.StandardDeviation);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Sample_SteadyState_AllocatesNothing(string name)
    {
        var law = Laws.Continuous[name];
        var stream = new StreamSource(11, 0).Stream(name, "sample");
        var sum = law.Sample(stream) + law.Residual(law.Mean, 0.5);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            sum += law.Sample(stream) + law.Residual(law.Mean, stream.NextDouble());
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.True(double.IsFinite(sum));
    }
}
