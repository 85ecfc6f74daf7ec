using System.Globalization;
using TwinGrid.Simulation.Distributions.Special;
using TwinGrid.Simulation.Randomness;

namespace TwinGrid.Simulation.Distributions;

/// <summary>
/// A law of one random number. Immutable and safe for several threads. Draws by inversion, one uniform a draw, so that arms of an experiment that share uniforms meet
/// like values even where their laws differ. The unit is whatever its parameters are in; durations of the engine are in seconds.
/// </summary>
public abstract class Distribution
{
    /// <summary>Expected value; may be infinite.</summary>
    public abstract double Mean { get; }

    /// <summary>Variance, in the square of the unit; may be infinite.</summary>
    public abstract double Variance { get; }

    /// <summary>Lower end of the support; may be minus infinity.</summary>
    public abstract double Minimum { get; }

    /// <summary>Upper end of the support; may be infinity.</summary>
    public abstract double Maximum { get; }

    /// <summary>Whether all the probability sits on single values: <see cref="Density"/> then is the probability of a value.</summary>
    public virtual bool IsDiscrete => false;

    /// <summary>Square root of the variance.</summary>
    public double StandardDeviation => Math.Sqrt(Variance);

    /// <summary>Squared coefficient of variation: variance over squared mean.</summary>
    public double Scv => Variance / (Mean * Mean);

    /// <summary>The smallest x with <c>Cdf(x) &gt;= p</c>; increases with p.</summary>
    /// <param name="p">0 (lower end of the support) to 1 (upper end).</param>
    /// <exception cref="ArgumentOutOfRangeException">p not within that.</exception>
    public double Quantile(double p) => p is >= 0 and <= 1 ? Invert(p) : throw NoProbability(p);

    /// <summary>P(X &lt;= x).</summary>
    public abstract double Cdf(double x);

    /// <summary>P(X &gt; x), accurate where it is small.</summary>
    public virtual double Survival(double x) => 1 - Cdf(x);

    /// <summary>log P(X &gt; x), also where the probability itself is below what a double holds; minus infinity from the upper end of the support.</summary>
    public virtual double LogSurvival(double x) => Math.Log(Survival(x));

    /// <summary>Density per unit at x; of a discrete law the probability of x.</summary>
    public abstract double Density(double x);

    /// <summary>Logarithm of the density, also where the density itself is below what a double holds.</summary>
    public virtual double LogDensity(double x) => Math.Log(Density(x));

    /// <summary>A draw: the quantile of the stream's next uniform, and exactly one position of the stream.</summary>
    public double Sample(RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Invert(stream.NextDouble());
    }

    /// <summary>
    /// What is left of X when X &gt; <paramref name="elapsed"/> is all that is known: the conditional quantile of X - elapsed at <paramref name="u"/>. Increases with u. Accurate
    /// far out in the tail. 0 where nothing is left, at or beyond the upper end of the support.
    /// </summary>
    /// <param name="elapsed">In the unit of the law.</param>
    /// <param name="u">A uniform, 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">u not within that, or elapsed is NaN.</exception>
    public double Residual(double elapsed, double u)
    {
        if (!(u is >= 0 and <= 1))
        {
            throw NoProbability(u);
        }

        CheckElapsed(elapsed);
        return elapsed >= Maximum ? 0 : Math.Max(0, InvertResidual(elapsed, u));
    }

    /// <summary>Expected value of X - elapsed when X &gt; elapsed (mean residual life); 0 at or beyond the upper end of the support.</summary>
    /// <exception cref="ArgumentOutOfRangeException">elapsed is NaN.</exception>
    public double MeanResidual(double elapsed)
    {
        CheckElapsed(elapsed);
        return elapsed >= Maximum ? 0 : Cdf(elapsed) <= 0 ? Mean - elapsed : Math.Max(0, ExpectResidual(elapsed));
    }

    /// <summary>P(X &lt;= elapsed + within) when X &gt; elapsed: of a life, the probability of failure within the time ahead. 1 beyond the support.</summary>
    public double FailureProbability(double elapsed, double within) =>
        elapsed >= Maximum ? 1 : -Elementary.ExpMinusOne(Math.Min(0, LogSurvival(elapsed + within) - LogSurvival(elapsed)));

    /// <summary>P(X &lt; x): less than the cdf where single values carry probability.</summary>
    protected internal virtual double Below(double x) => IsDiscrete ? Math.Max(0, Cdf(x) - Density(x)) : Cdf(x);

    /// <summary>The quantile at p in [0, 1].</summary>
    protected internal abstract double Invert(double p);

    /// <summary>The x with P(X &gt; x) = <paramref name="q"/> in (0, 1]; laws with a tail give it without forming 1 - q.</summary>
    protected internal virtual double InvertSurvival(double q) => Invert(1 - q);

    /// <summary><see cref="Residual"/> for checked arguments below the upper end of the support.</summary>
    protected internal virtual double InvertResidual(double elapsed, double u) => InvertSurvival(Survival(elapsed) * (1 - u)) - elapsed;

    /// <summary><see cref="MeanResidual"/> within the support. By default the integral of the residual quantile.</summary>
    protected virtual double ExpectResidual(double elapsed) => UnitQuadrature.Integrate(u => InvertResidual(elapsed, u));

    /// <summary>The smallest probability that a stream draws, 2^-53; one minus it is the greatest.</summary>
    private protected const double LeastDrawn = 1.0 / (1L << 53);

    private protected static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static void CheckElapsed(double elapsed)
    {
        if (double.IsNaN(elapsed))
        {
            throw new ArgumentOutOfRangeException(nameof(elapsed), elapsed, "An elapsed time of NaN.");
        }
    }

    private static ArgumentOutOfRangeException NoProbability(double p) =>
        new(nameof(p), p, string.Create(CultureInfo.InvariantCulture, $"A probability of {p}; from 0 to 1."));
}
