using TwinGrid.Simulation.Randomness;

namespace TwinGrid.Simulation.Tests.Randomness;

public sealed class StreamSourceTests
{
    [Fact]
    public void Stream_FixedNames_GivesTheRecordedDraws()
    {
        // Records of runs are replayed with later versions: ids and layout never change.
        var source = new StreamSource(42, 7);

        Assert.Equal(0x5E5AFBF54506290CUL, source.Stream("line1.filler", "service").NextUInt64());
        Assert.Equal(0x72FDFA5277760B40UL, StreamSource.StateDraw(42, 7).Stream("line1.filler", "service").NextUInt64());
        Assert.Equal(0.5826909175685562, source.Entity("quality").Draw(12, 3));
        Assert.Equal(0.2916946057293254, source.Indexed("line1.filler", "breakdown").Draw(2));
    }

    [Fact]
    public void Stream_FirstWord_IsPhiloxOfTheDocumentedLayout()
    {
        var id = StreamLayout.Id(StreamKind.Sequence, "a", "b");
        var stream = new StreamSource(99, 5).Stream("a", "b");
        stream.Position = 6;

        var (low, high) = Philox4x32.Block((5UL << 36) | 3, id, 99);

        Assert.Equal([low, high], new[] { stream.NextUInt64(), stream.NextUInt64() });
    }

    [Fact]
    public void Stream_AskedAgain_StartsAgain()
    {
        var source = new StreamSource(1, 2);
        var first = source.Stream("a", "b");
        _ = source.Stream("other", "b").NextDouble();

        Assert.Equal(first.NextUInt64(), source.Stream("a", "b").NextUInt64());
    }

    [Fact]
    public void Stream_DifferentNamesSeedsReplicationsAndKinds_ShareNoWord()
    {
        var words = new List<ulong>();
        foreach (var seed in new ulong[] { 0, 1, ulong.MaxValue })
        {
            foreach (var replication in new long[] { 0, 1, 2, StreamLayout.MaxReplication })
            {
                foreach (var (path, purpose) in new[] { ("a", "bc"), ("ab", "c"), ("abc", ""), ("", "abc"), ("a", "b"), ("ä", "b") })
                {
                    var source = new StreamSource(seed, replication);
                    Take(source.Stream(path, purpose));
                    Take(StreamSource.StateDraw(seed, replication).Stream(path, purpose));
                    words.AddRange(Enumerable.Range(0, 8).Select(i => BitConverter.DoubleToUInt64Bits(source.Indexed(path, purpose).Draw(i))));
                    words.AddRange(Enumerable.Range(1, 8).Select(i => BitConverter.DoubleToUInt64Bits(source.Indexed(path, purpose).Draw(0, i))));
                }
            }
        }

        // 3 * 4 * 6 * 32 words of at least 53 bits: equal ones by chance with probability 3e-10.
        Assert.Equal(words.Count, words.Distinct().Count());

        void Take(RandomStream stream) => words.AddRange(Enumerable.Range(0, 8).Select(_ => stream.NextUInt64()));
    }

    [Fact]
    public void Streams_NeighboursInEveryRespect_AreUncorrelated()
    {
        const int n = 20_000;
        var streams = new List<double[]>();
        foreach (var (seed, replication, path, purpose) in new[] { (1UL, 0L, "m1", "service"), (2UL, 0L, "m1", "service"), (1UL, 1L, "m1", "service"), (1UL, 0L, "m2", "service"), (1UL, 0L, "m1", "repair") })
        {
            var stream = new StreamSource(seed, replication).Stream(path, purpose);
            streams.Add([.. Enumerable.Range(0, n).Select(_ => stream.NextDouble())]);
        }

        var source = new StreamSource(1, 0);
        streams.Add([.. Enumerable.Range(0, n).Select(i => source.Entity("quality").Draw(i))]);
        streams.Add([.. Enumerable.Range(0, n).Select(i => source.Entity("quality").Draw(i, 1))]);
        streams.Add([.. Enumerable.Range(0, n).Select(i => source.Entity("other").Draw(0, i))]);

        // Of independent uniforms the correlation has standard deviation 1 / sqrt(n); lag 0 and lag 1.
        for (var i = 0; i < streams.Count; i++)
        {
            for (var j = 0; j < streams.Count; j++)
            {
                var lag = i <= j ? 1 : 0;
                var products = Enumerable.Range(0, n - lag).Sum(k => (streams[i][k] - 0.5) * (streams[j][k + lag] - 0.5));
                Assert.InRange(12 * products / n, -4.5 / Math.Sqrt(n), 4.5 / Math.Sqrt(n));
            }
        }
    }

    [Fact]
    public void Draw_ManyEntities_IsUniform()
    {
        const int n = 100_000;
        var draws = new StreamSource(3, 1).Entity("quality");
        var counts = new int[100];
        for (var i = 0; i < n; i++)
        {
            counts[(int)(draws.Draw(i, i % 7) * 100)]++;
        }

        Assert.InRange(counts.Sum(c => Math.Pow(c - 1000, 2) / 1000), 99 - (4 * Math.Sqrt(198)), 99 + (4 * Math.Sqrt(198)));
    }

    [Fact]
    public void Constructor_ReplicationBeyondTheLayout_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new StreamSource(0, -1));
        Assert.Contains("268435455", Assert.Throws<ArgumentOutOfRangeException>(() => new StreamSource(0, 1L << 28)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new StreamSource(0, 0).Entity("x").Draw(1L << 36));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StreamSource(0, 0).Entity("x").Draw(-1));
    }
}
