using MathNet.Numerics;
using TwinGrid.Simulation.Distributions.Special;

namespace TwinGrid.Simulation.Distributions;

/// <summary>The number of events of a Poisson process in a given time: 0, 1, 2, ...</summary>
public sealed class Poisson : Distribution
{
    private readonly double mean;
    private readonly double[] first;

    /// <param name="mean">Above 0, at most 1e9.</param>
    public Poisson(double mean)
    {
        this.mean = Require.Between(Require.Positive(mean), 0, 1e9);

        // Draws of small means, which are most, find their value among the first few.
        first = new double[mean < 20 ? 64 : 0];
        for (var k = 0; k < first.Length; k++)
        {
            first[k] = Cdf(k);
        }
    }

    /// <inheritdoc/>
    public override double Mean => mean;

    /// <inheritdoc/>
    public override double Variance => mean;

    /// <inheritdoc/>
    public override double Minimum => 0;

    /// <inheritdoc/>
    public override double Maximum => double.PositiveInfinity;

    /// <inheritdoc/>
    public override bool IsDiscrete => true;

    /// <inheritdoc/>
    public override double Cdf(double x) => x < 0 ? 0 : double.IsPositiveInfinity(x) ? 1 : GammaFunctions.Upper(Math.Floor(x) + 1, mean);

    /// <inheritdoc/>
    public override double Survival(double x) => x < 0 ? 1 : double.IsPositiveInfinity(x) ? 0 : GammaFunctions.Lower(Math.Floor(x) + 1, mean);

    /// <inheritdoc/>
    public override double LogSurvival(double x) =>
        x < 0 ? 0 : double.IsPositiveInfinity(x) ? double.NegativeInfinity : GammaFunctions.LogLower(Math.Floor(x) + 1, mean);

    /// <inheritdoc/>
    public override double Density(double x) =>
        x < 0 || x != Math.Floor(x) || double.IsInfinity(x) ? 0 : Math.Exp((x * Math.Log(mean)) - mean - SpecialFunctions.GammaLn(x + 1));

    /// <inheritdoc/>
    public override string ToString() => $"poisson(mean {Number(mean)})";

    /// <inheritdoc/>
    protected internal override double Invert(double p)
    {
        for (var k = 0; k < first.Length; k++)
        {
            if (first[k] >= p)
            {
                return k;
            }
        }

        if (p == 1)
        {
            return double.PositiveInfinity;
        }

        // Cornish and Fisher's start is off by one or two; the cdf decides.
        var z = Math.Clamp(NormalFunctions.Quantile(p), -40, 40);
        var x = Math.Max(0, Math.Floor(mean + (z * Math.Sqrt(mean)) + (((z * z) - 1) / 6)));
        while (Cdf(x) < p)
        {
            x++;
        }

        while (x > 0 && Cdf(x - 1) >= p)
        {
            x--;
        }

        return x;
    }

    /// <inheritdoc/>
    protected override double ExpectResidual(double elapsed)
    {
        // E[X; X > m] = mean P(X >= m)
        var m = Math.Floor(elapsed);
        return (mean * Math.Exp(LogSurvival(m - 1) - LogSurvival(m))) - elapsed;
    }
}
