using System.Globalization;
using TwinGrid.Simulation.Statistics.Laws;

namespace TwinGrid.Simulation.Statistics.Intervals;

/// <summary>Intervals for the mean difference arm minus baseline.</summary>
internal static class DifferenceInterval
{
    internal const string PairedMethod = "paired Student t";
    internal const string WelchMethod = "Welch t";

    /// <summary>
    /// Replication i of both arms shares its random numbers (and its state draw): Student's interval of the n differences, which asks nothing of the correlation.
    /// With equal variances and correlation r the variance of the difference is 2 s² (1 - r): r = 0.9 leaves a tenth of what independent arms have.
    /// </summary>
    /// <exception cref="ArgumentException">Arms of different length, no value, or one that is not finite.</exception>
    internal static DifferenceEstimate Paired(ReadOnlySpan<double> arm, ReadOnlySpan<double> baseline, double level = 0.95)
    {
        Probability.Finite(arm, 1, nameof(arm));
        Probability.Finite(baseline, 1, nameof(baseline));
        if (arm.Length != baseline.Length)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Pairs need arms of equal length, not {arm.Length} and {baseline.Length}."), nameof(baseline));
        }

        var differences = new RunningMoments();
        for (var i = 0; i < arm.Length; i++)
        {
            differences.Add(arm[i] - baseline[i]);
        }

        var (first, second) = (RunningMoments.Of(arm), RunningMoments.Of(baseline));
        double? correlation = first.Variance > 0 && second.Variance > 0 ? Correlation(arm, baseline, first, second) : null;
        double? ratio = first.Variance + second.Variance > 0 ? differences.Variance / (first.Variance + second.Variance) : null;
        var estimate = MeanInterval.Of(differences, level);
        return new DifferenceEstimate
        {
            Mean = estimate.Mean,
            StandardDeviation = estimate.StandardDeviation,
            StandardError = estimate.StandardError,
            DegreesOfFreedom = estimate.DegreesOfFreedom,
            HalfWidth = estimate.HalfWidth,
            Lower = estimate.Lower,
            Upper = estimate.Upper,
            Level = level,
            N = estimate.N,
            BaselineN = estimate.N,
            Paired = true,
            Correlation = correlation,
            VarianceRatio = ratio,
            Method = PairedMethod,
            Notes = correlation < 0 && SurelyNegative(correlation.Value, estimate.N) ? [.. estimate.Notes, NegativeCorrelation(correlation.Value, ratio ?? 1)] : estimate.Notes,
        };
    }

    /// <summary>Independent arms with unequal variances (Welch, Biometrika 34, 1947; degrees of freedom by Satterthwaite).</summary>
    /// <exception cref="ArgumentException">No value, or one that is not finite.</exception>
    internal static DifferenceEstimate Welch(ReadOnlySpan<double> arm, ReadOnlySpan<double> baseline, double level = 0.95)
    {
        Probability.Inside(level, nameof(level));
        Probability.Finite(arm, 1, nameof(arm));
        Probability.Finite(baseline, 1, nameof(baseline));
        var (first, second) = (RunningMoments.Of(arm), RunningMoments.Of(baseline));
        var (a, b) = (first.Variance / first.Count, second.Variance / second.Count);
        var told = first.Count > 1 && second.Count > 1;
        var error = Math.Sqrt(a + b);
        var degrees = !told ? 0 : error > 0 ? (a + b) * (a + b) / (a * a / (first.Count - 1) + b * b / (second.Count - 1)) : first.Count + second.Count - 2;
        var halfWidth = told ? StudentTLaw.TwoSided(level, degrees) * error : double.PositiveInfinity;
        var mean = first.Mean - second.Mean;
        return new DifferenceEstimate
        {
            Mean = mean,
            StandardDeviation = Math.Sqrt(first.Variance + second.Variance),
            StandardError = error,
            DegreesOfFreedom = degrees,
            HalfWidth = halfWidth,
            Lower = mean - halfWidth,
            Upper = mean + halfWidth,
            Level = level,
            N = first.Count,
            BaselineN = second.Count,
            Paired = false,
            Method = WelchMethod,
            Notes = !told ? ["one value tells nothing about the spread: the interval is unbounded"]
                : error == 0 ? ["neither arm varies: the interval has no width"]
                : [],
        };
    }

    private static double Correlation(ReadOnlySpan<double> arm, ReadOnlySpan<double> baseline, RunningMoments first, RunningMoments second)
    {
        var products = 0.0;
        for (var i = 0; i < arm.Length; i++)
        {
            products += (arm[i] - first.Mean) * (baseline[i] - second.Mean);
        }

        return Math.Clamp(products / Math.Sqrt(first.SquaredDeviations * second.SquaredDeviations), -1, 1);
    }

    // One-sided 5 % test of no correlation: a small negative value by chance is not worth a warning.
    private static bool SurelyNegative(double correlation, int n) =>
        n > 2 && StudentTLaw.UpperTail(-correlation * Math.Sqrt((n - 2) / Math.Max(1 - correlation * correlation, double.Epsilon)), n - 2) < 0.05;

    private static string NegativeCorrelation(double correlation, double ratio) => string.Create(
        CultureInfo.InvariantCulture,
        $"the arms are negatively correlated ({correlation:0.00}): common random numbers made the difference {ratio:0.00} times as variable as independent arms would");
}
