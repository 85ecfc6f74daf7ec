namespace TwinGrid.Connectors.Emulation;

/// <summary>Seeded chance of one asset, so that adding an asset does not change what the others do.</summary>
internal sealed class Chance(int seed, string asset)
{
    private readonly Random random = new(HashCode(seed, asset));

    /// <summary>Whether something of the given mean time between events happens within the step.</summary>
    public bool Happens(double meanSeconds, double stepSeconds) => random.NextDouble() < 1 - Math.Exp(-stepSeconds / meanSeconds);

    /// <summary>Normal with mean 0, Box-Muller.</summary>
    public double Noise(double standardDeviation) =>
        standardDeviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>Exponential.</summary>
    public double Exponential(double mean) => -mean * Math.Log(1 - random.NextDouble());

    /// <summary>Uniform in [low, high).</summary>
    public double Between(double low, double high) => low + ((high - low) * random.NextDouble());

    /// <summary>The runtime's own text hash differs from run to run.</summary>
    private static int HashCode(int seed, string text)
    {
        var hash = 2166136261u ^ (uint)seed;
        foreach (var c in text)
        {
            hash = (hash ^ c) * 16777619u;
        }

        return (int)hash;
    }
}
