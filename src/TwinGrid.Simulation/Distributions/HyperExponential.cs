using TwinGrid.Simulation.Distributions.Special;

namespace TwinGrid.Simulation.Distributions;

/// <summary>
/// One of two exponential laws, by chance: the common law with more variation than the exponential. Balanced means: either branch brings half of the mean
/// (H. Tijms, "A First Course in Stochastic Models", 2003, appendix B).
/// </summary>
public sealed class HyperExponential : Distribution
{
    private readonly double scv;
    private readonly double probability;
    private readonly double shortMean;
    private readonly double longMean;
    private ScoreTable? table;

    /// <param name="mean">Above 0.</param>
    /// <param name="scv">Squared coefficient of variation, above 1, at most 1e6.</param>
    public HyperExponential(double mean, double scv)
    {
        Mean = Require.Positive(mean);
        this.scv = Require.Between(Require.Above(scv, 1), 1, 1e6);
        Variance = scv * mean * mean;

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
    public override double Density(double x) => x < 0 ? 0 : DensityAndDecay(x).Density;

    /// <inheritdoc/>
    public override string ToString() => $"hyperexponential(mean {Number(Mean)}, scv {Number(scv)})";

    /// <summary>The x with log P(X &gt; x) = <paramref name="log"/>.</summary>
    internal double InvertLogSurvival(double log) => InvertLogSurvival(log, 1 - probability, probability);

    /// <summary>The density at x of at least 0 and the rate at which its logarithm falls.</summary>
    internal (double Density, double Decay) DensityAndDecay(double x)
    {
        var slow = probability / longMean * Math.Exp(-x / longMean);
        var fast = (1 - probability) / shortMean * Math.Exp(-x / shortMean);
        return (slow + fast, ((slow / longMean) + (fast / shortMean)) / (slow + fast));
    }

    /// <inheritdoc/>
    protected internal override double Invert(double p)
    {
        if (p is < LeastDrawn or > 1 - LeastDrawn)
        {
            return InvertLogSurvival(Elementary.LogOnePlus(-p));
        }

        // From the table one step is enough, two where the branches differ by orders of magnitude.
        var q = 1 - p;
        var x = Mean * Math.Exp((table ??= ShapeTables.HyperExponential(scv)).At(NormalFunctions.Quantile(p)));
        for (var i = 0; i < 20; i++)
        {
            var slow = probability * Math.Exp(-x / longMean);
            var fast = (1 - probability) * Math.Exp(-x / shortMean);
            var survival = slow + fast;
            var miss = (survival - q) / q;
            var step = (Math.Abs(miss) < 1e-7 ? miss : Math.Log(survival / q)) * survival / ((slow / longMean) + (fast / shortMean));
            x += step;
            if (Math.Abs(step) <= 1e-8 * x)
            {
                break;
            }
        }

        return Math.Max(0, x);
    }

    /// <inheritdoc/>
    protected internal override double InvertSurvival(double q) => InvertLogSurvival(Math.Log(q));

    /// <inheritdoc/>
    protected internal override double InvertResidual(double elapsed, double u)
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
            var reduction = Elementary.ExpMinusOne(-x * excess);
            var remaining = longWeight + (shortWeight * (1 + reduction));
            var sum = reduction > -0.6 ? Elementary.LogOnePlus(shortWeight * reduction) : Math.Log(remaining);
            var step = (sum - (slow * x) - log) / (slow + (excess * (remaining - longWeight) / remaining));
            x += step;
            if (step <= 1e-9 * x)
            {
                break;
            }
        }

        return Math.Max(0, x);
    }
}
