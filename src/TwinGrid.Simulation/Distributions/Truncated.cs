using System.Globalization;
using TwinGrid.Simulation.Distributions.Special;

namespace TwinGrid.Simulation.Distributions;

/// <summary>A law given that its value lies between two limits, both included: not the same as moving values beyond to the limits.</summary>
public sealed class Truncated : Distribution
{
    private readonly Distribution law;
    private readonly double below;
    private readonly double above;
    private readonly double mass;
    private readonly Lazy<double> variance;

    /// <param name="law">Not discrete.</param>
    /// <param name="min">Lower limit; minus infinity = none.</param>
    /// <param name="max">Upper limit, above <paramref name="min"/>; infinity = none.</param>
    /// <exception cref="ArgumentException">A discrete law: leave values out of it instead. Or between the limits lies a probability of less than 1e-12: the law says that this does not happen.</exception>
    public Truncated(Distribution law, double min, double max)
    {
        ArgumentNullException.ThrowIfNull(law);
        if (law.IsDiscrete)
        {
            throw new ArgumentException($"{law} is discrete; leave values out of it instead of truncating it.", nameof(law));
        }

        if (!(min < max))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"min is {min} and max is {max}; min must be below max."), nameof(min));
        }

        this.law = law;
        Minimum = Math.Max(min, law.Minimum);
        Maximum = Math.Min(max, law.Maximum);
        below = law.Below(min);
        above = law.Survival(max);
        mass = below < 0.5 ? 1 - below - above : law.Survival(min) + (law.Cdf(min) - below) - above;
        if (!(mass >= 1e-12))
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"Between min {min} and max {max} lies a probability of {Math.Max(0, mass)} of {law}; at least 1e-12 is needed."), nameof(min));
        }

        Mean = ExpectedValue(min, max);
        variance = new Lazy<double>(() => UnitQuadrature.Integrate(u => (Invert(u) - Mean) * (Invert(u) - Mean)));
    }

    /// <inheritdoc/>
    public override double Mean { get; }

    /// <summary>By quadrature when first asked for; to about 1e-3 where the law has jumps.</summary>
    public override double Variance => variance.Value;

    /// <inheritdoc/>
    public override double Minimum { get; }

    /// <inheritdoc/>
    public override double Maximum { get; }

    /// <inheritdoc/>
    public override double Cdf(double x) => x >= Maximum ? 1 : x < Minimum ? 0 : Math.Clamp(below < 0.5 ? (law.Cdf(x) - below) / mass : 1 - Survival(x), 0, 1);

    /// <inheritdoc/>
    public override double Survival(double x) => x >= Maximum ? 0 : x < Minimum ? 1 : Math.Clamp((law.Survival(x) - above) / mass, 0, 1);

    /// <inheritdoc/>
    public override double LogSurvival(double x) =>
        x >= Maximum ? double.NegativeInfinity
        : x < Minimum ? 0
        : above == 0 ? Math.Min(0, law.LogSurvival(x) - Math.Log(mass)) : Math.Log(Survival(x));

    /// <inheritdoc/>
    public override double Density(double x) => x < Minimum || x > Maximum ? 0 : law.Density(x) / mass;

    /// <inheritdoc/>
    public override string ToString() => $"{law} within [{Number(Minimum)}, {Number(Maximum)}]";

    /// <inheritdoc/>
    protected internal override double Below(double x) => x <= Minimum ? 0 : x > Maximum ? 1 : Math.Clamp((law.Below(x) - below) / mass, 0, 1);

    /// <inheritdoc/>
    protected internal override double Invert(double p) =>
        p == 0 ? Minimum
        : p == 1 ? Maximum
        : Math.Clamp(below < 0.5 ? law.Invert(Math.Min(1, below + (p * mass))) : law.InvertSurvival(above + ((1 - p) * mass)), Minimum, Maximum);

    /// <inheritdoc/>
    protected internal override double InvertSurvival(double q) =>
        q == 0 ? Maximum : q == 1 ? Minimum : Math.Clamp(law.InvertSurvival(above + (q * mass)), Minimum, Maximum);

    /// <inheritdoc/>
    protected internal override double InvertResidual(double elapsed, double u)
    {
        if (elapsed < Minimum)
        {
            return Invert(u) - elapsed;
        }

        return above == 0
            ? Math.Min(law.InvertResidual(elapsed, u), Maximum - elapsed)
            : Math.Min(law.InvertSurvival(((1 - u) * law.Survival(elapsed)) + (u * above)), Maximum) - elapsed;
    }

    /// <inheritdoc/>
    protected override double ExpectResidual(double elapsed) => above == 0 ? law.MeanResidual(elapsed) : base.ExpectResidual(elapsed);

    /// <summary>From E[X; X &gt; x] = P(X &gt; x) (x + mean residual at x), so that heavy tails are not integrated numerically.</summary>
    private double ExpectedValue(double min, double max)
    {
        var beyond = above > 0 ? above * (max + law.MeanResidual(max)) : 0;
        var at = double.IsNegativeInfinity(min) || below == 0 ? law.Mean : (law.Survival(min) * (min + law.MeanResidual(min))) + ((law.Cdf(min) - below) * min);
        return Math.Clamp((at - beyond) / mass, Minimum, Maximum);
    }
}
