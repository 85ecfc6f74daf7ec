using TwinGrid.Simulation.Statistics;

namespace TwinGrid.Simulation.Sensitivity;

/// <summary>Means and noise of the points of a <see cref="SobolDesign"/>, and the estimators over any choice of its base samples. Sums run in the order of the choice.</summary>
internal sealed class SobolSample
{
    private readonly double[][] means;
    private readonly double[][] noise;

    private SobolSample(double[][] means, double[][] noise)
    {
        this.means = means;
        this.noise = noise;
    }

    internal int Factors => means[0].Length - 2;

    /// <summary>Rows of A, B, AB1... by base sample; noise is the variance of each mean of replications, 0 where it cannot be told.</summary>
    internal static SobolSample Of(SobolDesign design, IReadOnlyList<double[]> outputs, int replications)
    {
        var (means, noise) = (new double[design.Samples][], new double[design.Samples][]);
        for (var sample = 0; sample < design.Samples; sample++)
        {
            (means[sample], noise[sample]) = (new double[design.Factors + 2], new double[design.Factors + 2]);
            for (var block = 0; block < design.Factors + 2; block++)
            {
                var moments = RunningMoments.Of(outputs[design.Index(sample, block)]);
                means[sample][block] = moments.Mean;
                noise[sample][block] = replications > 1 ? moments.Variance / replications : 0;
            }
        }

        return new(means, noise);
    }

    internal Shares Estimate(int[] rows)
    {
        var (output, noiseOutput) = (new RunningMoments(), 0.0);
        foreach (var row in rows)
        {
            output.Add(means[row][0]);
            output.Add(means[row][1]);
            noiseOutput += noise[row][0] + noise[row][1];
        }

        noiseOutput /= 2 * rows.Length;
        var (first, total) = (new double[Factors], new double[Factors]);
        foreach (var row in rows)
        {
            var (f, e) = (means[row], noise[row]);
            for (var i = 0; i < first.Length; i++)
            {
                var step = f[2 + i] - f[0];
                first[i] += (f[1] - output.Mean) * step;
                total[i] += (step * step - e[0] - e[2 + i]) / 2;
            }
        }

        var variance = output.Variance - noiseOutput;
        for (var i = 0; i < first.Length; i++)
        {
            first[i] /= rows.Length * variance;
            total[i] /= rows.Length * variance;
        }

        return new(output.Mean, variance, noiseOutput, first, total);
    }

    /// <param name="Mean">Mean output.</param>
    /// <param name="Variance">Variance due to the factors.</param>
    /// <param name="Noise">Mean variance of a mean of replications.</param>
    /// <param name="First">First-order indices.</param>
    /// <param name="Total">Total indices.</param>
    internal readonly record struct Shares(double Mean, double Variance, double Noise, double[] First, double[] Total);
}
