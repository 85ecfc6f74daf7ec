using System.Collections.Immutable;
using TwinGrid.Simulation.Distributions.Special;

namespace TwinGrid.Simulation.Distributions.Fitting;

/// <summary>Without censoring log k - digamma(k) = log mean - mean log; with it Newton's method in the logarithms of shape and scale.</summary>
internal sealed class GammaEstimator : Estimator
{
    private const double LeastShape = 1e-3;
    private const double GreatestShape = 1e6;
    private const double Difference = 1e-3;

    public override ImmutableArray<string> Names => ["shape", "scale"];

    public override double[]? Estimate(Observations data, out string reason)
    {
        reason = Objection(data);
        if (reason.Length > 0)
        {
            return null;
        }

        var (shape, scale) = data.Censored.Length == 0 ? Complete(data.Values) : Censored(data);
        if (shape is > 1.01 * LeastShape and < 0.99 * GreatestShape)
        {
            return [shape, scale];
        }

        reason = $"the shape is not within {Number(LeastShape)} and {Number(GreatestShape)}";
        return null;
    }

    public override Distribution Law(double[] parameters) => new Gamma(parameters[0], parameters[1]);

    public override string Written(double[] parameters, LawText text) => $"{{gamma: {{shape: {text.Number(parameters[0])}, scale: {text.Distance(parameters[1])}}}}}";

    private static (double Shape, double Scale) Complete(ImmutableArray<double> values)
    {
        var mean = values.Average();
        var excess = -values.Average(x => Math.Log(x / mean));
        if (excess <= 0.5 / GreatestShape)
        {
            return (GreatestShape, mean / GreatestShape);
        }

        // In 1/k the equation is almost straight (T. Minka, "Estimating a gamma distribution", 2002).
        var k = (3 - excess + Math.Sqrt(((excess - 3) * (excess - 3)) + (24 * excess))) / (12 * excess);
        for (var i = 0; i < 100; i++)
        {
            var next = 1 / ((1 / k) + ((Math.Log(k) - GammaFunctions.Digamma(k) - excess) / (k * k * ((1 / k) - GammaFunctions.Trigamma(k)))));
            var isThere = Math.Abs(next - k) <= 1e-15 * k;
            k = next;
            if (isThere)
            {
                break;
            }
        }

        return (k, mean / k);
    }

    private static (double Shape, double Scale) Censored(Observations data)
    {
        // In units of what would be the mean without memory, from where the ascent starts.
        var unit = (data.Values.Sum() + data.Censored.Sum()) / data.Values.Length;
        var (values, sumLog) = (data.Values.Sum() / unit, data.Values.Sum(x => Math.Log(x / unit)));
        var (a, b) = Ascent.Climb(0, 0, (logShape, logScale) =>
        {
            var (k, scale) = (Math.Exp(logShape), Math.Exp(logScale));
            return k is < LeastShape or > GreatestShape ? Ascent.Outside : Likelihood(data.Values.Length, values, sumLog, data.Censored, k, logScale, unit * scale, scale);
        });
        return (Math.Exp(a), unit * Math.Exp(b));
    }

    private static Ascent.Point Likelihood(int n, double sum, double sumLog, ImmutableArray<double> censored, double k, double logScale, double scaleInUnits, double scale)
    {
        var digamma = GammaFunctions.Digamma(k);
        var slope = k * (sumLog - (n * (logScale + digamma)));
        var point = new Ascent.Point(
            ((k - 1) * sumLog) - (sum / scale) - (n * ((k * logScale) + GammaFunctions.LogGamma(k))),
            slope,
            (sum / scale) - (n * k),
            slope - (n * k * k * GammaFunctions.Trigamma(k)),
            -n * k,
            -sum / scale);
        foreach (var limit in censored)
        {
            // log Q(k, t): by t in closed form, by log k in differences of fourth order.
            var t = limit / scaleInUnits;
            var log = GammaFunctions.LogUpper(k, t);
            var (less, more) = (GammaFunctions.LogUpper(k * Math.Exp(-Difference), t), GammaFunctions.LogUpper(k * Math.Exp(Difference), t));
            var (least, most) = (GammaFunctions.LogUpper(k * Math.Exp(-2 * Difference), t), GammaFunctions.LogUpper(k * Math.Exp(2 * Difference), t));
            var first = (least - most + (8 * (more - less))) / (12 * Difference);
            var second = ((16 * (more + less)) - most - least - (30 * log)) / (12 * Difference * Difference);
            var hazard = Math.Exp(GammaFunctions.LogPrefactor(k, t) - log);
            point = point.Plus(log, first, hazard, second, hazard * ((k * (Math.Log(t) - digamma)) - first), hazard * (t - k - hazard));
        }

        return point;
    }
}
