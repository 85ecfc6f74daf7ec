using CsCheck;
using Google.Protobuf;
using TwinGrid.Client.Ingest;
using TwinGrid.V1;
using Xunit;

namespace TwinGrid.Client.Tests.Ingest;

public sealed class BatchEncoderTests
{
    private static readonly Gen<(int Series, long Time, double Value, uint Quality)> Sample =
        Gen.Select(Gen.Int[0, 300], Gen.Long, Gen.Double, Gen.OneOf(Gen.Const(0U), Gen.UInt));

    [Fact]
    public void Encode_AnySamples_IsOrdinaryProtobuf() => Sample.Array[0, 200].Sample(samples =>
    {
        var columns = new SampleColumns();
        foreach (var (series, time, value, quality) in samples)
        {
            columns.Add(new SeriesHandle(series), time, value, quality);
        }

        var batch = Batch.Parser.ParseFrom(BatchEncoder.Encode(columns));
        var series2 = batch.RunLength.Count == 0 ? [.. batch.Series] : batch.Series.Zip(batch.RunLength, (s, n) => Enumerable.Repeat(s, (int)n)).SelectMany(s => s).ToList();
        Assert.Equal(samples.Select(sample => (uint)sample.Series), series2);
        Assert.Equal(samples.Select(sample => sample.Time), batch.Time);
        Assert.Equal(samples.Select(sample => BitConverter.DoubleToInt64Bits(sample.Value)), batch.Value.Select(BitConverter.DoubleToInt64Bits));
        Assert.Equal(samples.Select(sample => sample.Quality), batch.Quality.Count == 0 ? samples.Select(_ => 0U) : batch.Quality);
        Assert.True(batch.CalculateSize() <= columns.EstimatedBytes);
    });

    [Fact]
    public void Encode_LongRuns_AreSentAsLengths()
    {
        var columns = new SampleColumns();
        columns.AddRun(new SeriesHandle(5), new long[100], new double[100]);

        var batch = Batch.Parser.ParseFrom(BatchEncoder.Encode(columns));

        Assert.Equal([5U], batch.Series);
        Assert.Equal([100U], batch.RunLength);
    }

    [Fact]
    public void AddRun_ColumnsDiffer_NamesTheLengths()
    {
        var error = Assert.Throws<ArgumentException>(() => new SampleColumns().AddRun(new SeriesHandle(0), [1, 2], [1]));
        Assert.Contains("2 times, 1 values", error.Message, StringComparison.Ordinal);
    }
}
