using TwinGrid.Simulation.Distributions.Special;

namespace TwinGrid.Simulation.Distributions;

/// <summary>The gamma law; with a whole shape the Erlang law, the sum of that many exponential stages.</summary>
public sealed class Gamma : Distribution
{
    private readonly double shape;
    private readonly double scale;
    private ScoreTable? table;

    /// <param name="shape">1e-3 to 1e6.</param>
    /// <param name="scale">Mean over shape, above 0.</param>
    public Gamma(double shape, double scale)
    {
        this.shape = Require.Between(shape, 1e-3, 1e6);
        this.scale = Require.Positive(scale);
    }

    /// <summary>Shape: 1 / scv.</summary>
    public double Shape => shape;

    /// <summary>Scale: mean over shape.</summary>
    public double Scale => scale;

    /// <inheritdoc/>
    public override double Mean => shape * scale;

    /// <inheritdoc/>
    public override double Variance => shape * scale * scale;

    /// <inheritdoc/>
    public override double Minimum => 0;

    /// <inheritdoc/>
    public override double Maximum => double.PositiveInfinity;

    /// <summary>The law with a mean and a squared coefficient of variation, both above 0.</summary>
    public static Gamma FromMeanAndScv(double mean, double scv) => new(1 / Require.Positive(scv), Require.Positive(mean) * scv);

    /// <summary>The sum of equal exponential stages.</summary>
    /// <param name="stages">At least 1.</param>
    /// <param name="mean">Of the sum.</param>
    public static Gamma Erlang(int stages, double mean)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stages, 1);
        return new Gamma(stages, Require.Positive(mean) / stages);
    }

    /// <inheritdoc/>
    public override double Cdf(double x) => GammaFunctions.Lower(shape, x / scale);

    /// <inheritdoc/>
    public override double Survival(double x) => GammaFunctions.Upper(shape, x / scale);

    /// <inheritdoc/>
    public override double LogSurvival(double x) => GammaFunctions.LogUpper(shape, x / scale);

    /// <inheritdoc/>
    public override double Density(double x)
    {
        var t = x / scale;
        return t < 0 ? 0 : t == 0 ? (shape < 1 ? double.PositiveInfinity : shape == 1 ? 1 / scale : 0) : Math.Exp(GammaFunctions.LogPrefactor(shape, t)) / x;
    }

    /// <inheritdoc/>
    public override double LogDensity(double x) =>
        x <= 0 ? Math.Log(Density(x)) : GammaFunctions.LogPrefactor(shape, x / scale) - Math.Log(x);

    /// <inheritdoc/>
    public override string ToString() => $"gamma(shape {Number(shape)}, scale {Number(scale)})";

    /// <inheritdoc/>
    protected internal override double Invert(double p) =>
        p is >= LeastDrawn and <= 1 - LeastDrawn
            ? scale * Math.Exp((table ??= ShapeTables.Gamma(shape)).At(NormalFunctions.Quantile(p)))
            : scale * Math.Exp(GammaFunctions.LogInverse(shape, Math.Log(p), Elementary.LogOnePlus(-p)));

    /// <inheritdoc/>
    protected internal override double InvertSurvival(double q) => scale * Math.Exp(GammaFunctions.LogInverse(shape, Elementary.LogOnePlus(-q), Math.Log(q)));

    /// <inheritdoc/>
    protected internal override double InvertResidual(double elapsed, double u)
    {
        var log = LogSurvival(elapsed) + Elementary.LogOnePlus(-u);
        return (scale * Math.Exp(GammaFunctions.LogInverse(shape, Elementary.LogOneMinusExp(log), log))) - elapsed;
    }

    /// <inheritdoc/>
    protected override double ExpectResidual(double elapsed)
    {
        var t = elapsed / scale;
        return scale * (shape - t + (1 / GammaFunctions.UpperScaled(shape, t)));
    }
}
