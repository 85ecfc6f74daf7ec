using System.Collections.Immutable;

namespace TwinGrid.Simulation.Distributions.Fitting;

/// <summary>
/// With the scale put in, the likelihood is that of the shape alone: sum t^b log t / sum t^b - 1/b = mean log t of the failures, sums over all (J. Lawless, "Statistical Models
/// and Methods for Lifetime Data", 2nd ed. 2003, section 5.2). The left side grows with b.
/// </summary>
internal sealed class WeibullEstimator : Estimator
{
    private const double LeastShape = 0.05;
    private const double GreatestShape = 1e4;

    public override ImmutableArray<string> Names => ["shape", "scale"];

    public override double[]? Estimate(Observations data, out string reason)
    {
        reason = Objection(data);
        if (reason.Length > 0)
        {
            return null;
        }

        // In units of the greatest, so that no power overflows.
        var greatest = Math.Max(data.Values[^1], data.Censored.Length > 0 ? data.Censored[^1] : 0);
        var logs = data.Values.Concat(data.Censored).Select(t => Math.Log(t / greatest)).ToArray();
        var meanLog = logs.Take(data.Values.Length).Sum() / data.Values.Length;
        if (Miss(logs, meanLog, LeastShape).Value > 0 || Miss(logs, meanLog, GreatestShape).Value < 0)
        {
            reason = $"the shape is not within {Number(LeastShape)} and {Number(GreatestShape)}";
            return null;
        }

        var (low, high, shape) = (LeastShape, GreatestShape, 1.2 / Math.Sqrt(logs.Sum(log => (log - meanLog) * (log - meanLog)) / logs.Length));
        for (var i = 0; i < 200; i++)
        {
            var (value, slope) = Miss(logs, meanLog, shape);
            (low, high) = value > 0 ? (low, shape) : (shape, high);
            var next = shape - (value / slope);
            if (!(next > low && next < high))
            {
                next = Math.Sqrt(low * high);
            }

            var isThere = Math.Abs(next - shape) <= 1e-15 * shape;
            shape = next;
            if (isThere)
            {
                break;
            }
        }

        return [shape, greatest * Math.Pow(logs.Sum(log => Math.Exp(shape * log)) / data.Values.Length, 1 / shape)];
    }

    public override Distribution Law(double[] parameters) => new Weibull(parameters[0], parameters[1]);

    public override string Written(double[] parameters, LawText text) => $"{{weibull: {{shape: {text.Number(parameters[0])}, scale: {text.Distance(parameters[1])}}}}}";

    private static (double Value, double Slope) Miss(double[] logs, double meanLog, double shape)
    {
        var (sum, first, second) = (0.0, 0.0, 0.0);
        foreach (var log in logs)
        {
            var power = Math.Exp(shape * log);
            sum += power;
            first += power * log;
            second += power * log * log;
        }

        first /= sum;
        return (first - (1 / shape) - meanLog, (second / sum) - (first * first) + (1 / (shape * shape)));
    }
}
