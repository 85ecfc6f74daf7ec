namespace TwinGrid.Simulation.Distributions;

/// <summary>Always the same value. A draw still takes its uniform, so that a law put in its place moves nothing else.</summary>
public sealed class Constant : Distribution
{
    private readonly double value;

    /// <param name="value">Finite.</param>
    public Constant(double value) => this.value = Require.Finite(value);

    /// <inheritdoc/>
    public override double Mean => value;

    /// <inheritdoc/>
    public override double Variance => 0;

    /// <inheritdoc/>
    public override double Minimum => value;

    /// <inheritdoc/>
    public override double Maximum => value;

    /// <inheritdoc/>
    public override bool IsDiscrete => true;

    /// <inheritdoc/>
    public override double Cdf(double x) => x >= value ? 1 : 0;

    /// <inheritdoc/>
    public override double Density(double x) => x == value ? 1 : 0;

    /// <inheritdoc/>
    public override string ToString() => $"constant({Number(value)})";

    /// <inheritdoc/>
    protected internal override double Invert(double p) => value;

    /// <inheritdoc/>
    protected override double ExpectResidual(double elapsed) => value - elapsed;
}
