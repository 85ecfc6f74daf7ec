using TwinGrid.V1;

namespace TwinGrid.Integration.Tests.Faults;

/// <summary>
/// What one sequence number stands for: a function of (producer, seq), so that a resend is the same bytes and any value read back tells where it
/// came from. Every eleventh batch holds an item that must be rejected.
/// </summary>
internal static class SentBatch
{
    public const int Items = 16;
    private const long FirstTimeNs = 1_700_000_000_000_000_000;
    private const int SeqScale = 1000;

    public static bool HasRejectedItem(ulong seq) => seq % 11 == 0;

    public static Batch Create(int producer, ulong seq)
    {
        var batch = new Batch { Seq = seq };
        for (var item = 0; item < Items; item++)
        {
            batch.Series.Add((uint)(item % FaultPlant.Signals));
            batch.Time.Add(Time(seq, item));
            batch.Value.Add(HasRejectedItem(seq) && item == 5 ? double.NaN : Value(producer, seq, item));
        }

        return batch;
    }

    public static long Time(ulong seq, int item) => FirstTimeNs + ((long)seq * 1_000_000) + item;

    public static double Value(int producer, ulong seq, int item) => (producer * 1e12) + (seq * SeqScale) + item;

    /// <summary>Seq and item of a value read back.</summary>
    public static (ulong Seq, int Item) Origin(int producer, double value)
    {
        var rest = (ulong)(value - (producer * 1e12));
        return (rest / SeqScale, (int)(rest % SeqScale));
    }

    /// <summary>Items of a batch that must be accepted.</summary>
    public static IEnumerable<int> AcceptedItems(ulong seq) => Enumerable.Range(0, Items).Where(item => !(HasRejectedItem(seq) && item == 5));
}
