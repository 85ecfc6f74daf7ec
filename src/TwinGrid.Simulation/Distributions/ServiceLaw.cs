namespace TwinGrid.Simulation.Distributions;

/// <summary>Laws of service times chosen by their first two moments, as queueing formulas use them.</summary>
public static class ServiceLaw
{
    /// <summary>
    /// scv 0: constant; between 0 and 1: gamma, which is Erlang where 1 / scv is whole; 1: exponential; above 1: hyperexponential with balanced means.
    /// </summary>
    /// <param name="mean">Above 0.</param>
    /// <param name="scv">Squared coefficient of variation: 0, or from 1e-6.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not within that.</exception>
    public static Distribution FromMeanAndScv(double mean, double scv) => Require.NotNegative(scv) switch
    {
        0 => new Constant(Require.Positive(mean)),
        < 1 => Gamma.FromMeanAndScv(mean, scv),
        1 => new Exponential(mean),
        _ => new HyperExponential(mean, scv),
    };
}
