using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Statistics.Hypotheses;
using TwinGrid.Simulation.Tests.Validation;

namespace TwinGrid.Simulation.Tests.Statistics.Hypotheses;

public sealed class PValueCorrectionTests
{
    [Theory]
    [Validation("PValueCorrection.Adjust")]
    [InlineData(MultipleTestCorrection.Holm, new[] { 0.03, 0.06, 0.06, 0.02 })]
    [InlineData(MultipleTestCorrection.BenjaminiHochberg, new[] { 0.02, 0.04, 0.04, 0.02 })]
    [InlineData(MultipleTestCorrection.Bonferroni, new[] { 0.04, 0.16, 0.12, 0.02 })]
    [InlineData(MultipleTestCorrection.None, new[] { 0.01, 0.04, 0.03, 0.005 })]
    public void Adjust_FourPValues_AreTheKnownOnes(MultipleTestCorrection correction, double[] expected)
    {
        double[] p = [0.01, 0.04, 0.03, 0.005];
        var adjusted = PValueCorrection.Adjust(p, correction);

        Assert.Equal(expected.Length, adjusted.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            KnownAnswer.Check("72", FormattableString.Invariant($"{correction}, p = {p[i]}"), expected[i], adjusted[i], 1e-12);
        }
    }

    [Fact]
    public void Adjust_NoPValue_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => PValueCorrection.Adjust([0.5, double.NaN], MultipleTestCorrection.Holm));
}
