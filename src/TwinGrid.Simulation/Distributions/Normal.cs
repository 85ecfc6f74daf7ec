using TwinGrid.Simulation.Distributions.Special;

namespace TwinGrid.Simulation.Distributions;

/// <summary>The normal law, on the whole line: for durations take it <see cref="Truncated"/> at 0.</summary>
public sealed class Normal : Distribution
{
    private readonly double sd;

    /// <param name="mean">Finite.</param>
    /// <param name="sd">Standard deviation, above 0.</param>
    public Normal(double mean, double sd)
    {
        Mean = Require.Finite(mean);
        this.sd = Require.Positive(sd);
    }

    /// <inheritdoc/>
    public override double Mean { get; }

    /// <inheritdoc/>
    public override double Variance => sd * sd;

    /// <inheritdoc/>
    public override double Minimum => double.NegativeInfinity;

    /// <inheritdoc/>
    public override double Maximum => double.PositiveInfinity;

    /// <inheritdoc/>
    public override double Cdf(double x) => NormalFunctions.Cdf((x - Mean) / sd);

    /// <inheritdoc/>
    public override double Survival(double x) => NormalFunctions.Cdf((Mean - x) / sd);

    /// <inheritdoc/>
    public override double LogSurvival(double x) => NormalFunctions.LogSurvival((x - Mean) / sd);

    /// <inheritdoc/>
    public override double Density(double x) => NormalFunctions.Density((x - Mean) / sd) / sd;

    /// <inheritdoc/>
    public override double LogDensity(double x) =>
        (-0.5 * (x - Mean) / sd * ((x - Mean) / sd)) - NormalFunctions.LogSqrtTwoPi - Math.Log(sd);

    /// <inheritdoc/>
    public override string ToString() => $"normal(mean {Number(Mean)}, sd {Number(sd)})";

    /// <inheritdoc/>
    protected internal override double Invert(double p) => Mean + (sd * NormalFunctions.Quantile(p));

    /// <inheritdoc/>
    protected internal override double InvertSurvival(double q) => Mean - (sd * NormalFunctions.Quantile(q));

    /// <inheritdoc/>
    protected internal override double InvertResidual(double elapsed, double u)
    {
        var score = (elapsed - Mean) / sd;
        return sd * (NormalFunctions.QuantileOfLogSurvival(NormalFunctions.LogSurvival(score) + Elementary.LogOnePlus(-u)) - score);
    }

    /// <inheritdoc/>
    protected override double ExpectResidual(double elapsed)
    {
        var score = (elapsed - Mean) / sd;
        return sd * (Math.Exp((-0.5 * score * score) - NormalFunctions.LogSqrtTwoPi - NormalFunctions.LogSurvival(score)) - score);
    }
}
