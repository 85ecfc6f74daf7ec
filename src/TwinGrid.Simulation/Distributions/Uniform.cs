namespace TwinGrid.Simulation.Distributions;

/// <summary>Every value between two limits equally likely.</summary>
public sealed class Uniform : Distribution
{
    private readonly double width;

    /// <param name="min">Lower limit, finite.</param>
    /// <param name="max">Upper limit, finite, above <paramref name="min"/>.</param>
    public Uniform(double min, double max)
    {
        Minimum = Require.Finite(min);
        Maximum = Require.Above(max, min);
        width = Require.Finite(max - min, "max - min");
    }

    /// <inheritdoc/>
    public override double Mean => Minimum + (0.5 * width);

    /// <inheritdoc/>
    public override double Variance => width * width / 12;

    /// <inheritdoc/>
    public override double Minimum { get; }

    /// <inheritdoc/>
    public override double Maximum { get; }

    /// <inheritdoc/>
    public override double Cdf(double x) => Math.Clamp((x - Minimum) / width, 0, 1);

    /// <inheritdoc/>
    public override double Survival(double x) => Math.Clamp((Maximum - x) / width, 0, 1);

    /// <inheritdoc/>
    public override double Density(double x) => x >= Minimum && x <= Maximum ? 1 / width : 0;

    /// <inheritdoc/>
    public override string ToString() => $"uniform({Number(Minimum)}, {Number(Maximum)})";

    /// <inheritdoc/>
    protected internal override double Invert(double p) => p < 0.5 ? Minimum + (width * p) : Maximum - (width * (1 - p));

    /// <inheritdoc/>
    protected internal override double InvertResidual(double elapsed, double u)
    {
        var from = Math.Max(elapsed, Minimum);
        return from - elapsed + ((Maximum - from) * u);
    }

    /// <inheritdoc/>
    protected override double ExpectResidual(double elapsed) => 0.5 * (Maximum - elapsed);
}
