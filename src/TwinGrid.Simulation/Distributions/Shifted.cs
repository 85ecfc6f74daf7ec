namespace TwinGrid.Simulation.Distributions;

/// <summary>A law moved by a constant: a fixed part and a random one.</summary>
public sealed class Shifted : Distribution
{
    private readonly Distribution law;
    private readonly double by;

    /// <param name="law">The random part.</param>
    /// <param name="by">The fixed part, finite.</param>
    public Shifted(Distribution law, double by)
    {
        ArgumentNullException.ThrowIfNull(law);
        this.law = law;
        this.by = Require.Finite(by);
    }

    /// <inheritdoc/>
    public override double Mean => law.Mean + by;

    /// <inheritdoc/>
    public override double Variance => law.Variance;

    /// <inheritdoc/>
    public override double Minimum => law.Minimum + by;

    /// <inheritdoc/>
    public override double Maximum => law.Maximum + by;

    /// <inheritdoc/>
    public override bool IsDiscrete => law.IsDiscrete;

    /// <inheritdoc/>
    public override double Cdf(double x) => law.Cdf(x - by);

    /// <inheritdoc/>
    public override double Survival(double x) => law.Survival(x - by);

    /// <inheritdoc/>
    public override double LogSurvival(double x) => law.LogSurvival(x - by);

    /// <inheritdoc/>
    public override double Density(double x) => law.Density(x - by);

    /// <inheritdoc/>
    public override string ToString() => $"{Number(by)} + {law}";

    /// <inheritdoc/>
    protected internal override double Below(double x) => law.Below(x - by);

    /// <inheritdoc/>
    protected internal override double Invert(double p) => by + law.Invert(p);

    /// <inheritdoc/>
    protected internal override double InvertSurvival(double q) => by + law.InvertSurvival(q);

    /// <inheritdoc/>
    protected internal override double InvertResidual(double elapsed, double u) => law.InvertResidual(elapsed - by, u);

    /// <inheritdoc/>
    protected override double ExpectResidual(double elapsed) => law.MeanResidual(elapsed - by);
}
