using TwinGrid.Simulation.Distributions.Special;

namespace TwinGrid.Simulation.Distributions;

/// <summary>The law without memory: times between events of a Poisson process.</summary>
public sealed class Exponential : Distribution
{
    private readonly double mean;

    /// <param name="mean">Finite, above 0.</param>
    public Exponential(double mean) => this.mean = Require.Positive(mean);

    /// <inheritdoc/>
    public override double Mean => mean;

    /// <inheritdoc/>
    public override double Variance => mean * mean;

    /// <inheritdoc/>
    public override double Minimum => 0;

    /// <inheritdoc/>
    public override double Maximum => double.PositiveInfinity;

    /// <inheritdoc/>
    public override double Cdf(double x) => x <= 0 ? 0 : -Elementary.ExpMinusOne(-x / mean);

    /// <inheritdoc/>
    public override double Survival(double x) => x <= 0 ? 1 : Math.Exp(-x / mean);

    /// <inheritdoc/>
    public override double LogSurvival(double x) => x <= 0 ? 0 : -x / mean;

    /// <inheritdoc/>
    public override double Density(double x) => x < 0 ? 0 : Math.Exp(-x / mean) / mean;

    /// <inheritdoc/>
    public override double LogDensity(double x) =>
        x < 0 ? double.NegativeInfinity : (-x / mean) - Math.Log(mean);

    /// <inheritdoc/>
    public override string ToString() => $"exponential(mean {Number(mean)})";

    /// <inheritdoc/>
    // For the streams' multiples of 2^-53 the difference 1 - p is exact, so that the plain logarithm loses nothing.
    protected internal override double Invert(double p) => p < 1e-8 ? mean * (p + (0.5 * p * p)) : -mean * Math.Log(1 - p);

    /// <inheritdoc/>
    protected internal override double InvertSurvival(double q) => -mean * Math.Log(q);

    /// <inheritdoc/>
    protected internal override double InvertResidual(double elapsed, double u) => Invert(u) - Math.Min(elapsed, 0);

    /// <inheritdoc/>
    protected override double ExpectResidual(double elapsed) => mean;
}
