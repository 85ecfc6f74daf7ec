using CsCheck;
using TwinGrid.V1;

namespace TwinGrid.Gateway.Tests.Ingest.Decoding;

/// <summary>Generates valid batches: with and without run lengths, qualities, texts; handles that repeat, small and large.</summary>
internal static class Batches
{
    public static readonly Gen<Batch> Valid =
        from seq in Gen.ULong[1, ulong.MaxValue]
        from count in Gen.Frequency((1, Gen.Const(0)), (6, Gen.Int[1, 40]), (2, Gen.Int[41, 600]))
        from withRuns in Gen.Bool
        from withQualities in Gen.Bool
        from handles in Gen.Frequency((3, Gen.UInt[0, 5]), (2, Gen.UInt[0, 300]), (1, Gen.UInt)).Array[count]
        from times in Gen.Long.Array[count]
        from values in Gen.Double.Array[count]
        from qualities in Gen.UInt.Array[count]
        from texts in Gen.String.Array[0, 4]
        from cuts in Gen.Int[1, 9].Array[count]
        select Make(seq, withRuns, withQualities, handles, times, values, qualities, texts, cuts);

    private static Batch Make(
        ulong seq, bool withRuns, bool withQualities, uint[] handles, long[] times, double[] values, uint[] qualities, string[] texts, int[] cuts)
    {
        var batch = new Batch { Seq = seq };
        batch.Time.AddRange(times);
        batch.Value.AddRange(values);
        batch.Text.AddRange(texts.Where(IsUnicode));
        if (withQualities)
        {
            batch.Quality.AddRange(qualities);
        }

        if (!withRuns)
        {
            batch.Series.AddRange(handles);
            return batch;
        }

        for (int left = times.Length, k = 0; left > 0; k++)
        {
            var length = Math.Min(left, cuts[k]);
            batch.Series.Add(handles[k]);
            batch.RunLength.Add((uint)length);
            left -= length;
        }

        return batch;
    }

    // CsCheck makes lone surrogates, which have no UTF-8.
    private static bool IsUnicode(string text) => text.Length < 200 && text.All(c => !char.IsSurrogate(c));
}
