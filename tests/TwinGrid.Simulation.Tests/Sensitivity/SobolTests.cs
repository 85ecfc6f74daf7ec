using TwinGrid.Simulation.Sensitivity;
using TwinGrid.Simulation.Statistics;
using TwinGrid.Simulation.Tests.Statistics;
using TwinGrid.Simulation.Tests.Validation;

namespace TwinGrid.Simulation.Tests.Sensitivity;

public sealed class SobolTests
{
    private static readonly double[] IshigamiFirst = [0.3139052, 0.4424111, 0];
    private static readonly double[] IshigamiTotal = [0.5575889, 0.4424111, 0.2436837];

    [Fact]
    [Validation("SobolAnalysis, 8 192 samples; within 0.01, of the variance within 0.05")]
    public void Of_Ishigami_HasTheKnownIndices()
    {
        var result = Analyse(3, 8192, Ishigami, new Draws(34));

        KnownAnswer.Check("34", "mean", 3.5, result.Mean, 0.01);
        KnownAnswer.Check("34", "variance", 13.8445879, result.Variance, 0.05);
        AreNear("34", "S", IshigamiFirst, result.First);
        AreNear("34", "ST", IshigamiTotal, result.Total);
        Assert.Single(result.Notes);
    }

    [Fact]
    [Validation("SobolAnalysis, 4 096 samples; within 0.01")]
    public void Of_SobolG_HasTheKnownIndices()
    {
        double[] a = [0, 1, 4.5, 9, 99, 99, 99, 99];

        var result = Analyse(8, 4096, x => x.Zip(a, (u, c) => (Math.Abs(4 * u - 2) + c) / (1 + c)).Aggregate((p, q) => p * q), new Draws(35));

        KnownAnswer.Check("34b", "variance", 0.4654244, result.Variance, 0.01);
        AreNear("34b", "S", [0.7161922, 0.1790480, 0.0236758, 0.0071619], result.First);
        AreNear("34b", "ST", [0.7871441, 0.2421982, 0.0343169, 0.0104604], result.Total);
    }

    // A Latin hypercube serves when the number of samples is not a power of two; tolerance 4 times the bootstrap's standard deviation.
    [Fact]
    public void Of_IshigamiOnLatinHypercube_HasTheKnownIndices()
    {
        var result = Analyse(3, 3000, Ishigami, new Draws(36));

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(IshigamiFirst[i], result.First[i].Value, 4 * (result.First[i].Upper - result.First[i].Lower) / 3.92);
            Assert.Equal(IshigamiTotal[i], result.Total[i].Value, 4 * (result.Total[i].Upper - result.Total[i].Lower) / 3.92);
        }

        Assert.True(result.Total[0].Upper - result.Total[0].Lower < 0.1);
    }

    // Noise of variance 20 on each replication, more than the factors' 13.84: told apart, it leaves the indices as they are.
    [Fact]
    public void Of_NoisyIshigami_SeparatesTheNoiseOfReplications()
    {
        var draws = new Draws(37);
        var result = Analyse(3, 4096, Ishigami, draws, replications: 3, noise: Math.Sqrt(20));

        Assert.Equal(20, result.NoiseVariance!.Value, 4 * 20 * Math.Sqrt(2.0 / (2 * 2 * 4096)));
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(IshigamiFirst[i], result.First[i].Value, 4 * (result.First[i].Upper - result.First[i].Lower) / 3.92);
            Assert.Equal(IshigamiTotal[i], result.Total[i].Value, 4 * (result.Total[i].Upper - result.Total[i].Lower) / 3.92);
        }

        Assert.Empty(result.Notes);
        // Left in, the noise would add (20 / 3) / (13.84 + 20 / 3) to every total index and push that of the third factor to .49.
        Assert.InRange(result.Total[2].Value, 0.18, 0.32);
    }

    [Fact]
    public void Of_FewHundredSamples_HasIntervalsThatCover()
    {
        var (draws, covered) = (new Draws(38), 0);
        for (var i = 0; i < 40; i++)
        {
            var result = Analyse(3, 256, Ishigami, draws);
            for (var factor = 0; factor < 3; factor++)
            {
                covered += Holds(result.First[factor], IshigamiFirst[factor]) + Holds(result.Total[factor], IshigamiTotal[factor]);
            }
        }

        // At least nominal: 228 of 240, sd below √(240 x .05 x .95 x 6) = 8.3 with six indices of one analysis moving together.
        Assert.InRange(covered, 203, 240);
    }

    [Fact]
    public void Of_OutputThatIgnoresTheFactors_HasNothingToShareOut()
    {
        var result = Analyse(2, 16, _ => 5, new Draws(39));

        Assert.Empty(result.First);
        Assert.Contains("no variance", Assert.Single(result.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Point_OfEachBlock_TakesOneCoordinateFromB()
    {
        var design = SobolDesign.Create(3, 8, new Draws(40).Stream);
        var (a, b) = (design.Point(design.Index(5, 0)), design.Point(design.Index(5, 1)));

        Assert.Equal(40, design.Count);
        for (var i = 0; i < 3; i++)
        {
            double[] expected = [.. a];
            expected[i] = b[i];
            Assert.Equal(expected, design.Point(design.Index(5, 2 + i)));
        }
    }

    [Fact]
    public void Of_WrongNumberOfOutputs_Throws() =>
        Assert.Throws<ArgumentException>(() => SobolAnalysis.Of(SobolDesign.Create(1, 2, new Draws(1).Stream), [[1], [2]], new Draws(1).Stream));

    private static double Ishigami(double[] u)
    {
        double[] x = [.. u.Select(v => Math.PI * (2 * v - 1))];
        return Math.Sin(x[0]) + 7 * Math.Pow(Math.Sin(x[1]), 2) + 0.1 * Math.Pow(x[2], 4) * Math.Sin(x[0]);
    }

    private static SobolResult Analyse(int factors, int samples, Func<double[], double> model, Draws draws, int replications = 1, double noise = 0)
    {
        var design = SobolDesign.Create(factors, samples, draws.Stream);
        var outputs = new double[design.Count][];
        for (var i = 0; i < outputs.Length; i++)
        {
            var expected = model(design.Point(i));
            outputs[i] = new double[replications];
            for (var r = 0; r < replications; r++)
            {
                outputs[i][r] = expected + (noise > 0 ? noise * draws.Normal() : 0);
            }
        }

        return SobolAnalysis.Of(design, outputs, draws.Stream);
    }

    private static void AreNear(string row, string kind, double[] expected, IReadOnlyList<SobolIndex> indices)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            KnownAnswer.Check(row, $"{kind}{i + 1}", expected[i], indices[i].Value, 0.01);
            Assert.True(indices[i].Lower < indices[i].Upper);
        }
    }

    private static int Holds(SobolIndex index, double truth) => index.Lower <= truth && truth <= index.Upper ? 1 : 0;
}
