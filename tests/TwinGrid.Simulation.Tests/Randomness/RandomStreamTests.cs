using TwinGrid.Simulation.Randomness;

namespace TwinGrid.Simulation.Tests.Randomness;

public sealed class RandomStreamTests
{
    [Fact]
    public void OpenUnit_ExtremeWords_StaysInsideTheOpenInterval()
    {
        var (least, greatest) = (RandomStream.OpenUnit(0), RandomStream.OpenUnit(ulong.MaxValue));

        Assert.Equal(Math.ScaleB(1, -53), least);
        Assert.Equal(1 - Math.ScaleB(1, -53), greatest);
        Assert.Equal(least, 1 - greatest);
    }

    [Fact]
    public void Position_SetBackAndForth_GivesTheSameDrawsAgain()
    {
        var stream = new StreamSource(7, 3).Stream("line.filler", "service");
        var first = Enumerable.Range(0, 41).Select(_ => stream.NextUInt64()).ToArray();

        Assert.Equal(41, stream.Position);
        foreach (var at in new[] { 0, 1, 2, 3, 4, 5, 17, 38, 40 })
        {
            stream.Position = at;
            Assert.Equal(at, stream.Position);
            Assert.Equal(first[at..], Enumerable.Range(at, 41 - at).Select(_ => stream.NextUInt64()));
        }
    }

    [Fact]
    public void Position_LastOfTheStream_RefusesTheDrawBeyond()
    {
        var stream = new StreamSource(7, StreamLayout.MaxReplication).Stream("a", "b");

        stream.Position = (StreamLayout.MaxIndex * 2) + 1;
        _ = stream.NextUInt64();

        Assert.Equal(1L << 37, stream.Position);
        Assert.Throws<InvalidOperationException>(() => stream.NextUInt64());
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.Position = (1L << 37) + 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.Position = -1);
    }

    [Fact]
    public void NextDouble_MillionDraws_AreUniform()
    {
        // 1000 cells: chi-square has mean 999 and standard deviation sqrt(2 * 999); mean and variance against those of the uniform law.
        const int n = 1_000_000;
        const int cells = 1000;
        var stream = new StreamSource(1, 0).Stream("x", "y");
        var counts = new int[cells];
        var (sum, squares) = (0.0, 0.0);
        for (var i = 0; i < n; i++)
        {
            var u = stream.NextDouble();
            counts[(int)(u * cells)]++;
            sum += u;
            squares += (u - 0.5) * (u - 0.5);
        }

        var chiSquare = counts.Sum(c => Math.Pow(c - (n / cells), 2) / (n / cells));
        Assert.InRange(chiSquare, 999 - (4 * Math.Sqrt(1998)), 999 + (4 * Math.Sqrt(1998)));
        Assert.InRange(sum / n, 0.5 - (4 * Math.Sqrt(1 / 12.0 / n)), 0.5 + (4 * Math.Sqrt(1 / 12.0 / n)));
        Assert.InRange(squares / n, (1 / 12.0) - (4 * Math.Sqrt(1 / 180.0 / n)), (1 / 12.0) + (4 * Math.Sqrt(1 / 180.0 / n)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(1000)]
    public void NextInt_ManyDraws_AreEquallyLikely(int bound)
    {
        var stream = new StreamSource(2, 5).Stream("x", "y");
        var counts = new int[bound];
        var n = 1000 * bound;
        for (var i = 0; i < n; i++)
        {
            counts[stream.NextInt(bound)]++;
        }

        var chiSquare = counts.Sum(c => Math.Pow(c - 1000, 2) / 1000);
        Assert.InRange(chiSquare, 0, bound - 1 + (5 * Math.Sqrt(2.0 * (bound - 1))) + 1e-9);
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.NextInt(0));
    }

    [Fact]
    public void NextInt_GreatestBound_StaysBelowIt()
    {
        var stream = new StreamSource(2, 5).Stream("x", "z");
        var greatest = Enumerable.Range(0, 10_000).Max(_ => stream.NextInt(int.MaxValue));

        // The greatest of n uniforms misses the bound by a share of more than 20 / n with probability exp(-20).
        Assert.InRange(greatest, int.MaxValue * (1 - 20e-4), int.MaxValue - 1);
    }

    [Fact]
    public void NextDouble_SteadyState_AllocatesNothing()
    {
        var source = new StreamSource(2, 5);
        var stream = source.Stream("x", "z");
        var indexed = source.Entity("quality");
        var sum = stream.NextDouble() + indexed.Draw(0) + stream.NextInt(10);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++)
        {
            sum += stream.NextDouble() + indexed.Draw(i, 3) + stream.NextInt(10);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.True(sum > 0);
    }
}
