namespace TwinGrid.Simulation.Distributions;

/// <summary>The law of an estimate by least, likeliest and greatest value.</summary>
public sealed class Triangular : Distribution
{
    private readonly double mode;
    private readonly double width;
    private readonly double below;

    /// <param name="min">Least value, finite.</param>
    /// <param name="mode">Likeliest value, from <paramref name="min"/> to <paramref name="max"/>.</param>
    /// <param name="max">Greatest value, finite, above <paramref name="min"/>.</param>
    public Triangular(double min, double mode, double max)
    {
        Minimum = Require.Finite(min);
        Maximum = Require.Above(max, min);
        this.mode = Require.Between(mode, min, max);
        width = max - min;
        below = (mode - min) / width;
    }

    /// <inheritdoc/>
    public override double Mean => (Minimum + mode + Maximum) / 3;

    /// <inheritdoc/>
    public override double Variance => width * width * (1 - (below * (1 - below))) / 18;

    /// <inheritdoc/>
    public override double Minimum { get; }

    /// <inheritdoc/>
    public override double Maximum { get; }

    /// <inheritdoc/>
    public override double Cdf(double x)
    {
        var t = Math.Clamp((x - Minimum) / width, 0, 1);
        return t < below ? t * t / below : 1 - Survival(x);
    }

    /// <inheritdoc/>
    public override double Survival(double x)
    {
        var t = Math.Clamp((Maximum - x) / width, 0, 1);
        return t < 1 - below ? t * t / (1 - below) : 1 - (below > 0 ? (1 - t) * (1 - t) / below : 0);
    }

    /// <inheritdoc/>
    public override double Density(double x) =>
        x < Minimum || x > Maximum ? 0
        : x < mode ? 2 * (x - Minimum) / (width * width * below)
        : x > mode ? 2 * (Maximum - x) / (width * width * (1 - below))
        : 2 / width;

    /// <inheritdoc/>
    public override string ToString() => $"triangular({Number(Minimum)}, {Number(mode)}, {Number(Maximum)})";

    /// <inheritdoc/>
    protected internal override double Invert(double p) => p <= below ? Minimum + (width * Math.Sqrt(p * below)) : InvertSurvival(1 - p);

    /// <inheritdoc/>
    protected internal override double InvertSurvival(double q) =>
        q < 1 - below ? Maximum - (width * Math.Sqrt(q * (1 - below))) : Minimum + (width * Math.Sqrt((1 - q) * below));

    /// <inheritdoc/>
    protected override double ExpectResidual(double elapsed)
    {
        if (elapsed >= mode)
        {
            return (Maximum - elapsed) / 3;
        }

        // E[(X - e)+] = mean - e + the integral of the cdf up to e.
        var t = (elapsed - Minimum) / width;
        return (Mean - elapsed + (width * t * t * t / (3 * below))) / Survival(elapsed);
    }
}
