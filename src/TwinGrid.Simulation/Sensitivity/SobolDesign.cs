using System.Globalization;
using System.Numerics;
using TwinGrid.Simulation.Designs;
using TwinGrid.Simulation.Randomness;

namespace TwinGrid.Simulation.Sensitivity;

/// <summary>
/// Points for Sobol' indices of independent factors (Saltelli et al., Computer Physics Communications 181, 2010): N base samples; for each of them a row of A, a row of B and, for each factor i, the row of A with
/// coordinate i from B. Coordinates are uniform on (0, 1): a factor's value is its law's quantile there. A and B are the two halves of one quasi-random
/// set, or of one Latin hypercube when N is not a power of two or more than 32 factors are asked about.
/// <para>
/// Replications of different points must be independent of each other: with common random numbers the noise would not cancel from the products, and could not be told apart.
/// </para>
/// </summary>
internal sealed class SobolDesign
{
    private readonly double[][] rows;

    private SobolDesign(double[][] rows, int factors)
    {
        this.rows = rows;
        Factors = factors;
    }

    /// <summary>Factors d.</summary>
    internal int Factors { get; }

    /// <summary>Base samples N.</summary>
    internal int Samples => rows.Length;

    /// <summary>Points in all, N (d + 2).</summary>
    internal int Count => rows.Length * (Factors + 2);

    /// <param name="factors">At least 1.</param>
    /// <param name="samples">At least 2; a power of two up to 2^20 for quasi-random points.</param>
    /// <param name="stream">For the shift, or for the Latin hypercube.</param>
    /// <exception cref="ArgumentOutOfRangeException">Too few factors or samples, or more points than 2^31.</exception>
    internal static SobolDesign Create(int factors, int samples, RandomStream stream)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(factors, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 2);
        if ((long)samples * (factors + 2) > int.MaxValue)
        {
            throw new ArgumentOutOfRangeException(nameof(samples), samples, string.Create(CultureInfo.InvariantCulture, $"{samples} samples of {factors} factors are more than 2^31 points."));
        }

        var lattice = BitOperations.IsPow2(samples) && samples <= ShiftedLattice.MostPoints && 2 * factors <= ShiftedLattice.MostDimensions;
        return new(lattice ? ShiftedLattice.Points(samples, 2 * factors, stream) : LatinHypercube.Random(samples, 2 * factors, stream), factors);
    }

    /// <summary>The index of a point: <paramref name="block"/> 0 is A, 1 is B, 2 + i is A with coordinate i from B. All points of a base sample are neighbours.</summary>
    internal int Index(int sample, int block) => sample * (Factors + 2) + block;

    /// <summary>The coordinates of a point, in (0, 1).</summary>
    internal double[] Point(int index)
    {
        var (sample, block) = Math.DivRem(index, Factors + 2);
        var row = rows[sample];
        var point = new double[Factors];
        for (var factor = 0; factor < Factors; factor++)
        {
            // Neighbouring coordinates of the set belong to one factor: the first ones are spread best.
            point[factor] = row[2 * factor + (block == 1 || block == factor + 2 ? 1 : 0)];
        }

        return point;
    }
}
