using System.Collections.Immutable;
using System.Globalization;

namespace TwinGrid.Simulation.Distributions.Fitting;

/// <summary>Maximum likelihood of one family.</summary>
internal abstract class Estimator
{
    /// <summary>Names of the parameters.</summary>
    public abstract ImmutableArray<string> Names { get; }

    /// <summary>Whether the first parameter is a location, any number; all others are above 0.</summary>
    public virtual bool HasLocation => false;

    public static Estimator Of(DistributionFamily family) => family switch
    {
        DistributionFamily.Exponential => new ExponentialEstimator(),
        DistributionFamily.Weibull => new WeibullEstimator(),
        DistributionFamily.LogNormal => new LogNormalEstimator(),
        DistributionFamily.Gamma => new GammaEstimator(),
        DistributionFamily.Normal => new NormalEstimator(),
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, $"Unknown family {family}."),
    };

    /// <summary>The parameters at which the likelihood is greatest; null with the reason when the data don't allow it.</summary>
    public abstract double[]? Estimate(Observations data, out string reason);

    /// <summary>The law of parameters.</summary>
    public abstract Distribution Law(double[] parameters);

    /// <summary>The law as documents write it.</summary>
    public abstract string Written(double[] parameters, LawText text);

    public static double LogLikelihood(Distribution law, Observations data)
    {
        var sum = 0.0;
        foreach (var value in data.Values)
        {
            sum += law.LogDensity(value);
        }

        foreach (var limit in data.Censored)
        {
            sum += law.LogSurvival(limit);
        }

        return sum;
    }

    /// <summary>Why laws of positive values with a shape can't have such data; empty when they can.</summary>
    protected static string Objection(Observations data) =>
        !data.HasSpread ? "at least two different values are needed"
        : data.Least <= 0 ? string.Create(CultureInfo.InvariantCulture, $"the least observation is {data.Least}; numbers above 0 are needed")
        : "";

    protected static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
