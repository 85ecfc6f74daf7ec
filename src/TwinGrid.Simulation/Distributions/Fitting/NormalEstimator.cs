using System.Collections.Immutable;
using TwinGrid.Simulation.Distributions.Special;

namespace TwinGrid.Simulation.Distributions.Fitting;

/// <summary>
/// Without censoring mean and root mean square; with it Newton's method in 1 / sd and mean / sd, in which the log likelihood is concave (R. Olsen, "Note on the uniqueness of the
/// maximum likelihood estimator for the Tobit model", Econometrica 46, 1978).
/// </summary>
internal sealed class NormalEstimator : Estimator
{
    public override ImmutableArray<string> Names => ["mean", "sd"];

    public override bool HasLocation => true;

    public override double[]? Estimate(Observations data, out string reason)
    {
        reason = data.HasSpread ? "" : "at least two different values are needed";
        if (reason.Length > 0)
        {
            return null;
        }

        var mean = data.Values.Average();
        var sd = Math.Sqrt(data.Values.Average(x => (x - mean) * (x - mean)));
        if (data.Censored.Length == 0)
        {
            return [mean, sd];
        }

        var scaled = data.Select(x => (x - mean) / sd);
        var (ratio, inverse) = Ascent.Climb(0, 1, (a, b) => Likelihood(scaled, a, b));
        return [mean + (sd * ratio / inverse), sd / inverse];
    }

    public override Distribution Law(double[] parameters) => new Normal(parameters[0], parameters[1]);

    public override string Written(double[] parameters, LawText text) => $"{{normal: {{mean: {text.Value(parameters[0])}, sd: {text.Distance(parameters[1])}}}}}";

    private static Ascent.Point Likelihood(Observations data, double ratio, double inverse)
    {
        if (inverse <= 0)
        {
            return Ascent.Outside;
        }

        var n = data.Values.Length;
        var point = new Ascent.Point(n * Math.Log(inverse), 0, n / inverse, 0, 0, -n / (inverse * inverse));
        foreach (var x in data.Values)
        {
            var z = (inverse * x) - ratio;
            point = point.Plus(-0.5 * z * z, z, -z * x, -1, x, -x * x);
        }

        foreach (var x in data.Censored)
        {
            var z = (inverse * x) - ratio;
            var log = NormalFunctions.LogSurvival(z);
            var hazard = Math.Exp((-0.5 * z * z) - NormalFunctions.LogSqrtTwoPi - log);
            var curvature = hazard * (hazard - z);
            point = point.Plus(log, hazard, -hazard * x, -curvature, curvature * x, -curvature * x * x);
        }

        return point;
    }
}
