using TwinGrid.Simulation.Randomness;

namespace TwinGrid.Simulation.Distributions.Fitting;

/// <summary>
/// How far data are from a law fitted to them: the statistics of Kolmogorov and Smirnov and of Anderson and Darling against the estimate of Kaplan and Meier (without censoring
/// the empirical cdf), up to the greatest observation. Tables don't hold where parameters were estimated; p-values come from data drawn from the fit and fitted again, with
/// censoring drawn from its own estimate (W. Stute, W. Gonzalez Manteiga, M. Presedo Quindimil, Metrika 40, 1993; B. Efron, JASA 76, 1981).
/// </summary>
/// <param name="KolmogorovSmirnov">Greatest distance of the two cdfs.</param>
/// <param name="KolmogorovSmirnovP">Share of drawn data at least as far away, 1 / (resamples + 1) at least.</param>
/// <param name="AndersonDarling">n times the integral of the squared distance over F (1 - F), which weighs the tails.</param>
/// <param name="AndersonDarlingP">As for the other.</param>
/// <param name="Resamples">Data drawn that could be fitted.</param>
public sealed record GoodnessOfFit(double KolmogorovSmirnov, double KolmogorovSmirnovP, double AndersonDarling, double AndersonDarlingP, int Resamples)
{
    /// <summary>Tests a fit against the observations it was fitted to.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="data">Its data.</param>
    /// <param name="stream">Random numbers.</param>
    /// <param name="resamples">How many data are drawn, at least 1: 999 tell a p-value of 0.05 to within 0.007 (one standard error).</param>
    public static GoodnessOfFit Test(DistributionFit fit, Observations data, RandomStream stream, int resamples = 999)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(data);
        var (distance, square) = Statistics(fit.Law, data);
        var (count, farther, greater) = (0, 0, 0);
        foreach (var (d, a) in Resample(fit, data, stream, resamples))
        {
            count++;
            farther += d >= distance ? 1 : 0;
            greater += a >= square ? 1 : 0;
        }

        return new GoodnessOfFit(distance, (farther + 1.0) / (count + 1), square, (greater + 1.0) / (count + 1), count);
    }

    /// <summary>The statistics of data drawn from a fit and fitted again; data that can't be fitted are left out.</summary>
    internal static IEnumerable<(double KolmogorovSmirnov, double AndersonDarling)> Resample(DistributionFit fit, Observations data, RandomStream stream, int resamples)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        var estimator = Estimator.Of(fit.Family);

        // Of the limits: there the values are what censors.
        var limits = data.Censored.Length == 0 ? null : new KaplanMeier(new Observations(data.Censored, data.Values));
        for (var i = 0; i < resamples; i++)
        {
            var drawn = Draw(fit.Law, data.Count, limits, stream);
            if (estimator.Estimate(drawn, out _) is { } estimate)
            {
                yield return Statistics(estimator.Law(estimate), drawn);
            }
        }
    }

    /// <summary>Distance of Kolmogorov and Smirnov and statistic of Anderson and Darling.</summary>
    internal static (double KolmogorovSmirnov, double AndersonDarling) Statistics(Distribution law, Observations data)
    {
        var (distance, integral) = (0.0, 0.0);
        var (before, from, fromAbove) = (0.0, 0.0, 1.0);
        var estimate = new KaplanMeier(data);
        foreach (var step in estimate.Steps)
        {
            var (cdf, above) = (law.Cdf(step.Value), law.Survival(step.Value));
            var after = 1 - step.Survival;
            distance = Math.Max(distance, Math.Max(Math.Abs(cdf - before), Math.Abs(after - cdf)));
            integral += Part(before, from, fromAbove, cdf, above);
            (before, from, fromAbove) = (after, cdf, above);
        }

        // Beyond the last value: to the end where all have ended, else to the greatest limit.
        var (last, lastAbove) = before == 1 ? (1, 0) : (law.Cdf(estimate.KnownTo), law.Survival(estimate.KnownTo));
        distance = Math.Max(distance, before == 1 ? 0 : Math.Abs(last - before));
        return (distance, data.Count * (integral + Part(before, from, fromAbove, last, lastAbove)));
    }

    /// <summary>The integral of (level - u)^2 / (u (1 - u)) from a to b, with 1 - a and 1 - b given too.</summary>
    private static double Part(double level, double a, double aboveA, double b, double aboveB)
    {
        var left = level == 0 ? 0 : level * level * Math.Log(b / a);
        var right = level == 1 ? 0 : (1 - level) * (1 - level) * Math.Log(aboveA / aboveB);
        return b > a ? left + right - (b - a) : 0;
    }

    private static Observations Draw(Distribution law, int count, KaplanMeier? limits, RandomStream stream)
    {
        var (values, greaterThan) = (new List<double>(count), new List<double>());
        for (var i = 0; i < count; i++)
        {
            var value = law.Sample(stream);
            var limit = limits?.Quantile(stream.NextDouble()) ?? double.PositiveInfinity;
            if (value <= limit)
            {
                values.Add(value);
            }
            else
            {
                greaterThan.Add(limit);
            }
        }

        return new Observations(values, greaterThan);
    }
}
