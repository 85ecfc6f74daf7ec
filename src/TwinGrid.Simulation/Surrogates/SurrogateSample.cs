using TwinGrid.Simulation.Designs;
using TwinGrid.Simulation.Randomness;

namespace TwinGrid.Simulation.Surrogates;

/// <summary>A state and inputs from which a surrogate learns, with where the equations go from there.</summary>
/// <param name="States">At the start, SI.</param>
/// <param name="Inputs">Held, SI.</param>
internal sealed record SurrogateSample(double[] States, double[] Inputs)
{
    /// <summary>States after each quarter of the step, SI.</summary>
    public double[][] After { get; init; } = [];

    /// <summary>States and inputs all over their ranges (Latin hypercube).</summary>
    public static SurrogateSample[] Spread(SurrogateDomain domain, int count, RandomStream stream)
    {
        var points = LatinHypercube.Random(count, domain.States.Length + domain.Inputs.Length, stream);
        return Array.ConvertAll(points, point => At(domain, point));
    }

    /// <summary>A state and inputs at shares of their ranges. Totals begin at 0: nothing depends on them.</summary>
    public static SurrogateSample At(SurrogateDomain domain, double[] shares) => new(
        [.. domain.States.Select((s, i) => s.IsTotal ? 0 : s.At(shares[i]))],
        [.. domain.Inputs.Select((u, i) => u.At(shares[domain.States.Length + i]))]);

    /// <summary>States that are no totals, then inputs, as polynomials take them.</summary>
    public double[] Scaled(SurrogateDomain domain) =>
        [.. domain.States.Select((s, i) => (s.IsTotal, Value: s.Scaled(States[i]))).Where(s => !s.IsTotal).Select(s => s.Value), .. domain.Inputs.Select((u, i) => u.Scaled(Inputs[i]))];
}
