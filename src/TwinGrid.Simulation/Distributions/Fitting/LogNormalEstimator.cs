using System.Collections.Immutable;

namespace TwinGrid.Simulation.Distributions.Fitting;

/// <summary>The normal law of the logarithms.</summary>
internal sealed class LogNormalEstimator : Estimator
{
    public override ImmutableArray<string> Names => ["mu", "sigma"];

    public override bool HasLocation => true;

    public override double[]? Estimate(Observations data, out string reason)
    {
        reason = Objection(data);
        return reason.Length > 0 ? null : new NormalEstimator().Estimate(data.Select(Math.Log), out reason);
    }

    public override Distribution Law(double[] parameters) => new LogNormal(parameters[0], parameters[1]);

    public override string Written(double[] parameters, LawText text) => $"{{lognormal: {{median: {text.Value(Math.Exp(parameters[0]))}, sigma: {text.Number(parameters[1])}}}}}";
}
