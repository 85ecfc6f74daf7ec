using CsCheck;
using TwinGrid.Contracts.Storage;
using TwinGrid.Model.Samples;
using TwinGrid.Storage.History;
using Xunit;

namespace TwinGrid.Storage.Tests.History;

public sealed class ChunkCodecTests : IDisposable
{
    private readonly ChunkEncoder encoder = new();
    private readonly ChunkDecoder decoder = new();

    public void Dispose()
    {
        encoder.Dispose();
        decoder.Dispose();
    }

    [Fact]
    public void Decode_AnyRun_GivesItBackBitForBit() =>
        Runs.Any().Sample(run => Runs.AreSame(run, decoder.Decode(encoder.Encode(run))), iter: 2000, threads: 1);

    [Fact]
    public void Decode_AnyRunWithTexts_GivesItBackBitForBit() =>
        Runs.Any(withTexts: true).Sample(run => Runs.AreSame(run, decoder.Decode(encoder.Encode(run))), iter: 500, threads: 1);

    [Fact]
    public void Decode_WholeRangeOfTime_GivesItBack()
    {
        var run = Steady(3) with { Times = new[] { long.MinValue, 0, long.MaxValue } };
        Assert.True(Runs.AreSame(run, decoder.Decode(encoder.Encode(run))));
    }

    [Fact]
    public void Decode_LargestRun_GivesItBack()
    {
        var run = Steady(ChunkHeader.MaxSamples);
        Assert.True(Runs.AreSame(run, decoder.Decode(encoder.Encode(run))));
    }

    [Fact]
    public void Header_OfMixedQuality_CountsUsableValuesOnly()
    {
        var run = Steady(4) with
        {
            Values = new[] { 5, double.NaN, -7, 900 },
            Qualities = new[] { Quality.Good, Quality.Bad, Quality.Uncertain, Quality.Bad },
            CommitIndexes = new ulong[] { 9, 4, 30, 12 },
        };

        var header = ChunkHeader.Read(encoder.Encode(run));

        Assert.Equal((4, 2, -7.0, 5.0), (header.Count, header.UsableCount, header.MinValue, header.MaxValue));
        Assert.Equal((4UL, 30UL), (header.FirstIndex, header.LastIndex));
        Assert.Equal((run.Times.Span[0], run.Times.Span[3]), (header.FirstTime, header.LastTime));
    }

    [Fact]
    public void Header_OfNoUsableValue_HasNoExtremes()
    {
        var header = ChunkHeader.Read(encoder.Encode(Steady(1) with { Values = new[] { double.NaN }, Qualities = new[] { Quality.Bad } }));
        Assert.True(double.IsNaN(header.MinValue) && double.IsNaN(header.MaxValue));
    }

    [Fact]
    public void Encode_OfTimesThatGoBack_NamesThem()
    {
        var run = Steady(2) with { Times = new[] { 5L, 4L } };
        Assert.Contains("4 ns after 5 ns", Assert.Throws<ArgumentException>(() => encoder.Encode(run)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Encode_OfUnequalColumns_Refuses() =>
        Assert.Throws<ArgumentException>(() => encoder.Encode(Steady(2) with { Values = new double[1] }));

    [Fact]
    public void Encode_OfNothing_Refuses() => Assert.Throws<ArgumentException>(() => encoder.Encode(Steady(0)));

    /// <summary>Chunks outlive programs: these bytes must stay readable for ever.</summary>
    [Fact]
    public void Encode_OfAKnownRun_WritesTheseBytes()
    {
        var run = Steady(5) with
        {
            Values = new[] { 20.5, 20.25, -0.0, double.NaN, 21 },
            Qualities = new[] { Quality.Good, Quality.Good, Quality.Uncertain, Quality.Bad, Quality.Good },
            Texts = new[] { "a", "b", "a", "\ud800", "Öl" },
        };

        Assert.Equal(Golden, Convert.ToHexString(encoder.Encode(run)));
        Assert.True(Runs.AreSame(run, decoder.Decode(Convert.FromHexString(Golden))));
    }

    /// <summary>Noise in the last bit of every value, jitter of a millisecond: what sensors send through a calculation.</summary>
    [Fact]
    public void Encode_OfAMillionNoisySamples_TakesNoMoreThanNineMebibytes()
    {
        var random = new Random(7);
        long bytes = 0;
        for (var chunk = 0; chunk < 25; chunk++)
        {
            var run = Steady(4000);
            var (times, values) = (run.Times.ToArray(), new double[4000]);
            for (var i = 0; i < times.Length; i++)
            {
                times[i] += random.Next(0, 1000) * 1_000_000L;
                values[i] = 50 + (10 * Math.Sin(i * 0.01)) + random.NextDouble();
            }

            bytes += encoder.Encode(run with { Times = times, Values = values }).Length;
        }

        Assert.InRange(bytes * 10, 0, 9 * 1024 * 1024);
    }

    internal static HistoryRun Steady(int count) => new()
    {
        Series = new SeriesId(17, 3),
        Times = Enumerable.Range(0, count).Select(i => 1_700_000_000_000_000_000 + (i * 1_000_000_000L)).ToArray(),
        Values = Enumerable.Range(0, count).Select(i => i * 0.25).ToArray(),
        Qualities = new uint[count],
        CommitIndexes = Enumerable.Range(0, count).Select(i => (ulong)(i + 1)).ToArray(),
        CommittedNs = 1_700_000_100_000_000_000,
    };

    private const string Golden =
        "4801030003440000FFC332B1851600114F00000005000000040000000000000000002A36FE9C971700289524FF9C971701000000000000000500000000000000"
        + "00E8A07E159D97170000000000000080000000000000354028B52FFD204F25020032840E1AB0271DC01A40285084613554E08398471C06906056B6912D650AC5"
        + "F71065099A81830653F10F239808BA93E49ED0B64B6DCB49F2FD5C394FD2020060E00EE009";
}
