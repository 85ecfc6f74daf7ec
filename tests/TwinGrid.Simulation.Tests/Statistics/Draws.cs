using TwinGrid.Simulation.Randomness;
using TwinGrid.Simulation.Statistics.Laws;

namespace TwinGrid.Simulation.Tests.Statistics;

/// <summary>Seeded draws for Monte Carlo tests.</summary>
internal sealed class Draws(int seed)
{
    internal RandomStream Stream { get; } = new StreamSource((ulong)seed, 0).Stream("tests", "draws");

    internal double Uniform() => Stream.NextDouble();

    internal double Normal() => NormalLaw.Quantile(Uniform());

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
