using System.Collections.Immutable;
using System.Globalization;

namespace TwinGrid.Simulation.Distributions.Fitting;

/// <summary>Mean = all time lived / failures.</summary>
internal sealed class ExponentialEstimator : Estimator
{
    public override ImmutableArray<string> Names => ["mean"];

    public override double[]? Estimate(Observations data, out string reason)
    {
        var mean = (data.Values.Sum() + data.Censored.Sum()) / data.Values.Length;
        reason = data.Values.Length == 0 ? "at least one value is needed that was not censored"
            : data.Least < 0 ? string.Create(CultureInfo.InvariantCulture, $"the least observation is {data.Least}; numbers of at least 0 are needed")
            : !(mean > 0) ? "all observations are 0; one above 0 is needed"
            : "";
        return reason.Length == 0 ? [mean] : null;
    }

    public override Distribution Law(double[] parameters) => new Exponential(parameters[0]);

    public override string Written(double[] parameters, LawText text) => $"{{exponential: {{mean: {text.Value(parameters[0])}}}}}";
}
