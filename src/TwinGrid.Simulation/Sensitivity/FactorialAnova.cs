using System.Globalization;
using TwinGrid.Simulation.Designs;
using TwinGrid.Simulation.Statistics;
using TwinGrid.Simulation.Statistics.Laws;

namespace TwinGrid.Simulation.Sensitivity;

/// <summary>
/// Analysis of variance of full and fractional two-level designs: main effects and two-factor interactions (Box, Hunter and Hunter, Statistics for Experimenters, 2nd ed., ch. 5, 6).
/// The error is that between replications of a run; with common random numbers replication i of all runs is a block, whose mean is taken out. With one replication the error is what the
/// effects leave over, and when nothing is left, Lenth's pseudo standard error (Technometrics 31, 1989), which trusts that few effects matter.
/// </summary>
internal static class FactorialAnova
{
    /// <param name="design">An orthogonal design.</param>
    /// <param name="responses">For each run its replications: equally many, at least one.</param>
    /// <param name="commonRandomNumbers">Whether replication i of all runs shares its random numbers.</param>
    /// <param name="level">Confidence level of each effect's interval by itself.</param>
    internal static FactorialAnalysis Of(TwoLevelDesign design, IReadOnlyList<double[]> responses, bool commonRandomNumbers, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(responses);
        Probability.Inside(level, nameof(level));
        var (runs, replications) = (design.Runs.Count, responses.Count == 0 ? 0 : responses[0].Length);
        if (responses.Count != runs || replications == 0 || responses.Any(r => r.Length != replications))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Each of {runs} runs needs equally many responses, at least one."), nameof(responses));
        }

        var (means, grand, within) = (new double[runs], new RunningMoments(), 0.0);
        for (var run = 0; run < runs; run++)
        {
            Probability.Finite(responses[run], 1, nameof(responses));
            var moments = RunningMoments.Of(responses[run]);
            (means[run], within) = (moments.Mean, within + moments.SquaredDeviations);
            foreach (var response in responses[run])
            {
                grand.Add(response);
            }
        }

        var terms = FactorialTerm.Of(design);
        double[] contrasts = [.. terms.Select(term => term.Contrast(means))];
        var n = (double)runs * replications;
        double[] squares = [.. contrasts.Select(effect => n * effect * effect / 4)];
        var left = Math.Max(0, grand.SquaredDeviations - within - squares.Sum());
        var error = Error(responses, commonRandomNumbers, grand.Mean, within, left, runs - 1 - terms.Count, contrasts, n);
        var standardError = 2 * Math.Sqrt(error.Variance / n);
        var halfWidth = error.Degrees > 0 ? StudentTLaw.TwoSided(level, error.Degrees) * standardError : double.PositiveInfinity;
        return new FactorialAnalysis
        {
            Effects = [.. terms.Select((term, i) => new FactorialEffect
            {
                Term = term.Names[0],
                AliasedWith = [.. term.Names.Skip(1)],
                Effect = new Estimate
                {
                    Mean = contrasts[i],
                    StandardDeviation = Math.Sqrt(error.Variance),
                    StandardError = standardError,
                    DegreesOfFreedom = error.Degrees,
                    HalfWidth = halfWidth,
                    Lower = contrasts[i] - halfWidth,
                    Upper = contrasts[i] + halfWidth,
                    Level = level,
                    N = (int)n,
                    Method = error.Method,
                },
                SumOfSquares = squares[i],
                Share = grand.SquaredDeviations > 0 ? squares[i] / grand.SquaredDeviations : 0,
                F = error.Variance > 0 ? squares[i] / error.Variance : null,
                P = error.Variance > 0 && error.Degrees > 0 ? BetaLaw.FisherUpperTail(squares[i] / error.Variance, 1, error.Degrees) : null,
            })],
            Mean = grand.Mean,
            ErrorVariance = error.Variance,
            ErrorDegrees = error.Degrees,
            LackOfFitP = replications > 1 && error.Variance > 0 && runs - 1 - terms.Count is > 0 and var degrees
                ? BetaLaw.FisherUpperTail(left / degrees / error.Variance, degrees, error.Degrees)
                : null,
            Method = error.Method,
            Notes = [.. Notes(terms, error)],
        };
    }

    private static ErrorTerm Error(
        IReadOnlyList<double[]> responses, bool blocked, double mean, double within, double left, int leftDegrees, double[] contrasts, double n)
    {
        var (runs, replications) = (responses.Count, responses[0].Length);
        if (replications > 1)
        {
            var blocks = 0.0;
            for (var i = 0; blocked && i < replications; i++)
            {
                var deviation = responses.Average(r => r[i]) - mean;
                blocks += runs * deviation * deviation;
            }

            var degrees = (replications - 1) * (blocked ? runs - 1 : runs);
            return new(Math.Max(0, within - blocks) / degrees, degrees, blocked ? "error between replications, common random numbers as blocks" : "error between replications");
        }

        return leftDegrees > 0 ? new(left / leftDegrees, leftDegrees, "error from what the effects leave over") : Lenth(contrasts, n);
    }

    private static ErrorTerm Lenth(double[] contrasts, double n)
    {
        double[] sizes = [.. contrasts.Select(Math.Abs).Order()];
        var first = 1.5 * Median(sizes);
        var pseudo = 1.5 * Median([.. sizes.Where(size => size < 2.5 * first)]);
        // The pseudo standard error is that of an effect, 2 σ / √n.
        return new(n * pseudo * pseudo / 4, contrasts.Length / 3.0, "Lenth's pseudo standard error");
    }

    private static double Median(double[] sorted) => sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;

    private static IEnumerable<string> Notes(IReadOnlyList<FactorialTerm> terms, ErrorTerm error)
    {
        if (terms.Any(term => term.Names.Count > 1))
        {
            yield return "aliased effects cannot be told apart: what is shown for one may be due to another of its group";
        }

        if (error.Method.StartsWith("Lenth", StringComparison.Ordinal))
        {
            yield return "one replication and no degree of freedom left over: the error is guessed from the smaller effects; replicate to test";
        }
    }

    private readonly record struct ErrorTerm(double Variance, double Degrees, string Method);
}
