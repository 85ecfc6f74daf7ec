using TwinGrid.Simulation.Distributions.Special;

namespace TwinGrid.Simulation.Distributions;

/// <summary>
/// One of two exponential laws, by chance: the common law with more variation than the exponential. Balanced means: either branch brings half of the mean
/// (H. Tijms, "A First Course in Stochastic Models", 2003, appendix B).
/// </summary>
public sealed class HyperExponential : Distribution
{
    private readonly double probability;
    private readonly double shortMean;
    private readonly double longMean;

    /// <param name="mean">Above 0.</param>
    /// <param name="scv">Squared coefficient of variation, above 1.</param>
    public HyperExponential(double mean, double scv)
    {
        Mean = Require.Positive(mean);
        Variance = Require.Above(scv, 1) * mean * mean;

        // The probability of the long branch is small for a large scv: formed without the difference 1 - sqrt((scv - 1) / (scv + 1)).
        var root = Math.Sqrt((scv - 1) / (scv + 1));
        probability = 1 / ((scv + 1) * (1 + root));
        longMean = mean / (2 * probability);
        shortMean = mean / (2 * (1 - probability));
    }

    /// <inheritdoc/>
    public override double Mean { get; }

    /// <inheritdoc/>
    public override double Variance { get; }

    /// <inheritdoc/>
    public override double Minimum => 0;

    /// <inheritdoc/>
    public override double Maximum => double.PositiveInfinity;

    /// <inheritdoc/>
    public override double Cdf(double x) =>
        x <= 0 ? 0 : -(probability * Elementary.ExpMinusOne(-x / longMean)) - ((1 - probability) * Elementary.ExpMinusOne(-x / shortMean));

    /// <inheritdoc/>
    public override double Survival(double x) => x <= 0 ? 1 : (probability * Math.Exp(-x / longMean)) + ((1 - probability) * Math.Exp(-x / shortMean));

    /// <inheritdoc/>
    public override double LogSurvival(double x) =>
        x <= 0 ? 0 : (-x / longMean) + Math.Log(probability + ((1 - probability) * Math.Exp(-x * ((1 / shortMean) - (1 / longMean)))));

    /// <inheritdoc/>
    public override double Density(double x) =>
        x < 0 ? 0 : (probability / longMean * Math.Exp(-x / longMean)) + ((1 - probability) / shortMean * Math.Exp(-x / shortMean));

    /// <inheritdoc/>
    public override string ToString() => $"hyperexponential(mean {Number(Mean)}, scv {Number(Scv)})";

    /// <inheritdoc/>
    protected override double Invert(double p) => InvertLogSurvival(Elementary.LogOnePlus(-p), 1 - probability, probability);

    /// <inheritdoc/>
    protected override double InvertSurvival(double q) => InvertLogSurvival(Math.Log(q), 1 - probability, probability);

    /// <inheritdoc/>
    protected override double InvertResidual(double elapsed, double u)
    {
        // Who has lasted so long is of the long branch more often: the residual is hyperexponential again.
        var from = Math.Max(0, elapsed);
        var gone = (1 - probability) * Math.Exp(-from * ((1 / shortMean) - (1 / longMean)));
        var total = probability + gone;
        return InvertLogSurvival(Elementary.LogOnePlus(-u), gone / total, probability / total) + from - elapsed;
    }

    /// <inheritdoc/>
    protected override double ExpectResidual(double elapsed)
    {
        var gone = (1 - probability) * Math.Exp(-elapsed * ((1 / shortMean) - (1 / longMean)));
        return ((gone * shortMean) + (probability * longMean)) / (gone + probability);
    }

    /// <summary>
    /// Newton on the logarithm of the survival function, which falls and is convex: from the left of the root every step stays on the left and comes closer. Each branch
    /// alone, with its weight, gives a start there.
    /// </summary>
    private double InvertLogSurvival(double log, double shortWeight, double longWeight)
    {
        if (double.IsNegativeInfinity(log))
        {
            return double.PositiveInfinity;
        }

        var (slow, excess) = (1 / longMean, (1 / shortMean) - (1 / longMean));
        var x = Math.Max((Math.Log(longWeight) - log) * longMean, -log * shortMean);
        for (var i = 0; i < 100; i++)
        {
            var fast = shortWeight * Math.Exp(-x * excess);
            var sum = x * excess < 1 ? Elementary.LogOnePlus(shortWeight * Elementary.ExpMinusOne(-x * excess)) : Math.Log(longWeight + fast);
            var step = (sum - (slow * x) - log) / (slow + (excess * fast / (longWeight + fast)));
            x += step;
            if (step <= 1e-15 * x)
            {
                break;
            }
        }

        return Math.Max(0, x);
    }
}
