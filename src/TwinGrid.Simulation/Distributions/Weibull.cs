using TwinGrid.Simulation.Distributions.Special;

namespace TwinGrid.Simulation.Distributions;

/// <summary>The law of the weakest link: lives with failures that come early (shape below 1), by chance (1) or from wear (above 1). P(X &gt; x) = exp(-((x - shift) / scale)^shape).</summary>
public sealed class Weibull : Distribution
{
    private readonly double shape;
    private readonly double scale;
    private readonly double shift;

    /// <param name="shape">0.05 to 1e4.</param>
    /// <param name="scale">Characteristic life beyond the shift: 63.2 % have failed. Above 0.</param>
    /// <param name="shift">Life without failures; any finite number.</param>
    public Weibull(double shape, double scale, double shift = 0)
    {
        this.shape = Require.Between(shape, 0.05, 1e4);
        this.scale = Require.Positive(scale);
        this.shift = Require.Finite(shift);
        var logMean = GammaFunctions.LogGamma(1 + (1 / shape));
        var mean = scale * Math.Exp(logMean);
        Mean = shift + mean;
        Variance = mean * mean * Elementary.ExpMinusOne(GammaFunctions.LogGamma(1 + (2 / shape)) - (2 * logMean));
    }

    /// <summary>Shape.</summary>
    public double Shape => shape;

    /// <summary>Characteristic life beyond the shift.</summary>
    public double Scale => scale;

    /// <inheritdoc/>
    public override double Mean { get; }

    /// <inheritdoc/>
    public override double Variance { get; }

    /// <inheritdoc/>
    public override double Minimum => shift;

    /// <inheritdoc/>
    public override double Maximum => double.PositiveInfinity;

    /// <inheritdoc/>
    public override double Cdf(double x) => -Elementary.ExpMinusOne(LogSurvival(x));

    /// <inheritdoc/>
    public override double Survival(double x) => Math.Exp(LogSurvival(x));

    /// <inheritdoc/>
    public override double LogSurvival(double x) => x <= shift ? 0 : -Math.Pow((x - shift) / scale, shape);

    /// <inheritdoc/>
    public override double Density(double x)
    {
        if (x < shift)
        {
            return 0;
        }

        var ratio = (x - shift) / scale;
        return shape / scale * Math.Pow(ratio, shape - 1) * Math.Exp(-Math.Pow(ratio, shape));
    }

    /// <inheritdoc/>
    public override double LogDensity(double x) =>
        x <= shift ? Math.Log(Density(x)) : Math.Log(shape / scale) + ((shape - 1) * Math.Log((x - shift) / scale)) - Math.Pow((x - shift) / scale, shape);

    /// <inheritdoc/>
    public override string ToString() => $"weibull(shape {Number(shape)}, scale {Number(scale)}{(shift == 0 ? "" : $", shift {Number(shift)}")})";

    /// <inheritdoc/>
    protected internal override double Invert(double p) => shift + (scale * Math.Pow(-Elementary.LogOnePlus(-p), 1 / shape));

    /// <inheritdoc/>
    protected internal override double InvertSurvival(double q) => shift + (scale * Math.Pow(-Math.Log(q), 1 / shape));

    /// <inheritdoc/>
    protected internal override double InvertResidual(double elapsed, double u)
    {
        if (elapsed <= shift)
        {
            return Invert(u) - elapsed;
        }

        // As a factor on the elapsed life: the difference of two lives would cancel when little is left.
        var past = Math.Pow((elapsed - shift) / scale, shape);
        return (elapsed - shift) * Elementary.ExpMinusOne(Elementary.LogOnePlus(-Elementary.LogOnePlus(-u) / past) / shape);
    }

    /// <inheritdoc/>
    protected override double ExpectResidual(double elapsed)
    {
        var past = Math.Pow((elapsed - shift) / scale, shape);
        return (elapsed - shift) / shape * GammaFunctions.UpperScaled(1 / shape, past);
    }
}
