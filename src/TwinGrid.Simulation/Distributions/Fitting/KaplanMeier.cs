using System.Collections.Immutable;

namespace TwinGrid.Simulation.Distributions.Fitting;

/// <summary>
/// The survival function of observations without any law behind it (E. Kaplan, P. Meier, "Nonparametric estimation from incomplete observations", JASA 53, 1958). What was
/// censored at the age of a failure counts as still alive there.
/// </summary>
public sealed class KaplanMeier
{
    /// <summary>Of observations of which at least one was seen to its end, or of none.</summary>
    public KaplanMeier(Observations data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var steps = ImmutableArray.CreateBuilder<Step>();
        var (survival, greenwood, censored) = (1.0, 0.0, 0);
        for (var i = 0; i < data.Values.Length;)
        {
            var value = data.Values[i];
            while (censored < data.Censored.Length && data.Censored[censored] < value)
            {
                censored++;
            }

            var ended = 1;
            while (i + ended < data.Values.Length && data.Values[i + ended] == value)
            {
                ended++;
            }

            var atRisk = data.Count - i - censored;
            survival *= (double)(atRisk - ended) / atRisk;
            greenwood += atRisk == ended ? 0 : (double)ended / ((double)atRisk * (atRisk - ended));
            steps.Add(new Step(value, atRisk, ended, survival, survival * Math.Sqrt(greenwood)));
            i += ended;
        }

        Steps = steps.ToImmutable();
        KnownTo = Math.Max(data.Values.Length > 0 ? data.Values[^1] : double.NegativeInfinity, data.Censored.Length > 0 ? data.Censored[^1] : double.NegativeInfinity);
    }

    /// <summary>Where it falls, ascending.</summary>
    public ImmutableArray<Step> Steps { get; }

    /// <summary>The greatest of the observations; beyond it nothing is known unless all have ended.</summary>
    public double KnownTo { get; }

    /// <summary>P(X &gt; x) as estimated; NaN beyond <see cref="KnownTo"/> where some had not ended by then.</summary>
    public double Survival(double x)
    {
        var (low, high) = (0, Steps.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Steps[middle].Value <= x ? (middle + 1, high) : (low, middle);
        }

        var survival = low == 0 ? 1 : Steps[low - 1].Survival;
        return x > KnownTo && survival > 0 ? double.NaN : survival;
    }

    /// <summary>The least value by which a share of all has ended; infinity when so many never did.</summary>
    /// <param name="p">0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">p not within that.</exception>
    public double Quantile(double p)
    {
        Require.Between(p, 0, 1);
        var (low, high) = (0, Steps.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Steps[middle].Survival <= 1 - p ? (low, middle) : (middle + 1, high);
        }

        return low < Steps.Length ? Steps[low].Value : double.PositiveInfinity;
    }

    /// <summary>A value at which observations ended.</summary>
    /// <param name="Value">The value.</param>
    /// <param name="AtRisk">How many had reached it.</param>
    /// <param name="Ended">How many of them ended there.</param>
    /// <param name="Survival">P(X &gt; value) as estimated.</param>
    /// <param name="StandardError">Of the survival (M. Greenwood, 1926); 0 once all have ended.</param>
    public sealed record Step(double Value, int AtRisk, int Ended, double Survival, double StandardError);
}
