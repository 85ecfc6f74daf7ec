using System.Numerics;

namespace TwinGrid.Storage.Embedded.History;

/// <summary>
/// Chunks by the order of magnitude of the time that they cover, so that those which overlap a range are found by an index on their first time:
/// a chunk of class k that reaches past an instant begins less than <see cref="Limit"/>(k) before it. Without classes one late sample in
/// one chunk would make every look-up walk far back.
/// </summary>
internal static class SpanClass
{
    private const int BitsPerClass = 4;

    /// <summary>Classes are 0 to this minus one.</summary>
    public const int Count = 17;

    /// <summary>The class of a chunk from its first to its last time.</summary>
    public static int Of(long firstNs, long lastNs)
    {
        var span = (ulong)lastNs - (ulong)firstNs;
        return (64 - BitOperations.LeadingZeroCount(span) + BitsPerClass - 1) / BitsPerClass;
    }

    /// <summary>Nanoseconds that every span of the class is below; saturated.</summary>
    public static long Limit(int spanClass) => spanClass * BitsPerClass >= 63 ? long.MaxValue : 1L << (spanClass * BitsPerClass);

    /// <summary>The earliest first time of a chunk of the class that reaches to an instant or past it.</summary>
    public static long EarliestFirst(int spanClass, long instantNs)
    {
        var limit = Limit(spanClass);
        return limit == long.MaxValue || instantNs < long.MinValue + limit ? long.MinValue : instantNs - limit;
    }
}
