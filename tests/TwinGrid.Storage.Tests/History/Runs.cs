using CsCheck;
using TwinGrid.Contracts.Storage;
using TwinGrid.Model.Samples;

namespace TwinGrid.Storage.Tests.History;

/// <summary>Runs of every awkward kind: jitter, duplicates, extremes, NaN payloads, negative zero, texts that are no well-formed Unicode.</summary>
internal static class Runs
{
    private static readonly Gen<double> AnyBits = Gen.ULong.Select(BitConverter.UInt64BitsToDouble);

    private static readonly Gen<double> Value = Gen.OneOf(
        Gen.Double,
        AnyBits,
        Gen.Int[-1000, 1000].Select(n => n / 100.0),
        Gen.Int[0, 3].Select(n => (double)n),
        Gen.OneOf(new[] { 0.0, -0.0, double.NaN, double.PositiveInfinity, double.MinValue, double.Epsilon, 9007199254740993.0 }.Select(Gen.Const).ToArray()));

    private static readonly Gen<long> Gap = Gen.Frequency(
        (8, Gen.Const(1_000_000_000L)), (3, Gen.Long[0, 2_000_000]), (2, Gen.Const(0L)), (1, Gen.Long[0, 1L << 40]));

    private static readonly Gen<uint> Code = Gen.Frequency((9, Gen.Const(Quality.Good)), (1, Gen.UInt));

    private static readonly Gen<string> Text =
        Gen.OneOf(Gen.OneOf(new[] { "Running", "Stopped", "", "Störung ⚙" }.Select(Gen.Const).ToArray()), Gen.String, Gen.Char.Array[0, 4].Select(c => new string(c)));

    public static Gen<HistoryRun> Any(bool withTexts = false) =>
        Gen.Select(
            Gen.Int[1, 200],
            Gen.OneOf(Gen.Long[long.MinValue, long.MinValue + 10], Gen.Long[-1_000_000, 2_000_000_000_000_000_000], Gen.Const(0L)),
            Gen.UInt,
            Gen.Bool,
            (count, first, series, oneKind) => (count, first, series, oneKind))
        .SelectMany(shape => Gen.Select(
            Gap.Array[shape.count],
            (shape.oneKind ? Gen.Int[-100_000, 100_000].Select(n => n / 1000.0) : Value).Array[shape.count],
            Code.Array[shape.count],
            Gen.Frequency((5, Gen.ULong[1, 1000]), (1, Gen.ULong)).Array[shape.count],
            Text.Array[shape.count],
            (gaps, values, qualities, indexes, texts) => new HistoryRun
            {
                Series = new SeriesId(shape.series),
                Times = Ascending(shape.first, gaps),
                Values = values,
                Qualities = qualities,
                CommitIndexes = indexes,
                Texts = withTexts ? texts : [],
                CommittedNs = shape.first,
            }));

    public static bool AreSame(HistoryRun a, HistoryRun b) =>
        a.Series == b.Series && a.CommittedNs == b.CommittedNs
        && a.Times.Span.SequenceEqual(b.Times.Span)
        && a.Values.Span.Length == b.Values.Span.Length
        && Bits(a.Values.Span).SequenceEqual(Bits(b.Values.Span))
        && a.Qualities.Span.SequenceEqual(b.Qualities.Span)
        && a.CommitIndexes.Span.SequenceEqual(b.CommitIndexes.Span)
        && a.Texts.Span.SequenceEqual(b.Texts.Span);

    private static ReadOnlySpan<ulong> Bits(ReadOnlySpan<double> values) => System.Runtime.InteropServices.MemoryMarshal.Cast<double, ulong>(values);

    private static long[] Ascending(long first, long[] gaps)
    {
        var times = new long[gaps.Length];
        for (var i = 0; i < gaps.Length; i++)
        {
            times[i] = i == 0 ? first : times[i - 1] + gaps[i];
        }

        return times;
    }
}
