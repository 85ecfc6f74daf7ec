using System.Globalization;
using System.Numerics;
using TwinGrid.Simulation.Randomness;

namespace TwinGrid.Simulation.Designs;

/// <summary>
/// Quasi-random points: an embedded rank-1 lattice in radical-inverse order (Cools, Kuo and Nuyens, SIAM Journal on Scientific Computing 28, 2006), shifted at random modulo 1 (Cranley and Patterson, 1976)
/// and folded by the baker's transformation (Hickernell, 2002). Each point by itself is uniform, so means are unbiased; together, any power of two of the first of them spreads
/// evenly, and means of smooth functions of few coordinates at a time converge almost like n^-2.
/// </summary>
internal static class ShiftedLattice
{
    internal const int MostPoints = 1 << 20;

    // Found by a component-by-component search over 3 000 random odd numbers below 2^20 a coordinate: least Σ log e over 2^4 to 2^15 points, where e is the mean
    // squared error of shifted lattice rules in the Korobov space of smoothness 2, restricted to products of two coordinates and, with weight 0.05, of three.
    private static readonly int[] Generator =
    [
        1, 18583, 906841, 303333, 60051, 121987, 624085, 385423, 240391, 371531, 826833, 265411, 971273, 335005, 302431, 667801,
        607451, 1029057, 498245, 887767, 61301, 50447, 951751, 137869, 599441, 996375, 870195, 570333, 579329, 999089, 451973, 376801,
        922453, 204201, 551227, 972565, 359193, 441273, 376751, 933833, 401783, 252033, 202405, 1020939, 973073, 943789, 462809, 14271,
        1045703, 72493, 599885, 1013985, 5725, 79751, 509233, 455667, 144081, 929773, 917833, 336949, 274911, 668143, 728163, 684285,
    ];

    internal static int MostDimensions => Generator.Length;

    /// <param name="points">Points, a power of two, 1 to 2^20.</param>
    /// <param name="dimensions">Coordinates, 1 to 64.</param>
    /// <param name="stream">Takes one draw a dimension.</param>
    internal static double[][] Points(int points, int dimensions, RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (points is < 1 or > MostPoints || !BitOperations.IsPow2(points))
        {
            throw new ArgumentOutOfRangeException(nameof(points), points, string.Create(CultureInfo.InvariantCulture, $"{points} points; a power of two from 1 to {MostPoints}."));
        }

        if (dimensions < 1 || dimensions > MostDimensions)
        {
            throw new ArgumentOutOfRangeException(nameof(dimensions), dimensions, string.Create(CultureInfo.InvariantCulture, $"{dimensions} dimensions; from 1 to {MostDimensions}."));
        }

        var shift = new double[dimensions];
        for (var d = 0; d < dimensions; d++)
        {
            shift[d] = stream.NextDouble();
        }

        var values = new double[points][];
        for (var i = 0; i < points; i++)
        {
            var place = RadicalInverse(i);
            values[i] = new double[dimensions];
            for (var d = 0; d < dimensions; d++)
            {
                // The product stays below 2^40, so its fraction is exact.
                var x = place * Generator[d];
                x += shift[d] - Math.Floor(x);
                x -= Math.Floor(x);
                values[i][d] = Math.Clamp(1 - Math.Abs(2 * x - 1), Smallest, 1 - Smallest);
            }
        }

        return values;
    }

    // Keeps coordinates inside the open interval, where every law has a quantile.
    private const double Smallest = 1.0 / (1L << 53);

    private static double RadicalInverse(int i)
    {
        var (inverse, digit) = (0.0, 0.5);
        for (var rest = i; rest > 0; rest >>= 1, digit /= 2)
        {
            inverse += (rest & 1) * digit;
        }

        return inverse;
    }
}
