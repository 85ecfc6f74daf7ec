namespace TwinGrid.Simulation.Tests.Randomness;

/// <summary>
/// L'Ecuyer's combined multiple recursive generator (Operations Research 47, 1999): nothing in common with the generator of the engine, to tell errors of a model from those of its numbers.
/// </summary>
/// <param name="seed">All six words of the state, below 4 294 944 443.</param>
internal sealed class Mrg32k3a(long seed)
{
    private const long M1 = 4_294_967_087;
    private const long M2 = 4_294_944_443;

    private (long Oldest, long Older, long Old) first = (seed, seed, seed);
    private (long Oldest, long Older, long Old) second = (seed, seed, seed);

    /// <summary>Uniform, strictly between 0 and 1.</summary>
    public double NextDouble()
    {
        var x = Modulo((1_403_580 * first.Older) - (810_728 * first.Oldest), M1);
        first = (first.Older, first.Old, x);
        var y = Modulo((527_612 * second.Old) - (1_370_589 * second.Oldest), M2);
        second = (second.Older, second.Old, y);
        return (x > y ? x - y : x - y + M1) * 2.328306549295727688e-10;
    }

    private static long Modulo(long value, long modulus) => value % modulus is var rest && rest < 0 ? rest + modulus : rest;
}
