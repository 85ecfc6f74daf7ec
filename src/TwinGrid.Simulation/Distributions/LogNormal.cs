using TwinGrid.Simulation.Distributions.Special;

namespace TwinGrid.Simulation.Distributions;

/// <summary>The exponential of a normal law: times of manual work and repairs.</summary>
public sealed class LogNormal : Distribution
{
    private readonly double mu;
    private readonly double sigma;

    /// <param name="mu">Mean of the logarithm (of the value in the law's unit).</param>
    /// <param name="sigma">Standard deviation of the logarithm, above 0.</param>
    public LogNormal(double mu, double sigma)
    {
        this.mu = Require.Finite(mu);
        this.sigma = Require.Positive(sigma);
        Mean = Require.Finite(Math.Exp(mu + (0.5 * sigma * sigma)), "mean");
        Variance = Mean * Mean * Elementary.ExpMinusOne(sigma * sigma);
    }

    /// <summary>Mean of the logarithm.</summary>
    public double Mu => mu;

    /// <summary>Standard deviation of the logarithm.</summary>
    public double Sigma => sigma;

    /// <inheritdoc/>
    public override double Mean { get; }

    /// <inheritdoc/>
    public override double Variance { get; }

    /// <inheritdoc/>
    public override double Minimum => 0;

    /// <inheritdoc/>
    public override double Maximum => double.PositiveInfinity;

    /// <summary>The law with a mean and a squared coefficient of variation, both above 0.</summary>
    public static LogNormal FromMeanAndScv(double mean, double scv)
    {
        var variance = Elementary.LogOnePlus(Require.Positive(scv));
        return new LogNormal(Math.Log(Require.Positive(mean)) - (0.5 * variance), Math.Sqrt(variance));
    }

    /// <summary>The law with a median, above 0, and a standard deviation of the logarithm.</summary>
    public static LogNormal FromMedian(double median, double sigma) => new(Math.Log(Require.Positive(median)), sigma);

    /// <inheritdoc/>
    public override double Cdf(double x) => x <= 0 ? 0 : NormalFunctions.Cdf(Score(x));

    /// <inheritdoc/>
    public override double Survival(double x) => x <= 0 ? 1 : NormalFunctions.Cdf(-Score(x));

    /// <inheritdoc/>
    public override double LogSurvival(double x) => x <= 0 ? 0 : NormalFunctions.LogSurvival(Score(x));

    /// <inheritdoc/>
    public override double Density(double x) => x <= 0 ? 0 : NormalFunctions.Density(Score(x)) / (x * sigma);

    /// <inheritdoc/>
    public override double LogDensity(double x) =>
        x <= 0 ? double.NegativeInfinity : (-0.5 * Score(x) * Score(x)) - NormalFunctions.LogSqrtTwoPi - Math.Log(x * sigma);

    /// <inheritdoc/>
    public override string ToString() => $"lognormal(mu {Number(mu)}, sigma {Number(sigma)})";

    /// <inheritdoc/>
    protected internal override double Invert(double p) => Math.Exp(mu + (sigma * NormalFunctions.Quantile(p)));

    /// <inheritdoc/>
    protected internal override double InvertSurvival(double q) => Math.Exp(mu - (sigma * NormalFunctions.Quantile(q)));

    /// <inheritdoc/>
    protected internal override double InvertResidual(double elapsed, double u)
    {
        if (elapsed <= 0)
        {
            return Invert(u) - elapsed;
        }

        // As a factor on the elapsed time, for the same reason as in Weibull.
        var score = Score(elapsed);
        var ahead = NormalFunctions.QuantileOfLogSurvival(NormalFunctions.LogSurvival(score) + Elementary.LogOnePlus(-u));
        return elapsed * Elementary.ExpMinusOne(sigma * (ahead - score));
    }

    /// <inheritdoc/>
    protected override double ExpectResidual(double elapsed)
    {
        var score = Score(elapsed);
        return (Mean * Math.Exp(NormalFunctions.LogSurvival(score - sigma) - NormalFunctions.LogSurvival(score))) - elapsed;
    }

    private double Score(double x) => (Math.Log(x) - mu) / sigma;
}
