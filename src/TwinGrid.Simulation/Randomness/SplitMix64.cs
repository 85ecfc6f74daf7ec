namespace TwinGrid.Simulation.Randomness;

/// <summary>
/// SplitMix64 by index: a bijection of 64-bit numbers that spreads neighbours far apart. Serves to make ids, not to draw.
/// G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
/// </summary>
internal static class SplitMix64
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;

    /// <summary>Output number <paramref name="index"/> (from 0) of the generator that starts at <paramref name="seed"/>. For one seed no two indexes give the same.</summary>
    public static ulong At(ulong seed, ulong index)
    {
        unchecked
        {
            var z = seed + ((index + 1) * GoldenGamma);
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
