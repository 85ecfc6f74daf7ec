using TwinGrid.Simulation.Designs;
using TwinGrid.Simulation.Tests.Statistics;

namespace TwinGrid.Simulation.Tests.Designs;

public sealed class SpaceFillingTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(17, 4)]
    public void LatinHypercube_EveryColumn_HasOnePointInEachCell(int points, int dimensions)
    {
        IsLatin(LatinHypercube.Random(points, dimensions, new Draws(1).Stream), dimensions);
        IsLatin(LatinHypercube.Maximin(points, dimensions, new Draws(1).Stream), dimensions);
    }

    [Fact]
    public void LatinHypercube_SameStream_GivesTheSameBits()
    {
        var (first, second) = (LatinHypercube.Maximin(20, 3, new Draws(2).Stream), LatinHypercube.Maximin(20, 3, new Draws(2).Stream));

        Assert.Equal(first.SelectMany(x => x), second.SelectMany(x => x));
        Assert.NotEqual(first[0], LatinHypercube.Maximin(20, 3, new Draws(3).Stream)[0]);
    }

    [Fact]
    public void Maximin_Swaps_SpreadThePoints()
    {
        var plain = LatinHypercube.Maximin(30, 2, new Draws(4).Stream, tries: 0);
        var spread = LatinHypercube.Maximin(30, 2, new Draws(4).Stream);

        Assert.True(Nearest(spread) > 2 * Nearest(plain), $"{Nearest(spread)} against {Nearest(plain)}");
    }

    // The mean of an additive function over a Latin hypercube has next to no variance: Σ x over 64 points of 3 columns, against sd √(3 / 12 / 64) = .0625 of free draws.
    [Fact]
    public void LatinHypercube_AdditiveFunction_HasNearlyNoError()
    {
        var points = LatinHypercube.Random(64, 3, new Draws(5).Stream);

        // In one column the error is a mean of 64 uniform offsets of sd 1 / (64 √12): sd of the sum of three .00098.
        Assert.Equal(1.5, points.Average(x => x.Sum()), 4 * 0.00098);
    }

    [Fact]
    public void Lattice_SmoothFunctionOfPairs_BeatsFreeDrawsByFar()
    {
        var stream = new Draws(6).Stream;
        var errors = 0.0;
        for (var shift = 0; shift < 20; shift++)
        {
            var points = ShiftedLattice.Points(1024, 16, stream);
            var error = points.Average(x => Enumerable.Range(0, 15).Sum(d => (x[d] - 0.5) * (x[d + 1] - 0.5)));
            errors += error * error;
        }

        // Free draws: variance 15 / 144 / 1024 = 1.0e-4 a mean.
        Assert.InRange(errors / 20, 0, 1.0e-4 / 1000);
    }

    [Fact]
    public void Lattice_EachCoordinate_IsEvenAndInside()
    {
        var points = ShiftedLattice.Points(256, 64, new Draws(7).Stream);

        for (var d = 0; d < 64; d++)
        {
            var sorted = points.Select(x => x[d]).Order().ToArray();
            Assert.True(sorted[0] > 0 && sorted[^1] < 1);
            // Folding maps two halves of the lattice onto each other: the k-th of 256 lies within a cell or two of (k + 1/2) / 256.
            Assert.All(sorted.Select((x, k) => Math.Abs(x - (k + 0.5) / 256)), gap => Assert.InRange(gap, 0, 2.0 / 256));
        }
    }

    [Theory]
    [InlineData(100, 2)]
    [InlineData(0, 2)]
    [InlineData(64, 65)]
    public void Lattice_OutOfRange_Throws(int points, int dimensions) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ShiftedLattice.Points(points, dimensions, new Draws(8).Stream));

    private static void IsLatin(double[][] points, int dimensions)
    {
        for (var column = 0; column < dimensions; column++)
        {
            Assert.Equal(Enumerable.Range(0, points.Length), points.Select(x => (int)(x[column] * points.Length)).Order());
        }
    }

    private static double Nearest(double[][] points)
    {
        var nearest = double.PositiveInfinity;
        for (var i = 0; i < points.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                nearest = Math.Min(nearest, Math.Sqrt(points[i].Zip(points[j], (a, b) => (a - b) * (a - b)).Sum()));
            }
        }

        return nearest;
    }
}
