using TwinGrid.Simulation.Distributions.Special;

namespace TwinGrid.Simulation.Distributions;

/// <summary>The beta law between two limits; with <see cref="Pert"/> the smooth law of an estimate by least, likeliest and greatest value.</summary>
public sealed class Beta : Distribution
{
    private readonly double alpha;
    private readonly double beta;
    private readonly double width;
    private ScoreTable? table;

    /// <param name="alpha">First shape, 0.01 to 1e5.</param>
    /// <param name="beta">Second shape, 0.01 to 1e5.</param>
    /// <param name="min">Lower limit, finite.</param>
    /// <param name="max">Upper limit, finite, above <paramref name="min"/>.</param>
    public Beta(double alpha, double beta, double min = 0, double max = 1)
    {
        this.alpha = Require.Between(alpha, 0.01, 1e5);
        this.beta = Require.Between(beta, 0.01, 1e5);
        Minimum = Require.Finite(min);
        Maximum = Require.Above(max, min);
        width = max - min;
    }

    /// <inheritdoc/>
    public override double Mean => Minimum + (width * alpha / (alpha + beta));

    /// <inheritdoc/>
    public override double Variance => width * width * alpha * beta / ((alpha + beta) * (alpha + beta) * (alpha + beta + 1));

    /// <inheritdoc/>
    public override double Minimum { get; }

    /// <inheritdoc/>
    public override double Maximum { get; }

    /// <summary>
    /// The law of the project evaluation and review technique: mean (min + weight mode + max) / (weight + 2). D. Malcolm, J. Roseboom, C. Clark, W. Fazar, Operations Research 7, 1959.
    /// </summary>
    /// <param name="min">Least value, finite.</param>
    /// <param name="mode">Likeliest value, from <paramref name="min"/> to <paramref name="max"/>.</param>
    /// <param name="max">Greatest value, above <paramref name="min"/>.</param>
    /// <param name="weight">Of the likeliest value, 0 (uniform) to 1e4; 4 is usual.</param>
    public static Beta Pert(double min, double mode, double max, double weight = 4)
    {
        Require.Above(max, Require.Finite(min));
        Require.Between(mode, min, max);
        Require.Between(weight, 0, 1e4);
        return new Beta(1 + (weight * (mode - min) / (max - min)), 1 + (weight * (max - mode) / (max - min)), min, max);
    }

    /// <inheritdoc/>
    public override double Cdf(double x) => BetaFunctions.Lower(alpha, beta, Math.Clamp((x - Minimum) / width, 0, 1));

    /// <inheritdoc/>
    public override double Survival(double x) => BetaFunctions.Lower(beta, alpha, Math.Clamp((Maximum - x) / width, 0, 1));

    /// <inheritdoc/>
    public override double Density(double x) =>
        x < Minimum || x > Maximum ? 0 : Math.Exp(BetaFunctions.LogDensity(alpha, beta, (x - Minimum) / width, (Maximum - x) / width)) / width;

    /// <inheritdoc/>
    public override string ToString() => $"beta({Number(alpha)}, {Number(beta)}, {Number(Minimum)}, {Number(Maximum)})";

    /// <inheritdoc/>
    protected internal override double Invert(double p) =>
        p < LeastDrawn ? Minimum : p > 1 - LeastDrawn ? Maximum : AtScore(NormalFunctions.Quantile(p));

    /// <inheritdoc/>
    protected internal override double InvertSurvival(double q) =>
        q < LeastDrawn ? Maximum : q > 1 - LeastDrawn ? Minimum : AtScore(-NormalFunctions.Quantile(q));

    private double AtScore(double score)
    {
        var logit = (table ??= ShapeTables.Beta(alpha, beta)).At(score);
        return logit < 0 ? Minimum + (width * Math.Exp(logit) / (1 + Math.Exp(logit))) : Maximum - (width * Math.Exp(-logit) / (1 + Math.Exp(-logit)));
    }
}
