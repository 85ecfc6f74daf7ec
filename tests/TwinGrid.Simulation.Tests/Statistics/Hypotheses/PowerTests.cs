using TwinGrid.Simulation.Statistics.Hypotheses;
using TwinGrid.Simulation.Statistics.Laws;
using TwinGrid.Simulation.Tests.Validation;

namespace TwinGrid.Simulation.Tests.Statistics.Hypotheses;

public sealed class PowerTests
{
    [Theory]
    [Validation("Power.SampleSize, Power.Of")]
    [InlineData(0.5, false, 64, 0.80146)]
    [InlineData(0.8, false, 26, 0.80749)]
    [InlineData(0.5, true, 34, 0.80778)]
    public void SampleSize_ForEightyPercent_IsTheKnownOne(double effect, bool paired, int expected, double power)
    {
        var test = FormattableString.Invariant($"{(paired ? "paired" : "two-sample")}, d = {effect}");
        KnownAnswer.Check("70", $"n, {test}", expected, Power.SampleSize(effect, paired, 0.8)!.Value, 0);
        KnownAnswer.Check("70", $"power, {test}", power, Power.Of(effect, expected, paired), 5e-6);
        Assert.True(Power.Of(effect, expected - 1, paired) < 0.8);
    }

    [Theory]
    [InlineData(2, false, 1e-6)]
    [InlineData(10, true, 0.05)]
    public void Of_NoEffect_IsAlpha(int n, bool paired, double alpha) => Assert.Equal(alpha, Power.Of(0, n, paired, alpha), alpha * 1e-8);

    [Fact]
    public void NoncentralTail_WithoutNoncentrality_IsStudents()
    {
        foreach (var degrees in new[] { 1, 2.5, 9, 1000, 1e7 })
        {
            foreach (var t in new[] { -3, 0, 0.5, 2, 40.0 })
            {
                Assert.Equal(StudentTLaw.UpperTail(t, degrees), NoncentralTLaw.UpperTail(t, degrees, 0), 1e-11);
            }
        }
    }

    // T > 0 exactly when Z + δ > 0.
    [Fact]
    public void NoncentralTail_AtZero_IsTheNormals() => Assert.Equal(NormalLaw.Cdf(1.3), NoncentralTLaw.UpperTail(0, 7, 1.3), 1e-13);

    [Fact]
    public void SampleSize_TinyEffect_IsNull() => Assert.Null(Power.SampleSize(1e-6, paired: true, 0.8));
}
