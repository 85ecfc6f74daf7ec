using TwinGrid.Simulation.Statistics.Laws;

namespace TwinGrid.Simulation.Tests.Statistics;

/// <summary>Seeded draws for Monte Carlo tests.</summary>
internal sealed class Draws(int seed)
{
    private readonly Random _random = new(seed);

    internal double Uniform() => 1 - _random.NextDouble();

    internal double Normal() => NormalLaw.Quantile(Math.Min(Uniform(), 1 - 1e-16));

    internal double Exponential() => -Math.Log(Uniform());

    internal double[] Normals(int count)
    {
        var values = new double[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = Normal();
        }

        return values;
    }

    /// <summary>A stationary first-order autoregression with innovations of standard deviation 1.</summary>
    internal double[] Autoregression(int count, double phi)
    {
        var values = new double[count];
        var x = Normal() / Math.Sqrt(1 - phi * phi);
        for (var i = 0; i < count; i++)
        {
            values[i] = x;
            x = phi * x + Normal();
        }

        return values;
    }
}
